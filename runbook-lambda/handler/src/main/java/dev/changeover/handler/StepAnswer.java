package dev.changeover.handler;

import dev.changeover.view.Json;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/**
 * What the step function answers, and a document branches on.
 *
 * @param step as the document names it; empty when the execution is closing
 * @param said one sentence for whoever reads the execution's outputs
 */
record StepAnswer(State state, String step, String said) {
    /** Where the step is. */
    enum State {
        /** Satisfied, skipped, or not part of this changeover. */
        DONE,
        /** Ask again. */
        WAIT,
        /** Only a person can go on. */
        HALTED,
        /** The changeover was cancelled. */
        CANCELLED,
        /** The changeover is over. */
        ENDED
    }

    byte[] json() {
        return Json.line(Json.object("state", state.name().toLowerCase(Locale.ROOT), "step", step, "said", said))
                .getBytes(StandardCharsets.UTF_8);
    }
}

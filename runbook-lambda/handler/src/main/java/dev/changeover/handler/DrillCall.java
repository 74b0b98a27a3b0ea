package dev.changeover.handler;

import dev.changeover.core.drill.DrillId;
import dev.changeover.core.drill.DrillPhase;
import java.util.Set;

/** What an execution of {@code Changeover-Drill} asks the step function. */
sealed interface DrillCall {
    DrillId drill();

    /** The Automation execution's id. */
    String execution();

    /** Go on with the phase until it is over. */
    record TakePhase(DrillId drill, DrillPhase phase, String execution) implements DrillCall {}

    /** Note how the execution ended. */
    record Closing(DrillId drill, String execution, StepRequest.Ending how) implements DrillCall {}

    static boolean isOne(Fields fields) {
        return fields.has("drill");
    }

    /**
     * Reads the request out of an event.
     *
     * @throws UnusableEvent if it is none
     */
    static DrillCall of(Fields fields) {
        DrillId id = id(fields.text("drill"));
        String execution = StepRequest.execution(fields);
        if (fields.has("closing")) {
            fields.requireOnly(Set.of("drill", "execution", "closing"));
            return new Closing(id, execution, fields.word("closing", StepRequest.Ending.class));
        }
        DrillPhase phase = DrillPhase.named(fields.text("phase"))
                .orElseThrow(() -> new UnusableEvent("\"phase\" is none of a drill's phases"));
        fields.requireOnly(Set.of("drill", "execution", "phase"));
        return new TakePhase(id, phase, execution);
    }

    private static DrillId id(String text) {
        try {
            return new DrillId(text);
        } catch (IllegalArgumentException malformed) {
            throw new UnusableEvent("\"drill\" is not a drill's id");
        }
    }
}

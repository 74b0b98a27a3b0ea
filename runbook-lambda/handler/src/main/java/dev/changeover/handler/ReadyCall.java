package dev.changeover.handler;

import dev.changeover.core.journal.ChangeoverState;
import dev.changeover.core.journal.Fold;
import dev.changeover.core.model.ApplicationName;
import dev.changeover.core.model.ChangeoverId;
import dev.changeover.core.run.Preview;
import dev.changeover.handler.StepAnswer.State;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Set;

/**
 * Asks the step function to stand ready, for a changeover of the application that may come. It opens the
 * connections and goes through the looks of the last changeover's plan, and changes nothing.
 */
record ReadyCall(ApplicationName application) {
    private static final String KEY = "ready";

    static boolean isOne(Fields fields) {
        return fields.has(KEY);
    }

    /**
     * Reads the request out of an event.
     *
     * @throws UnusableEvent if it is none
     */
    static ReadyCall of(Fields fields) {
        fields.requireOnly(Set.of(KEY));
        try {
            return new ReadyCall(new ApplicationName(fields.text(KEY)));
        } catch (IllegalArgumentException malformed) {
            throw new UnusableEvent("\"" + KEY + "\" is not an application's name");
        }
    }

    /** Weather is no failure: Lambda would send the event again, and whoever sent it has long gone on. */
    StepAnswer answer(Equipment equipment) {
        try {
            List<ChangeoverId> history = equipment.journal().history(application);
            return new StepAnswer(
                    State.DONE,
                    "",
                    history.isEmpty() ? "Ready; there was no changeover yet." : looked(equipment, history));
        } catch (UncheckedIOException unreadable) {
            return new StepAnswer(State.DONE, "", "Started, but the journal cannot be read.");
        }
    }

    private static String looked(Equipment equipment, List<ChangeoverId> history) {
        ChangeoverState last = Fold.of(equipment.journal().read(history.getLast()));
        Preview _ = Preview.of(equipment.worlds().of(last.plan()), last.plan(), last.request());
        return "Ready; looked with the plan of " + history.getLast() + ".";
    }
}

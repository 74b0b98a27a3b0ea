package dev.changeover.http.show;

import dev.changeover.core.journal.ChangeoverState;
import dev.changeover.core.journal.ChangeoverState.Phase;
import dev.changeover.core.journal.Outcome;
import dev.changeover.core.journal.Progress.Status;
import dev.changeover.core.model.ApplicationPlan;
import dev.changeover.core.port.DatabaseView;
import dev.changeover.core.step.HaltReason;
import dev.changeover.core.step.Step;
import dev.changeover.core.step.StepName;
import dev.changeover.core.step.WaitReason;
import dev.changeover.view.Ink;
import dev.changeover.view.Standing;
import dev.changeover.view.Words;

/** One sentence on top: what happens, what it waits for, who must act, and which button releases it. */
final class Sentences {
    private static final Ink PLAIN = new Ink(false, true);

    private Sentences() {}

    static String of(ChangeoverState state) {
        String what = capital(Words.headline(state, PLAIN));
        return switch (state.phase()) {
            case Phase.Running _ -> what + ": " + running(state);
            case Phase.Paused _ -> what + ": paused at " + step(state) + "; Resume goes on.";
            case Phase.Halted _ -> what + ": " + halted(state);
            case Phase.Cancelling _ -> what + ": cancelled; it ends after the present act.";
            case Phase.Ended(var outcome, var at) -> what + ": " + ended(state, outcome) + " at " + Words.of(at) + ".";
        };
    }

    private static String running(ChangeoverState state) {
        if (state.current().isEmpty()) {
            return "all steps are over.";
        }
        StepName step = state.current().orElseThrow().name();
        return switch (state.progress(step).status()) {
            case Status.Running(var _, var waits) when waits.isPresent() -> waiting(state, step, waits.get());
            case Status.Running _ -> step + " is under way.";
            case Status.Pending _ -> step + " is next.";
            case Status.Halted _, Status.Satisfied _, Status.Skipped _ -> step + " is over.";
        };
    }

    private static String waiting(ChangeoverState state, StepName step, WaitReason reason) {
        return reason == WaitReason.APPROVAL_NEEDED
                ? "waits for a second person, anyone but "
                        + state.request().by().who() + "; Approve releases it."
                : step + " waits: " + reason.inWords() + ".";
    }

    private static String halted(ChangeoverState state) {
        StepName step = state.current().orElseThrow().name();
        HaltReason reason = state.progress(step).status() instanceof Status.Halted(var why) ? why : HaltReason.REFUSED;
        String button = reason == HaltReason.PREFLIGHT_BLOCKED ? "Acknowledge or Retry" : "Retry";
        return step + " halted, " + reason.inWords() + "; an operator must act: " + reason.whatToDo() + ". " + button
                + " goes on.";
    }

    private static String ended(ChangeoverState state, Outcome outcome) {
        String owed = state.openDebts().isEmpty() ? "" : ", with something still owed";
        return switch (outcome) {
            case COMPLETED -> "done" + owed;
            case COMPLETED_WITH_EXCEPTIONS -> "done, but a step was skipped" + owed;
            case CANCELLED -> "cancelled" + owed;
        };
    }

    static String of(ApplicationPlan plan, Standing seen) {
        return switch (seen.database()) {
            case DatabaseView.WriterIn writer ->
                plan.name() + " is active in " + writer.region() + (writer.ready() ? "" : ", which is not ready");
            case DatabaseView.Moving moving ->
                "the writer of " + plan.name() + " is moving from " + moving.from() + " to " + moving.to();
            case DatabaseView.Broken broken ->
                "the global database of " + plan.name() + " is broken: " + broken.found();
            case DatabaseView.Unreadable(var why, var _) ->
                "nobody can say where " + plan.name() + " is active: the database is " + Words.of(why);
        };
    }

    private static String step(ChangeoverState state) {
        return state.current().map(Step::name).map(StepName::toString).orElse("the end");
    }

    private static String capital(String text) {
        return text.substring(0, 1).toUpperCase(java.util.Locale.ROOT) + text.substring(1);
    }
}

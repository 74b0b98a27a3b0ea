package dev.changeover.handler;

import dev.changeover.core.journal.ChangeoverState;
import dev.changeover.core.journal.ChangeoverState.Phase;
import dev.changeover.core.journal.Outcome;
import dev.changeover.core.journal.Progress;
import dev.changeover.core.step.Step;
import dev.changeover.core.step.StepName;
import dev.changeover.handler.StepAnswer.State;
import dev.changeover.view.Words;
import java.util.Locale;
import java.util.Optional;

/** Turns what came of an invocation into what a document understands and an operator can read. */
final class StepAnswers {
    private StepAnswers() {}

    static StepAnswer of(StepName step, Turns.Taken taken) {
        return switch (taken) {
            case Turns.Taken.StepOver(var state) -> new StepAnswer(State.DONE, step.toString(), over(step, state));
            case Turns.Taken.Ended(var state) -> ended(step, state);
            case Turns.Taken.Halted(var state) -> new StepAnswer(State.HALTED, step.toString(), halted(state));
            case Turns.Taken.TimeOver(var state, var following) ->
                new StepAnswer(State.WAIT, step.toString(), waiting(state, following));
            case Turns.Taken.NoJournal(var why) -> new StepAnswer(State.WAIT, step.toString(), sentence(why));
        };
    }

    /** What is said when an execution leaves: how the changeover stands without it. */
    static StepAnswer closing(String why, ChangeoverState state) {
        String stands = switch (state.phase()) {
            case Phase.Halted _ -> halted(state);
            case Phase.Ended(var outcome, var _) -> over(outcome);
            case Phase.Running _, Phase.Paused _, Phase.Cancelling _ -> waiting(state, state.driver());
        };
        State answer = switch (state.phase()) {
            case Phase.Halted _ -> State.HALTED;
            case Phase.Ended _ -> ended(StepName.REPORT, state).state();
            case Phase.Running _, Phase.Paused _, Phase.Cancelling _ -> State.WAIT;
        };
        return new StepAnswer(answer, "", sentence(why) + " " + stands);
    }

    private static String over(StepName step, ChangeoverState state) {
        Progress progress = state.progress(step);
        return progress.over() ? sentence(progress.said()) : step + " is no part of this changeover.";
    }

    /** Only the report belongs to a changeover that has ended; of any other step nobody needs to know any more. */
    private static StepAnswer ended(StepName step, ChangeoverState state) {
        Outcome outcome = ((Phase.Ended) state.phase()).outcome();
        State answer =
                outcome == Outcome.CANCELLED ? State.CANCELLED : step == StepName.REPORT ? State.DONE : State.ENDED;
        String owed = state.openDebts().isEmpty()
                ? ""
                : " Still owed: "
                        + String.join(
                                "; ",
                                state.openDebts().stream()
                                        .map(debt -> debt.debt().inWords())
                                        .toList())
                        + ".";
        return new StepAnswer(answer, step.toString(), over(outcome) + owed);
    }

    private static String over(Outcome outcome) {
        return "The changeover has ended: " + Words.of(outcome) + ".";
    }

    private static String halted(ChangeoverState state) {
        return state.current()
                .map(Step::name)
                .filter(step -> state.progress(step).status() instanceof Progress.Status.Halted)
                .map(step -> halted(step, state.progress(step)))
                .orElse("A step has halted.");
    }

    private static String halted(StepName step, Progress progress) {
        var reason = ((Progress.Status.Halted) progress.status()).reason();
        return step + " halted: " + reason.inWords() + " (" + progress.said() + "). What to do: " + reason.whatToDo()
                + ".";
    }

    private static String waiting(ChangeoverState state, Optional<String> following) {
        if (state.phase() instanceof Phase.Paused) {
            return "Paused by a person.";
        }
        String step = state.current().map(Step::name).map(StepName::toString).orElse("the end");
        String waits = state.current()
                .map(present -> state.progress(present.name()).said())
                .filter(said -> !said.isBlank())
                .map(said -> " (" + said + ")")
                .orElse("");
        return "At " + step + waits
                + following.map(other -> "; " + other + " drives.").orElse(".");
    }

    private static String sentence(String text) {
        String upper = text.isEmpty() ? text : text.substring(0, 1).toUpperCase(Locale.ROOT) + text.substring(1);
        return upper.endsWith(".") ? upper : upper + ".";
    }
}

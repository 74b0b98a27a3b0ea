package dev.changeover.view;

import dev.changeover.core.journal.ChangeoverState.Phase;
import dev.changeover.core.journal.Event;
import dev.changeover.core.step.Finding;
import dev.changeover.core.step.StepName;
import java.util.List;
import java.util.Optional;

/** An event as one line for an operator. */
public final class EventWords {
    private final Ink ink;

    public EventWords(Ink ink) {
        this.ink = ink;
    }

    /** The step an event is about. */
    public static Optional<StepName> step(Event event) {
        return switch (event) {
            case Event.StepStarted(var step, var _) -> Optional.of(step);
            case Event.ActionIntended(var step, var _, var _) -> Optional.of(step);
            case Event.ActionAnswered(var step, var _, var _) -> Optional.of(step);
            case Event.WaitBegan(var step, var _, var _, var _) -> Optional.of(step);
            case Event.StepSatisfied(var step, var _, var _) -> Optional.of(step);
            case Event.StepHalted(var step, var _, var _, var _) -> Optional.of(step);
            case Event.FindingsRecorded _ -> Optional.of(StepName.PREFLIGHT);
            case Event.DriverTook _, Event.DriverLeft _ -> Optional.empty();
            case Event.Started _, Event.VerbGiven _, Event.Ended _ -> Optional.empty();
            case Event.DebtOwed _, Event.DebtIntended _, Event.DebtAnswered _, Event.DebtPaid _ -> Optional.empty();
        };
    }

    public String of(Event event) {
        return switch (event) {
            case Event.Started started -> started(started);
            case Event.DriverTook(var driver, var _) -> "driven by " + driver;
            case Event.DriverLeft(var driver, var why, var _) -> driver + " drives no longer: " + why;
            case Event.StepStarted _ -> ink.mark(Mark.RUNNING, "started");
            case Event.FindingsRecorded(var findings, var _) -> found(findings);
            case Event.ActionIntended(var _, var action, var _) -> "asking: " + action.inWords();
            case Event.ActionAnswered(var _, var answer, var _) -> Words.of(answer);
            case Event.WaitBegan(var _, var reason, var detail, var _) ->
                ink.mark(Mark.WAITING, "waiting: " + reason.inWords() + " (" + detail + ")");
            case Event.StepSatisfied(var _, var evidence, var _) -> ink.mark(Mark.DONE, "satisfied: " + evidence);
            case Event.StepHalted(var _, var reason, var found, var _) ->
                ink.mark(Mark.HALTED, "halted: " + reason.inWords() + " (" + found + ")");
            case Event.VerbGiven(var verb, var _) ->
                Words.of(verb) + " by " + verb.by().who() + ": " + verb.by().reason();
            case Event.DebtOwed(var debt, var _) -> ink.mark(Mark.OWED, "owed: " + debt.inWords());
            case Event.DebtIntended(var _, var action, var _) -> "paying a debt: " + action.inWords();
            case Event.DebtAnswered(var _, var answer, var _) -> Words.of(answer);
            case Event.DebtPaid(var debt, var evidence, var _) ->
                ink.mark(Mark.DONE, "paid: " + debt.inWords() + " (" + evidence + ")");
            case Event.Ended(var outcome, var at) ->
                ink.mark(Words.mark(new Phase.Ended(outcome, at)), Words.of(outcome));
        };
    }

    private String started(Event.Started started) {
        var request = started.request();
        return Words.of(request.mode()) + " " + Words.of(started.plan().directionTo(request.to())) + " of "
                + started.plan().name() + ", " + request.from() + " " + ink.arrow() + " " + request.to() + ", by "
                + request.by().who();
    }

    private String found(List<Finding> findings) {
        return findings.isEmpty()
                ? "nothing found"
                : "found "
                        + String.join(
                                "; ", findings.stream().map(EventWords::found).toList());
    }

    private static String found(Finding finding) {
        return finding.code() + " (" + finding.evidence() + ")";
    }
}

package dev.changeover.core.notice;

import dev.changeover.core.journal.ChangeoverState;
import dev.changeover.core.journal.Event;
import dev.changeover.core.journal.Fold;
import dev.changeover.core.journal.Outcome;
import dev.changeover.core.journal.Verb;
import dev.changeover.core.model.ChangeoverRequest;
import dev.changeover.core.notice.Notice.Kind;
import dev.changeover.core.step.Step;
import dev.changeover.core.step.StepName;
import dev.changeover.core.step.WaitReason;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Which facts a journal holds. A fact's key is its place in the journal, so every reader finds the same facts under the
 * same keys. What will be tried again is no fact: a refused or lost request, and a wait that needs nobody.
 */
public final class Notices {
    private final List<Event> events;
    private final ChangeoverState state;

    private Notices(List<Event> events) {
        this.events = events;
        this.state = Fold.of(events);
    }

    /** The facts in the events from position {@code from} on, counted from 0, in order. */
    public static List<Notice> of(List<Event> events, int from) {
        var notices = new Notices(events);
        List<Notice> found = new ArrayList<>();
        for (int position = from; position < events.size(); position++) {
            notices.at(position).ifPresent(found::add);
        }
        return found;
    }

    private Optional<Notice> at(int position) {
        return switch (events.get(position)) {
            case Event.Started started -> Optional.of(started(started, position));
            case Event.StepSatisfied(var step, var evidence, var at) ->
                Optional.of(new Draft(position, at).step(Kind.STEP_ENDED, step, "satisfied", step + ": " + evidence));
            case Event.VerbGiven(Verb.Skip(var by), var at) ->
                stepBefore(position)
                        .map(step -> new Draft(position, at)
                                .step(Kind.STEP_ENDED, step, "skipped", step + " was skipped by " + by.who()));
            case Event.WaitBegan(var step, var reason, var _, var at)
            when asksAPerson(reason) && !askedBefore(step, reason, position) ->
                Optional.of(new Draft(position, at)
                        .step(Kind.WAITING_FOR_PERSON, step, reason.name(), step + ": " + reason.inWords()));
            case Event.StepHalted(var step, var reason, var found, var at) ->
                Optional.of(new Draft(position, at)
                        .step(
                                Kind.WAITING_FOR_PERSON,
                                step,
                                reason.name(),
                                step + " halted, " + reason.inWords() + " (" + found + "): " + reason.whatToDo()));
            case Event.Ended(var outcome, var at) -> Optional.of(ended(outcome, position, at));
            case Event.WaitBegan _,
                    Event.VerbGiven _,
                    Event.DriverTook _,
                    Event.DriverLeft _,
                    Event.StepStarted _,
                    Event.FindingsRecorded _,
                    Event.ActionIntended _,
                    Event.ActionAnswered _,
                    Event.DebtOwed _,
                    Event.DebtIntended _,
                    Event.DebtAnswered _,
                    Event.DebtPaid _ -> Optional.empty();
        };
    }

    private Notice started(Event.Started started, int position) {
        ChangeoverRequest request = started.request();
        String mode = word(request.mode());
        String sentence = state.plan().name() + " begins to move from " + request.from() + " to " + request.to() + ", "
                + mode + ", asked for by " + request.by().who() + reason(request);
        return new Draft(position, started.at()).of(Kind.CHANGEOVER_STARTED, Optional.empty(), mode, sentence);
    }

    private static String reason(ChangeoverRequest request) {
        return request.by().reason().isBlank() ? "" : ": " + request.by().reason();
    }

    private Notice ended(Outcome outcome, int position, Instant at) {
        String took = state.recoveryTime()
                .map(time -> ", recovered after " + time.toSeconds() + " s")
                .orElse("");
        String debts = state.debts().isEmpty() ? "" : ", with " + state.debts().size() + " owed to the other Region";
        String sentence = "The move of " + state.plan().name() + " to "
                + state.request().to() + " ended: " + word(outcome) + took + debts;
        return new Draft(position, at).of(Kind.CHANGEOVER_ENDED, Optional.empty(), word(outcome), sentence);
    }

    /** A silent source asks for a decision that no deadline can take: whether to escalate. */
    private static boolean asksAPerson(WaitReason reason) {
        return reason == WaitReason.APPROVAL_NEEDED || reason == WaitReason.SOURCE_REGION_SILENT;
    }

    /** Another driver that takes over finds the same person missing; that is no news. */
    private boolean askedBefore(StepName step, WaitReason asked, int position) {
        return events.subList(0, position).stream()
                .anyMatch(event -> event instanceof Event.WaitBegan(var where, var reason, var _, var _)
                        && where == step
                        && reason == asked);
    }

    private Optional<StepName> stepBefore(int position) {
        return Fold.of(events.subList(0, position)).current().map(Step::name);
    }

    private static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** What is known of a fact by its place alone. */
    private final class Draft {
        private final int position;
        private final Instant at;

        Draft(int position, Instant at) {
            this.position = position;
            this.at = at;
        }

        Notice step(Kind kind, StepName step, String word, String sentence) {
            return of(kind, Optional.of(step), word, sentence);
        }

        Notice of(Kind kind, Optional<StepName> step, String word, String sentence) {
            var id = state.request().id();
            return new Notice(
                    id + "/" + position, kind, state.plan().name(), Optional.of(id), step, word, sentence + ".", at);
        }
    }
}

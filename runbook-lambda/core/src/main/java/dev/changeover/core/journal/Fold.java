package dev.changeover.core.journal;

import dev.changeover.core.journal.ChangeoverState.Phase;
import dev.changeover.core.journal.Progress.Status;
import dev.changeover.core.model.Mode;
import dev.changeover.core.port.Action;
import dev.changeover.core.port.Answer;
import dev.changeover.core.step.Asked;
import dev.changeover.core.step.Debt;
import dev.changeover.core.step.Finding;
import dev.changeover.core.step.Step;
import dev.changeover.core.step.StepName;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * The one way from events to state. An event that could not have been written in the state before it throws.
 *
 * <p>A changeover runs until it is paused (by a person), halted (by a step) or cancelled; from the first two a verb
 * leads back to running; only an {@link Event.Ended} ends it, and after that only debts are paid.
 */
public final class Fold {
    /**
     * How often a step's deadline is counted anew because another driver took over. Drivers that come and go must not
     * keep a step waiting for ever; so a step lasts four deadlines at most.
     */
    static final int TAKEOVERS_MAX = 3;

    private final Event.Started started;
    private Phase phase = new Phase.Running();
    private Optional<String> driver = Optional.empty();
    private Mode mode;
    private Optional<Duration> acceptedLoss;
    private final Set<String> acknowledged;
    private final Map<StepName, Progress> progress = new EnumMap<>(StepName.class);
    private List<Finding> findings = List.of();
    private final List<OwedDebt> debts = new ArrayList<>();
    private final List<Verb> verbs = new ArrayList<>();
    private final Map<StepName, Integer> takeovers = new EnumMap<>(StepName.class);

    private Fold(Event.Started started) {
        this.started = started;
        this.mode = started.request().mode();
        this.acceptedLoss = started.request().acceptedLoss();
        this.acknowledged = new HashSet<>(started.request().acknowledged());
    }

    public static ChangeoverState of(List<Event> events) {
        if (events.isEmpty() || !(events.getFirst() instanceof Event.Started first)) {
            throw new CorruptJournalException("a journal begins with Started");
        }
        var fold = new Fold(first);
        events.stream().skip(1).forEach(fold::apply);
        return fold.state();
    }

    private ChangeoverState state() {
        return new ChangeoverState(
                started.request(),
                started.plan(),
                started.at(),
                driver,
                phase,
                mode,
                acceptedLoss,
                Set.copyOf(acknowledged),
                Map.copyOf(progress),
                findings,
                List.copyOf(debts),
                List.copyOf(verbs));
    }

    private void apply(Event event) {
        if (phase instanceof Phase.Ended && !mayFollowTheEnd(event)) {
            throw new CorruptJournalException(event, "the changeover has ended");
        }
        switch (event) {
            case Event.Started again -> throw new CorruptJournalException(again, "already started");
            case Event.DriverTook(var who, var at) -> take(who, at);
            case Event.DriverLeft(var who, var _, var _) -> driver = driver.filter(present -> !present.equals(who));
            case Event.StepStarted(var step, var at) -> begin(event, step, at);
            case Event.FindingsRecorded(var found, var _) -> findings = found;
            case Event.ActionIntended(var step, var action, var at) -> intend(event, step, action, at);
            case Event.ActionAnswered(var step, var answer, var _) -> answer(event, step, answer);
            case Event.WaitBegan(var step, var reason, var detail, var _) ->
                progress.put(step, of(step).waiting(running(event, step), reason, detail));
            case Event.StepSatisfied(var step, var evidence, var at) -> {
                running(event, step);
                progress.put(step, of(step).ended(new Status.Satisfied(), at, evidence));
            }
            case Event.StepHalted(var step, var reason, var found, var _) -> {
                running(event, step);
                progress.put(step, of(step).halted(reason, found));
                phase = new Phase.Halted();
            }
            case Event.VerbGiven(var verb, var at) -> hear(event, verb, at);
            case Event.DebtOwed(var debt, var at) -> debts.add(new OwedDebt(debt, at, Asked.NOTHING, Optional.empty()));
            case Event.DebtIntended(var debt, var action, var at) ->
                debt(event, debt, owed -> with(owed, owed.asked().asking(action, at)));
            case Event.DebtAnswered(var debt, var answer, var _) ->
                debt(event, debt, owed -> with(owed, answered(event, owed.asked(), answer)));
            case Event.DebtPaid(var debt, var _, var at) ->
                debt(event, debt, owed -> new OwedDebt(debt, owed.since(), owed.asked(), Optional.of(at)));
            case Event.Ended(var outcome, var at) -> phase = new Phase.Ended(outcome, at);
        }
    }

    /** Only debts are paid after the end, and whoever drove may say that it is gone. */
    private static boolean mayFollowTheEnd(Event event) {
        return event instanceof Event.DriverLeft
                || event instanceof Event.DebtIntended
                || event instanceof Event.DebtAnswered
                || event instanceof Event.DebtPaid;
    }

    private void take(String who, Instant at) {
        driver = Optional.of(who);
        progress.replaceAll((step, known) ->
                known.status() instanceof Status.Running && takeovers.merge(step, 1, Integer::sum) <= TAKEOVERS_MAX
                        ? known.running(at)
                        : known);
        listenAnew();
    }

    private void listenAnew() {
        progress.replaceAll((_, known) -> known.asking(known.asked().listeningAnew()));
    }

    private void begin(Event event, StepName step, Instant at) {
        Optional<StepName> current = state().current().map(Step::name);
        if (!current.equals(Optional.of(step)) || !(of(step).status() instanceof Status.Pending)) {
            throw new CorruptJournalException(event, step + " is not the next step");
        }
        progress.put(step, of(step).running(at));
    }

    private void intend(Event event, StepName step, Action action, Instant at) {
        running(event, step);
        progress.put(step, of(step).asking(of(step).asked().asking(action, at)));
    }

    private void answer(Event event, StepName step, Answer answer) {
        progress.put(step, of(step).asking(answered(event, of(step).asked(), answer)));
    }

    private static Asked answered(Event event, Asked asked, Answer answer) {
        return asked.answered(answer).orElseThrow(() -> new CorruptJournalException(event, "nothing was asked"));
    }

    private static OwedDebt with(OwedDebt owed, Asked asked) {
        return new OwedDebt(owed.debt(), owed.since(), asked, owed.paidAt());
    }

    private void debt(Event event, Debt debt, UnaryOperator<OwedDebt> change) {
        for (int i = 0; i < debts.size(); i++) {
            if (debts.get(i).debt().equals(debt) && !debts.get(i).paid()) {
                debts.set(i, change.apply(debts.get(i)));
                return;
            }
        }
        throw new CorruptJournalException(event, debt.inWords() + " is not owed");
    }

    private void hear(Event event, Verb verb, Instant at) {
        Optional<String> refusal = Verbs.refusal(state(), verb);
        if (refusal.isPresent()) {
            throw new CorruptJournalException(event, refusal.get());
        }
        verbs.add(verb);
        switch (verb) {
            case Verb.Pause _ -> phase = new Phase.Paused();
            case Verb.Resume _ -> {
                listenAnew();
                phase = resumed();
            }
            case Verb.Retry _ -> restart(at);
            case Verb.Skip _ -> skip(verb, at);
            case Verb.Cancel _ -> phase = new Phase.Cancelling();
            case Verb.Approve _ -> {
                // Read back by ChangeoverState.approvedBy.
            }
            case Verb.Acknowledge(var _, var codes) -> {
                acknowledged.addAll(codes);
                restartIfHalted(at);
            }
            case Verb.Escalate(var _, var loss) -> {
                mode = Mode.UNGRACEFUL;
                acceptedLoss = loss;
                restartIfHalted(at);
            }
        }
    }

    private Phase resumed() {
        boolean halted = state().current()
                .filter(step -> of(step.name()).status() instanceof Status.Halted)
                .isPresent();
        return halted ? new Phase.Halted() : new Phase.Running();
    }

    private void restartIfHalted(Instant at) {
        if (phase instanceof Phase.Halted) {
            restart(at);
        }
    }

    private void restart(Instant at) {
        StepName step = state().current().orElseThrow().name();
        takeovers.remove(step);
        progress.put(step, of(step).running(at).asking(of(step).asked().forgiven()));
        phase = new Phase.Running();
    }

    private void skip(Verb verb, Instant at) {
        StepName step = state().current().orElseThrow().name();
        progress.put(
                step,
                of(step).ended(
                                new Status.Skipped(),
                                at,
                                "skipped by " + verb.by().who() + ": "
                                        + verb.by().reason()));
        phase = new Phase.Running();
    }

    private Status.Running running(Event event, StepName step) {
        if (of(step).status() instanceof Status.Running running) {
            return running;
        }
        throw new CorruptJournalException(event, step + " is not running");
    }

    private Progress of(StepName step) {
        return progress.getOrDefault(step, Progress.NONE);
    }
}

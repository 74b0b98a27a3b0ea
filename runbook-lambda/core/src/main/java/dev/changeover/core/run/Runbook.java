package dev.changeover.core.run;

import dev.changeover.core.journal.ChangeoverState;
import dev.changeover.core.journal.ChangeoverState.Phase;
import dev.changeover.core.journal.Event;
import dev.changeover.core.journal.Journal;
import dev.changeover.core.journal.Outcome;
import dev.changeover.core.journal.Progress;
import dev.changeover.core.journal.Progress.Status;
import dev.changeover.core.port.Answer;
import dev.changeover.core.port.World;
import dev.changeover.core.step.Decision;
import dev.changeover.core.step.Finding;
import dev.changeover.core.step.HaltReason;
import dev.changeover.core.step.Memory;
import dev.changeover.core.step.Step;
import dev.changeover.core.step.StepName;
import dev.changeover.core.step.Steps;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Supplier;

/**
 * Moves a changeover on by one turn at a time: reads the journal, looks at the world, decides, acts at most once and
 * records. It never loops, sleeps, or reads a clock; whoever calls it does. It can be cut off between any two lines and
 * called again. One driver's, and one thread's at a time.
 */
public final class Runbook {
    private final World world;
    private final Journal journal;
    private final Observer observer;
    private final Horizon horizon;

    /** The turn before, if nothing lay between its last append and this turn; empty if the journal is to be read. */
    private Optional<Ledger> before = Optional.empty();

    /** What the turns before have seen of the step to come, or of a write to come, under the same condition. */
    private Foresight foresight = Foresight.NONE;

    /** How far a turn sees. */
    public enum Horizon {
        /** For a driver that leaves the next step to another. */
        THIS_STEP,
        /** Beside a look that may be a step's last, the next step's first. */
        NEXT_STEP
    }

    public Runbook(World world, Journal journal) {
        this(world, journal, Horizon.NEXT_STEP);
    }

    public Runbook(World world, Journal journal, Horizon horizon) {
        this.world = world;
        this.journal = journal;
        this.observer = new Observer(world);
        this.horizon = horizon;
    }

    /**
     * Takes one turn.
     *
     * @param lease the right to drive, still running
     * @param clock asked again after the world has answered, since that takes time
     */
    public TurnResult turn(Journal.Lease lease, Supplier<Instant> clock) {
        if (before.isEmpty()) {
            foresight = Foresight.NONE;
        }
        Ledger ledger = before.map(last -> last.next(lease)).orElseGet(() -> new Ledger(journal, lease));
        before = Optional.empty();
        TurnResult result = turn(ledger, clock);
        // After a rest a person may have spoken, which a turn that appends nothing would not notice.
        if (result instanceof TurnResult.GoOn(var recheckIn, var _) && recheckIn.isZero()) {
            before = Optional.of(ledger);
        }
        return result;
    }

    private TurnResult turn(Ledger ledger, Supplier<Instant> clock) {
        ChangeoverState state = ledger.state();
        return switch (state.phase()) {
            case Phase.Ended _ -> new TurnResult.Ended(state);
            case Phase.Paused _, Phase.Halted _ -> new TurnResult.NeedsPerson(state);
            case Phase.Cancelling _ -> end(ledger, Outcome.CANCELLED, clock.get());
            case Phase.Running _ ->
                state.current()
                        .map(step -> advance(ledger, step, clock))
                        .orElseGet(() -> end(ledger, outcome(state), clock.get()));
        };
    }

    private TurnResult advance(Ledger ledger, Step step, Supplier<Instant> clock) {
        StepName name = step.name();
        if (!ledger.take(clock.get())) {
            return ledger.stopped().orElseThrow();
        }
        if (ledger.state().progress(name).status() instanceof Status.Pending
                && !ledger.append(new Event.StepStarted(name, clock.get()))) {
            return ledger.stopped().orElseThrow();
        }
        ChangeoverState state = ledger.state();
        Observer.Sight sight = look(step, state, memory(state, name, clock.get()));
        Decision decision = inTime(state, name, sight.decision(), clock.get());
        if (name == StepName.PREFLIGHT && isNews(sight.findings(), state.findings(), decision)) {
            ledger.append(new Event.FindingsRecorded(sight.findings(), clock.get()));
        }
        return conclude(ledger, step, decision, clock);
    }

    /** While Preflight waits, the same trouble in other words is none. What it went by in the end is kept as it was. */
    private static boolean isNews(List<Finding> seen, List<Finding> known, Decision decision) {
        boolean same = seen.stream()
                .map(Finding::code)
                .toList()
                .equals(known.stream().map(Finding::code).toList());
        return !same || !(decision instanceof Decision.Wait || seen.equals(known));
    }

    private Observer.Sight look(Step step, ChangeoverState state, Memory memory) {
        Foresight own = foresight.only(step);
        Optional<Callable<Object>> ahead = ahead(step, state);
        if (ahead.isPresent()) {
            List<Object> seen = world.sideBySide(List.of(() -> observer.look(step, state, memory, own), ahead.get()));
            foresight = (Foresight) seen.get(1);
            return (Observer.Sight) seen.get(0);
        }
        Observer.Sight sight = observer.look(step, state, memory, own);
        boolean isOfAnother = !foresight.equals(Foresight.NONE) && own.equals(Foresight.NONE);
        foresight = isOfAnother ? foresight : sight.foresight();
        return sight;
    }

    /** What to look at beside: nothing for a step that waits, that acts without a look, or that has done so already. */
    private Optional<Callable<Object>> ahead(Step step, ChangeoverState state) {
        boolean waits = state.progress(step.name()).status() instanceof Status.Running running
                && running.waitsFor().isPresent();
        if (waits || horizon == Horizon.THIS_STEP || !foresight.equals(Foresight.NONE)) {
            return Optional.empty();
        }
        return state.steps().stream()
                .dropWhile(other -> !other.equals(step))
                .skip(1)
                .findFirst()
                .flatMap(next -> observer.ahead(next, state.plan()));
    }

    private static Memory memory(ChangeoverState state, StepName name, Instant now) {
        return new Memory(
                state.request().id(),
                state.plan().timeouts(),
                state.progress(name).asked(),
                waited(state, name, now),
                now);
    }

    /** A step past its deadline neither waits nor asks any longer; one that finds its promise kept is never late. */
    private static Decision inTime(ChangeoverState state, StepName name, Decision decision, Instant now) {
        Duration deadline = Steps.deadline(state.plan(), name);
        boolean late = waited(state, name, now).compareTo(deadline) > 0;
        return switch (decision) {
            case Decision.Wait(var reason, var detail)
            when late ->
                new Decision.Halt(
                        HaltReason.DEADLINE,
                        "after " + deadline + ", waiting because " + reason.inWords() + " (" + detail + ")");
            case Decision.Act(var action)
            when late ->
                new Decision.Halt(
                        HaltReason.DEADLINE, "after " + inWords(deadline) + ", still to do: " + action.inWords());
            case Decision.Wait wait -> wait;
            case Decision.Act act -> act;
            case Decision.Satisfied satisfied -> satisfied;
            case Decision.Halt halt -> halt;
        };
    }

    private static String inWords(Duration length) {
        return length.toMinutes() < 2 ? length.toSeconds() + " s" : length.toMinutes() + " min";
    }

    private static Duration waited(ChangeoverState state, StepName name, Instant now) {
        return state.progress(name).status() instanceof Status.Running running
                ? Duration.between(running.since(), now)
                : Duration.ZERO;
    }

    private TurnResult conclude(Ledger ledger, Step step, Decision decision, Supplier<Instant> clock) {
        StepName name = step.name();
        Duration recheckIn = Duration.ZERO;
        switch (decision) {
            case Decision.Satisfied(var evidence, var owes) -> {
                owes.forEach(debt -> ledger.append(new Event.DebtOwed(debt, clock.get())));
                ledger.append(new Event.StepSatisfied(name, evidence, clock.get()));
            }
            case Decision.Act(var action) -> {
                if (ledger.append(new Event.ActionIntended(name, action, clock.get()))) {
                    Answer answer = Acting.send(world, ledger.state().plan(), action);
                    ledger.record(new Event.ActionAnswered(name, answer, clock.get()));
                }
            }
            case Decision.Wait wait -> {
                noteWait(ledger, name, wait, clock.get());
                recheckIn = Pace.after(name, waited(ledger.state(), name, clock.get()));
            }
            case Decision.Halt(var reason, var found) ->
                ledger.append(new Event.StepHalted(name, reason, found, clock.get()));
        }
        return result(ledger, recheckIn);
    }

    private static void noteWait(Ledger ledger, StepName name, Decision.Wait wait, Instant now) {
        boolean known = ledger.state().progress(name).status() instanceof Status.Running running
                && running.waitsFor().equals(Optional.of(wait.reason()));
        if (!known) {
            ledger.append(new Event.WaitBegan(name, wait.reason(), wait.detail(), now));
        }
    }

    private static TurnResult result(Ledger ledger, Duration recheckIn) {
        return ledger.stopped().orElseGet(() -> {
            ChangeoverState state = ledger.state();
            return state.phase() instanceof Phase.Halted
                    ? new TurnResult.NeedsPerson(state)
                    : new TurnResult.GoOn(recheckIn, state);
        });
    }

    private static TurnResult end(Ledger ledger, Outcome outcome, Instant now) {
        ledger.append(new Event.Ended(outcome, now));
        return ledger.stopped().orElseGet(() -> new TurnResult.Ended(ledger.state()));
    }

    private static Outcome outcome(ChangeoverState state) {
        List<Progress> all = List.copyOf(state.progress().values());
        return all.stream().anyMatch(progress -> progress.status() instanceof Status.Skipped)
                ? Outcome.COMPLETED_WITH_EXCEPTIONS
                : Outcome.COMPLETED;
    }
}

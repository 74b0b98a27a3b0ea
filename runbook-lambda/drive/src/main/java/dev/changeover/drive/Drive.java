package dev.changeover.drive;

import dev.changeover.core.journal.ChangeoverState;
import dev.changeover.core.journal.Fold;
import dev.changeover.core.journal.Journal;
import dev.changeover.core.journal.Journal.Leasing;
import dev.changeover.core.model.ChangeoverId;
import dev.changeover.core.port.PortFailure;
import dev.changeover.core.port.UnreadException;
import dev.changeover.core.port.World;
import dev.changeover.core.run.Reconciler;
import dev.changeover.core.run.Runbook;
import dev.changeover.core.run.TurnResult;
import dev.changeover.core.step.Step;
import dev.changeover.core.step.StepName;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/** One drive of one changeover. Each step's deadline bounds it: a step halts, and a halt ends the drive. */
final class Drive {
    /** How often to read the journal that another driver writes: an operator notices no delay below it. */
    static final Duration FOLLOW = Duration.ofMillis(250);

    /** How often to look whether a person has resumed. */
    static final Duration PAUSED = Duration.ofMillis(500);

    /** A terminal's elapsed time must not stand still for longer. */
    static final Duration TICK = Duration.ofSeconds(1);

    /** How often to try a journal that cannot be read or written, and how long to leave it alone: 10 s in all. */
    static final int JOURNAL_TRIES_MAX = 20;

    static final Duration JOURNAL_REST = Duration.ofMillis(500);

    /** A debt that a turn does not pay waits for its Region; three turns let one payment open the way for the next. */
    static final int RECONCILE_TURNS_MAX = 3;

    private final World world;
    private final Journal journal;
    private final Time time;
    private final Who who;
    private final Listener listener;
    private final Runbook runbook;
    private Optional<LeaseTerms> terms = Optional.empty();
    private Optional<Journal.Lease> lease = Optional.empty();
    private Instant deadline = Instant.MAX;
    private int journalTries;

    /** What is driven, and by whom. */
    record Who(ChangeoverId id, String driver) {}

    Drive(World world, Journal journal, Time time, Who who, Listener listener) {
        this.world = world;
        this.journal = journal;
        this.time = time;
        this.who = who;
        this.listener = listener;
        this.runbook = new Runbook(world, journal);
    }

    ChangeoverResult until(Optional<Instant> latest) {
        return run(latest, () -> false).orElseThrow();
    }

    /** Empty if the step was over before the changeover or the time was. */
    Optional<ChangeoverResult> through(StepName step, Instant latest) {
        return run(Optional.of(latest), () -> beyond(state(), step));
    }

    private Optional<ChangeoverResult> run(Optional<Instant> latest, BooleanSupplier enough) {
        deadline = latest.orElse(Instant.MAX);
        try {
            Optional<ChangeoverResult> end = Optional.empty();
            while (end.isEmpty() && !surely(enough)) {
                end = once();
            }
            return end;
        } finally {
            letGo();
        }
    }

    /** Of a journal that cannot be read nothing is sure, and the turn after it will hear so too. */
    private static boolean surely(BooleanSupplier enough) {
        try {
            return enough.getAsBoolean();
        } catch (UncheckedIOException unreadable) {
            return false;
        }
    }

    private Optional<ChangeoverResult> once() {
        try {
            return go();
        } catch (UncheckedIOException unreadable) {
            return journalDown(UnreadException.whyOf(unreadable));
        }
    }

    private Optional<ChangeoverResult> go() {
        if (time.stopped() || !time.now().isBefore(deadline)) {
            ChangeoverState state = state();
            if (!state.ended()) {
                return Optional.of(
                        time.stopped() ? new ChangeoverResult.Detached(state) : new ChangeoverResult.TimedOut(state));
            }
        }
        if (lease.isPresent() && terms().lasts(lease.get().until(), time.now())) {
            return turn(lease.get());
        }
        return switch (take(who.driver())) {
            case Leasing.Taken(var taken) -> {
                lease = Optional.of(taken);
                yield turn(taken);
            }
            case Leasing.HeldBy(var other, var until) -> follow(other, until);
            case Leasing.Unavailable(var why) -> journalDown(why);
        };
    }

    private Optional<ChangeoverResult> turn(Journal.Lease held) {
        TurnResult result = runbook.turn(held, time::now);
        listener.turned();
        if (!(result instanceof TurnResult.JournalDown)) {
            journalTries = 0;
        }
        return switch (result) {
            case TurnResult.GoOn(var recheckIn, var state) -> rest(recheckIn, state);
            case TurnResult.NeedsPerson(var state) -> needsPerson(state);
            case TurnResult.Ended(var state) -> Optional.of(settle(held, state));
            case TurnResult.Superseded(var fenced) -> {
                lease = fenced ? Optional.empty() : lease;
                yield Optional.empty();
            }
            case TurnResult.JournalDown(var why) -> journalDown(why);
        };
    }

    /** A step that is not among the changeover's is beyond at once. An ended changeover is let run into its debts. */
    private static boolean beyond(ChangeoverState state, StepName step) {
        return !state.ended()
                && (state.progress(step).over()
                        || state.steps().stream().map(Step::name).noneMatch(step::equals));
    }

    /** A halt ends the drive; a pause does not, since whoever paused means to resume. */
    private Optional<ChangeoverResult> needsPerson(ChangeoverState state) {
        if (state.phase() instanceof ChangeoverState.Phase.Halted) {
            return Optional.of(new ChangeoverResult.Halted(state));
        }
        return rest(PAUSED, state);
    }

    private Optional<ChangeoverResult> follow(String other, Instant until) {
        if (DriverName.parse(other).filter(DriverName::dead).isPresent()) {
            inherit(other);
            return Optional.empty();
        }
        listener.following(other, until);
        ChangeoverState state = state();
        if (state.ended()) {
            return Optional.of(new ChangeoverResult.Ended(state));
        }
        if (state.phase() instanceof ChangeoverState.Phase.Halted) {
            return Optional.of(new ChangeoverResult.Halted(state));
        }
        return rest(FOLLOW, state);
    }

    /** Gives back the lease of a driver that has died. Taking it anew under our own name raises the epoch. */
    private void inherit(String dead) {
        if (take(dead) instanceof Leasing.Taken(var left)) {
            journal.release(left);
        }
    }

    private ChangeoverResult settle(Journal.Lease held, ChangeoverState ended) {
        ChangeoverState state = ended;
        var reconciler = new Reconciler(world, journal);
        for (int turn = 0; turn < RECONCILE_TURNS_MAX && mayPay(state); turn++) {
            int owed = state.openDebts().size();
            reconciler.turn(held, time::now);
            state = state();
            if (state.openDebts().size() == owed) {
                break;
            }
        }
        return new ChangeoverResult.Ended(state);
    }

    /** What an older changeover owes is overtaken by a later one. */
    private boolean mayPay(ChangeoverState state) {
        return !state.openDebts().isEmpty()
                && !time.stopped()
                && journal.history(state.plan().name()).getLast().equals(who.id());
    }

    private Optional<ChangeoverResult> rest(Duration length, ChangeoverState state) {
        Instant end = time.now().plus(length);
        while (time.now().isBefore(end) && time.now().isBefore(deadline) && !time.stopped()) {
            listener.resting(state, time.now());
            Duration left = Duration.between(time.now(), end);
            time.rest(left.compareTo(TICK) > 0 ? TICK : left);
        }
        return Optional.empty();
    }

    private Optional<ChangeoverResult> journalDown(PortFailure why) {
        journalTries++;
        if (journalTries >= JOURNAL_TRIES_MAX || time.stopped() || !time.now().isBefore(deadline)) {
            return Optional.of(new ChangeoverResult.JournalDown(why, time.now()));
        }
        time.rest(JOURNAL_REST);
        return Optional.empty();
    }

    private ChangeoverState state() {
        return Fold.of(journal.read(who.id()));
    }

    private Leasing take(String driver) {
        return journal.lease(who.id(), driver, time.now(), terms().length());
    }

    private LeaseTerms terms() {
        if (terms.isEmpty()) {
            terms = Optional.of(LeaseTerms.of(state().plan().timeouts()));
        }
        return terms.get();
    }

    private void letGo() {
        lease.ifPresent(journal::release);
    }
}

package dev.changeover.handler;

import dev.changeover.core.journal.ChangeoverState;
import dev.changeover.core.journal.Event;
import dev.changeover.core.journal.Journal;
import dev.changeover.core.model.ChangeoverId;
import dev.changeover.core.port.PortFailure;
import dev.changeover.core.step.StepName;
import dev.changeover.drive.ChangeoverResult;
import dev.changeover.drive.Listener;
import dev.changeover.drive.LocalDriver;
import dev.changeover.drive.Time;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Takes the turns that fit into one invocation. The plan is the one in the journal. A journal that cannot be reached is
 * tried until the time is over: a document loops only so often, and must not spend its loops on a short outage.
 */
final class Turns implements Listener {
    /** What is left of an invocation after its last turn, to write the answer in. */
    static final Duration MARGIN = Duration.ofSeconds(2);

    /** Of the margin, what the last notices may take. */
    static final Duration TELLING_MAX = Duration.ofSeconds(1);

    /** How long a journal that did not answer is left alone; a driver has tried it for ten seconds by then. */
    static final Duration JOURNAL_REST = Duration.ofSeconds(2);

    private final Equipment equipment;
    private final Telemetry telemetry;
    private final Journal journal;
    private final Notes notes;
    private Optional<String> following = Optional.empty();
    private Optional<Herald> herald = Optional.empty();
    private boolean waitedForJournal;
    private int turns;

    /** How it went. */
    sealed interface Taken {
        /** The step is over, or was no part of the changeover. */
        record StepOver(ChangeoverState state) implements Taken {}

        record Ended(ChangeoverState state) implements Taken {}

        record Halted(ChangeoverState state) implements Taken {}

        /** The time was over first. {@code following} is the driver that held the lease, if another did. */
        record TimeOver(ChangeoverState state, Optional<String> following) implements Taken {}

        /** The time was over, and the journal not to be had. */
        record NoJournal(String why) implements Taken {}
    }

    /**
     * One invocation's share.
     *
     * @param latest after this nothing is begun
     * @param end when the answer has to be there at the latest
     */
    record Watch(ChangeoverId id, String driver, Instant latest, Instant end) {
        private Instant lastTurn(ChangeoverState state) {
            Instant fits = end.minus(LocalDriver.turnMax(state.plan().timeouts()));
            return fits.isBefore(latest) ? fits : latest;
        }
    }

    Turns(Equipment equipment, Telemetry telemetry) {
        this.equipment = equipment;
        this.telemetry = telemetry;
        this.journal = new WrittenJournal(equipment.journal(), telemetry);
        this.notes = new Notes(journal);
    }

    /** To the end of one step, or of the changeover if no step is named. */
    Taken take(Watch watch, Optional<StepName> step) {
        try {
            return retrying(watch, step);
        } finally {
            telemetry.turns(turns);
            herald.ifPresent(telling -> telling.finish(TELLING_MAX));
        }
    }

    private Taken retrying(Watch watch, Optional<StepName> step) {
        Time time = equipment.time();
        while (true) {
            Taken taken = readable(watch, step);
            if (!(taken instanceof Taken.NoJournal)
                    || !time.now().plus(JOURNAL_REST).isBefore(watch.latest())) {
                return taken;
            }
            waitedForJournal = true;
            time.rest(JOURNAL_REST);
        }
    }

    private Taken readable(Watch watch, Optional<StepName> step) {
        try {
            ChangeoverState state = notes.state(watch.id());
            telemetry.with("application", state.plan().name().toString());
            return state.ended() && step.filter(StepName.REPORT::equals).isEmpty()
                    ? new Taken.Ended(state)
                    : drive(watch, step, state);
        } catch (UncheckedIOException unreadable) {
            return new Taken.NoJournal(unreadable.getMessage());
        }
    }

    private Taken drive(Watch watch, Optional<StepName> step, ChangeoverState state) {
        Duration length = Duration.between(equipment.time().now(), watch.lastTurn(state));
        if (!length.isPositive()) {
            return tooLate(watch, state);
        }
        herald = herald.or(() ->
                equipment.announcers().of(state.plan()).map(announcer -> new Herald(announcer, watch.id(), telemetry)));
        var driver = new LocalDriver(equipment.worlds().of(state.plan()), journal, equipment.time(), watch.driver());
        // The report is written by the turn that ends the changeover, so it is the end that is waited for.
        Optional<ChangeoverResult> result = step.filter(named -> named != StepName.REPORT)
                .map(named -> driver.through(watch.id(), named, length, this))
                .orElseGet(() -> Optional.of(driver.watch(watch.id(), Optional.of(length), this)));
        return result.map(this::taken).orElseGet(() -> new Taken.StepOver(notes.state(watch.id())));
    }

    /** Once a journal was waited for, that is weather; else no invocation would ever take a turn. */
    private Taken tooLate(Watch watch, ChangeoverState state) {
        if (!waitedForJournal) {
            throw new IllegalStateException("a turn may take "
                    + LocalDriver.turnMax(state.plan().timeouts()).toSeconds() + " s and the answer is due at "
                    + watch.end() + ": this function needs a longer timeout");
        }
        return new Taken.TimeOver(state, Optional.empty());
    }

    private Taken taken(ChangeoverResult result) {
        return switch (result) {
            case ChangeoverResult.Ended(var state) -> new Taken.Ended(state);
            case ChangeoverResult.Halted(var state) -> new Taken.Halted(state);
            case ChangeoverResult.TimedOut(var state) -> new Taken.TimeOver(state, following);
            case ChangeoverResult.Detached(var state) -> new Taken.TimeOver(state, following);
            case ChangeoverResult.JournalDown(var why, var _) -> new Taken.NoJournal(told(why));
            case ChangeoverResult.AlreadyLive(var id) ->
                throw new IllegalStateException("nothing was started, yet " + id + " stands in the way");
        };
    }

    private static String told(PortFailure why) {
        return "the journal cannot be written: " + why;
    }

    @Override
    public void event(ChangeoverId id, Event event) {
        // What we write is told by the journal; what others write they tell themselves.
    }

    @Override
    public void turned() {
        turns++;
        following = Optional.empty();
        herald.ifPresent(Herald::tell);
    }

    @Override
    public void following(String driver, Instant until) {
        following = Optional.of(driver);
    }
}

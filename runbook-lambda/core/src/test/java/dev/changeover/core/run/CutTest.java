package dev.changeover.core.run;

import static dev.changeover.core.Plans.EAST;
import static dev.changeover.core.Plans.WEST;
import static org.assertj.core.api.Assertions.assertThat;

import dev.changeover.core.Plans;
import dev.changeover.core.journal.ChangeoverState;
import dev.changeover.core.journal.Event;
import dev.changeover.core.journal.Fold;
import dev.changeover.core.journal.Journal;
import dev.changeover.core.journal.MemoryJournal;
import dev.changeover.core.model.ApplicationName;
import dev.changeover.core.model.ApplicationPlan;
import dev.changeover.core.model.ChangeoverId;
import dev.changeover.core.model.ChangeoverRequest;
import dev.changeover.core.model.Mode;
import dev.changeover.core.port.Action;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The driver is cut off at every place where the journal changes, and another one goes on. */
class CutTest {
    private static final int TURNS_MAX = 500;

    /** More appends than a changeover makes; reaching it is a failure. */
    private static final int CUTS_MAX = 200;

    private final ApplicationPlan plan = Plans.shop();

    @ParameterizedTest
    @EnumSource(Mode.class)
    void resumesFromEveryCutAfterAnAppend(Mode mode) {
        for (int cut = 1; cut < CUTS_MAX; cut++) {
            if (!cutAndResume(mode, cut, false)) {
                return;
            }
        }
        throw new AssertionError("the changeover never ended");
    }

    /** Between the call and the record of its answer: the effect is in the world and in no journal. */
    @ParameterizedTest
    @EnumSource(Mode.class)
    void resumesFromEveryCutBeforeAnAppend(Mode mode) {
        for (int cut = 1; cut < CUTS_MAX; cut++) {
            if (!cutAndResume(mode, cut, true)) {
                return;
            }
        }
        throw new AssertionError("the changeover never ended");
    }

    private boolean cutAndResume(Mode mode, int cut, boolean before) {
        var world = new TinyWorld(plan, EAST);
        if (mode == Mode.UNGRACEFUL) {
            world.darken(EAST);
        }
        var journal = new MemoryJournal();
        ChangeoverRequest request = mode == Mode.GRACEFUL
                ? Plans.graceful("cut-" + cut + "-times", EAST, WEST)
                : Plans.ungraceful("cut-" + cut + "-times", EAST, WEST);
        journal.open(new Event.Started(request, plan, world.now()));
        boolean wasCut = drive(world, new CutJournal(journal, cut, before), request.id(), "first");
        world.pass(Duration.ofMinutes(2)); // the first driver's lease runs out
        drive(world, journal, request.id(), "second");

        String where = "cut " + (before ? "before" : "after") + " append " + cut;
        ChangeoverState end = Fold.of(journal.read(request.id()));
        assertThat(end.ended()).as(where).isTrue();
        assertThat(world.writer()).as(where).isEqualTo(WEST);
        assertThat(world.on()).as(where).isEqualTo(WEST);
        assertThat(world.named(WEST)).as(where).isEqualTo(plan.secondary().database());
        assertThat(world.movesStarted()).as(where).isEqualTo(1);
        everyActionWasIntended(where, world, journal.read(request.id()));
        return wasCut;
    }

    private static void everyActionWasIntended(String where, TinyWorld world, List<Event> events) {
        List<Action> intended = events.stream()
                .filter(Event.ActionIntended.class::isInstance)
                .map(event -> ((Event.ActionIntended) event).action())
                .toList();
        assertThat(intended).as(where).containsAll(world.performed);
    }

    private static boolean drive(TinyWorld world, Journal journal, ChangeoverId id, String driver) {
        try {
            var taken = (Journal.Leasing.Taken) journal.lease(id, driver, world.now(), Duration.ofMinutes(1));
            for (int turn = 0; turn < TURNS_MAX; turn++) {
                if (!(new Runbook(world, journal).turn(taken.lease(), world::now)
                        instanceof TurnResult.GoOn(var recheckIn, var _))) {
                    return false;
                }
                world.pass(recheckIn);
            }
            throw new AssertionError("no end after " + TURNS_MAX + " turns");
        } catch (Cut cut) {
            return true;
        }
    }

    private static final class Cut extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    /** Dies at the n-th append, either before the event is written or after. */
    private static final class CutJournal implements Journal {
        private final Journal journal;
        private final boolean before;
        private int left;

        CutJournal(Journal journal, int cut, boolean before) {
            this.journal = journal;
            this.left = cut;
            this.before = before;
        }

        @Override
        public Appending append(ChangeoverId id, int expected, Event event, Optional<Lease> lease) {
            boolean now = --left == 0;
            if (now && before) {
                throw new Cut();
            }
            Appending appended = journal.append(id, expected, event, lease);
            if (now) {
                throw new Cut();
            }
            return appended;
        }

        @Override
        public Opening open(Event.Started first) {
            return journal.open(first);
        }

        @Override
        public List<Event> read(ChangeoverId id) {
            return journal.read(id);
        }

        @Override
        public Leasing lease(ChangeoverId id, String driver, Instant now, Duration length) {
            return journal.lease(id, driver, now, length);
        }

        @Override
        public Optional<Lease> lastLease(ChangeoverId id) {
            return journal.lastLease(id);
        }

        @Override
        public void release(Lease lease) {
            journal.release(lease);
        }

        @Override
        public Optional<ChangeoverId> live(ApplicationName application) {
            return journal.live(application);
        }

        @Override
        public List<ChangeoverId> history(ApplicationName application) {
            return journal.history(application);
        }
    }
}

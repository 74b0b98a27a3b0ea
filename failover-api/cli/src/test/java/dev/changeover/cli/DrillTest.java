package dev.changeover.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.changeover.core.drill.DrillEvent;
import dev.changeover.core.drill.DrillId;
import dev.changeover.core.drill.DrillJournal;
import dev.changeover.core.drill.DrillPhase;
import dev.changeover.core.drill.DrillRequest;
import dev.changeover.core.drill.DrillState;
import dev.changeover.core.drill.MemoryDrills;
import dev.changeover.core.journal.Event;
import dev.changeover.core.journal.Journal;
import dev.changeover.core.journal.MemoryJournal;
import dev.changeover.core.model.Actor;
import dev.changeover.core.model.ApplicationName;
import dev.changeover.core.model.ApplicationPlan;
import dev.changeover.core.model.ChangeoverId;
import dev.changeover.core.port.Action;
import dev.changeover.core.ready.ReadinessRun;
import dev.changeover.core.ready.ReadinessSettings;
import dev.changeover.drive.DrillAnswer;
import dev.changeover.drive.DrillRunner;
import dev.changeover.drive.Listener;
import dev.changeover.drive.LocalDriver;
import dev.changeover.journal.FileBoard;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Drills of the small world, killed at every event of their own journal and of their changeovers'. */
class DrillTest {
    private static final DrillId DRILL = new DrillId("drill-shop-1");
    private static final ApplicationPlan SHOP = Operator.shop();

    /** More events than a whole drill has, in all three journals. */
    private static final int CUTS_MAX = 150;

    @TempDir
    private Path folder;

    /** The process died. */
    private static final class Killed extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    /** Lets so many appends through, and dies before or after the next. */
    private static final class Life {
        private int left;
        private final boolean afterwards;

        Life(int appends, boolean afterwards) {
            this.left = appends;
            this.afterwards = afterwards;
        }

        static Life whole() {
            return new Life(Integer.MAX_VALUE, false);
        }

        <T> T append(Supplier<T> write) {
            if (left-- > 0) {
                return write.get();
            }
            if (afterwards) {
                T lost = write.get();
                assertThat(lost).isNotNull();
            }
            throw new Killed();
        }
    }

    private record MortalDrills(DrillJournal kept, Life life) implements DrillJournal {
        @Override
        public DrillJournal.Opening open(DrillEvent.Started first) {
            return life.append(() -> kept.open(first));
        }

        @Override
        public DrillJournal.Opening bring(List<DrillEvent> whole) {
            return life.append(() -> kept.bring(whole));
        }

        @Override
        public List<DrillEvent> read(DrillId id) {
            return kept.read(id);
        }

        @Override
        public DrillJournal.Appending append(DrillId id, int expected, DrillEvent event) {
            return life.append(() -> kept.append(id, expected, event));
        }

        @Override
        public List<DrillId> history(ApplicationName application) {
            return kept.history(application);
        }
    }

    private record MortalJournal(Journal kept, Life life) implements Journal {
        @Override
        public Journal.Opening open(Event.Started first) {
            return life.append(() -> kept.open(first));
        }

        @Override
        public List<Event> read(ChangeoverId id) {
            return kept.read(id);
        }

        @Override
        public Leasing lease(ChangeoverId id, String driver, Instant now, Duration length) {
            return kept.lease(id, driver, now, length);
        }

        @Override
        public Optional<Lease> lastLease(ChangeoverId id) {
            return kept.lastLease(id);
        }

        @Override
        public void release(Lease lease) {
            kept.release(lease);
        }

        @Override
        public Journal.Appending append(ChangeoverId id, int expected, Event event, Optional<Lease> lease) {
            return life.append(() -> kept.append(id, expected, event, lease));
        }

        @Override
        public Optional<ChangeoverId> live(ApplicationName application) {
            return kept.live(application);
        }

        @Override
        public List<ChangeoverId> history(ApplicationName application) {
            return kept.history(application);
        }
    }

    /** One small world, and what is left of it when a driver dies: the journals. */
    private final class Stage {
        final SmallWorld world = new SmallWorld(SHOP);
        final SmallReadiness readiness = new SmallReadiness(world);
        final Journal journal = new MemoryJournal();
        final DrillJournal drills = new MemoryDrills();

        DrillRunner runner(Life life) {
            Journal mortal = new MortalJournal(journal, life);
            return new DrillRunner(new DrillRunner.Room(
                    world,
                    mortal,
                    new MortalDrills(drills, life),
                    new ReadinessRun(world, readiness, mortal, new FileBoard(folder), ReadinessSettings.defaults()),
                    new LocalDriver(world, mortal, world, "drill/" + DRILL),
                    world,
                    "here"));
        }

        DrillAnswer drill(Life life) {
            DrillRunner runner = runner(life);
            runner.open(new DrillRequest(DRILL, new Actor("ana", "a test"), Duration.ofSeconds(40)), SHOP);
            return runner.run(DRILL, Listener.silent());
        }

        DrillState state() {
            return DrillState.of(drills.read(DRILL));
        }
    }

    private static boolean killed(BooleanSupplier drives) {
        try {
            return !drives.getAsBoolean();
        } catch (Killed _) {
            return true;
        }
    }

    @Test
    void goesOnFromEveryCutAndMovesThereAndBackOnce() {
        for (boolean afterwards : List.of(false, true)) {
            for (int cut = 0; ; cut++) {
                var stage = new Stage();
                var life = new Life(cut, afterwards);
                boolean died = killed(() -> stage.drill(life).state() == DrillAnswer.State.DONE);
                DrillAnswer answer = stage.drill(Life.whole());

                assertThat(answer.state()).as("cut %d: %s", cut, answer.said()).isEqualTo(DrillAnswer.State.DONE);
                assertThat(stage.state().passed()).as("cut %d", cut).isTrue();
                assertThat(stage.world.writer()).isEqualTo(SHOP.primary().region());
                assertThat(stage.world.performed)
                        .filteredOn(Action.SwitchOver.class::isInstance)
                        .as("cut %d", cut)
                        .hasSize(2);
                assertThat(stage.journal.history(SHOP.name())).hasSize(2);
                if (!died) {
                    assertThat(cut).isGreaterThan(40);
                    break;
                }
                assertThat(cut).isLessThan(CUTS_MAX);
            }
        }
    }

    @Test
    void takesOnePhaseAtATimeAsAnAutomationDoes() {
        var stage = new Stage();
        DrillRunner runner = stage.runner(Life.whole());
        runner.open(new DrillRequest(DRILL, new Actor("ana", ""), Duration.ofSeconds(40)), SHOP);

        assertThat(phase(runner, DrillPhase.SOAK).state()).isEqualTo(DrillAnswer.State.FAILED);
        assertThat(phase(runner, DrillPhase.PRECHECK).state()).isEqualTo(DrillAnswer.State.DONE);
        assertThat(phase(runner, DrillPhase.FAILOVER).state()).isEqualTo(DrillAnswer.State.DONE);
        assertThat(phase(runner, DrillPhase.PRECHECK).state()).isEqualTo(DrillAnswer.State.DONE);
        assertThat(runner.phase(DRILL, DrillPhase.SOAK, Duration.ofSeconds(10), Listener.silent()))
                .isEqualTo(new DrillAnswer(DrillAnswer.State.WAIT, "soaking for another 30 s", Optional.empty()));
        assertThat(phase(runner, DrillPhase.SOAK).state()).isEqualTo(DrillAnswer.State.DONE);
        assertThat(phase(runner, DrillPhase.FAILBACK).changeover()).contains(new ChangeoverId("drill-shop-1-failback"));
        assertThat(phase(runner, DrillPhase.VERDICT).said()).isEqualTo("the drill passed");
        assertThat(stage.state().soak().orElseThrow().probes()).isEqualTo(20);
    }

    private static DrillAnswer phase(DrillRunner runner, DrillPhase phase) {
        return runner.phase(DRILL, phase, Duration.ofMinutes(4), Listener.silent());
    }

    @Test
    void stopsWhereItIsWhenTheFailoverHalts() {
        var stage = new Stage();
        stage.world.after(
                Duration.ofSeconds(1), () -> stage.world.darken(SHOP.secondary().region()));

        DrillAnswer answer = stage.drill(Life.whole());

        assertThat(answer.state()).isEqualTo(DrillAnswer.State.FAILED);
        assertThat(answer.said()).contains("the drill's changeover halted", "move the application home by hand");
        assertThat(stage.journal.history(SHOP.name())).hasSize(1);
        assertThat(stage.state().timeToFailure()).isPresent();
        assertThat(stage.state().passed()).isFalse();
        assertThat(stage.drill(Life.whole()).state()).isEqualTo(DrillAnswer.State.FAILED);
        assertThat(stage.journal.history(SHOP.name())).hasSize(1);
    }

    @Test
    void anUnwellStayIsToldThoughTheDrillComesHome() {
        var stage = new Stage();
        stage.world.after(
                Duration.ofSeconds(12),
                () -> stage.world.darken(SHOP.secondary().region()));
        stage.world.after(Duration.ofSeconds(20), stage.world::heal);

        DrillAnswer answer = stage.drill(Life.whole());

        assertThat(answer.said()).contains("missed: soak").contains("probes failed");
        assertThat(stage.world.writer()).isEqualTo(SHOP.primary().region());
        assertThat(stage.state().soak().orElseThrow().failed()).isBetween(3, 5);
    }

    @Test
    void anApplicationThatIsUnwellIsNotDrilled() {
        var stage = new Stage();
        stage.readiness.rpo.put(SHOP.secondary().region(), "30"); // a warning that stops nobody
        stage.readiness.members.put(
                SHOP.secondary().region(), SmallReadiness.member("16.4", "db.r6g.large", "creating"));

        DrillAnswer answer = stage.drill(Life.whole());

        assertThat(answer.said())
                .contains("not ready for a drill", "TARGET_WITHOUT_INSTANCE")
                .doesNotContain("RPO_P");
        assertThat(stage.journal.history(SHOP.name())).isEmpty();
    }
}

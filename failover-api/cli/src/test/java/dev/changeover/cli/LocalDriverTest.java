package dev.changeover.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.changeover.core.journal.Event;
import dev.changeover.core.journal.Fold;
import dev.changeover.core.journal.Journal;
import dev.changeover.core.model.Actor;
import dev.changeover.core.model.ApplicationPlan;
import dev.changeover.core.model.ChangeoverId;
import dev.changeover.core.model.ChangeoverRequest;
import dev.changeover.core.model.Mode;
import dev.changeover.core.step.StepName;
import dev.changeover.drive.ChangeoverResult;
import dev.changeover.drive.DriverName;
import dev.changeover.drive.Listener;
import dev.changeover.drive.LocalDriver;
import dev.changeover.journal.FileJournal;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalDriverTest {
    private static final ChangeoverId ID = new ChangeoverId("shop-first");

    @TempDir
    private Path folder;

    private final ApplicationPlan plan = Operator.shop();
    private final SmallWorld world = new SmallWorld(plan);
    private final List<Event> heard = new ArrayList<>();
    private final Listener listener = (id, event) -> heard.add(event);
    private Journal journal;

    @BeforeEach
    void open() {
        journal = new FileJournal(folder);
    }

    private LocalDriver driver() {
        return new LocalDriver(world, journal, world);
    }

    private ChangeoverRequest request(ChangeoverId id) {
        return new ChangeoverRequest(
                id,
                plan.primary().region(),
                plan.secondary().region(),
                Mode.GRACEFUL,
                new Actor("ana", "a test"),
                Optional.empty(),
                Set.of(),
                List.of());
    }

    @Test
    void tellsEachEventOnceInOrder() {
        var result = driver().run(request(ID), plan, listener);

        assertThat(result).isInstanceOf(ChangeoverResult.Ended.class);
        assertThat(heard).isEqualTo(journal.read(ID));
    }

    @Test
    void givesTheLeaseBackAtTheEnd() {
        driver().run(request(ID), plan, listener);

        assertThat(journal.lease(ID, "another", world.now(), Duration.ofSeconds(1)))
                .isInstanceOf(Journal.Leasing.Taken.class);
    }

    @Test
    void looksOnWhileAnotherDriverHoldsTheLeaseAndTakesOverWhenItRunsOut() {
        driver().open(request(ID), plan);
        journal.lease(ID, "elsewhere/1/1/1", world.now(), Duration.ofSeconds(30));
        var began = world.now();
        List<String> followed = new ArrayList<>();

        var result = driver().watch(ID, Optional.empty(), new Listener() {
            @Override
            public void event(ChangeoverId id, Event event) {
                heard.add(event);
            }

            @Override
            public void following(String driver, Instant until) {
                followed.add(driver);
            }
        });

        assertThat(result).isInstanceOf(ChangeoverResult.Ended.class);
        assertThat(followed).contains("elsewhere/1/1/1");
        assertThat(Duration.between(began, heard.get(1).at()))
                .isBetween(Duration.ofSeconds(30), Duration.ofSeconds(31));
    }

    @Test
    void takesOverAtOnceFromAProcessOfThisMachineThatHasDied() throws Exception {
        driver().open(request(ID), plan);
        Process dead = new ProcessBuilder("true").start();
        dead.waitFor();
        String host = DriverName.fresh().host();
        journal.lease(ID, host + "/" + dead.pid() + "/1/1", world.now(), Duration.ofHours(1));
        var began = world.now();

        driver().watch(ID, Optional.empty(), listener);

        assertThat(Duration.between(began, heard.get(1).at())).isLessThan(Duration.ofSeconds(1));
    }

    @Test
    void aDriverThatWasTakenOverIsFencedAndOnlyLooksOn() {
        world.after(Duration.ofSeconds(1), () -> {
            var held = (Journal.Leasing.HeldBy) journal.lease(ID, "thief", world.now(), Duration.ofSeconds(1));
            var stolen = (Journal.Leasing.Taken) journal.lease(ID, held.driver(), world.now(), Duration.ofSeconds(1));
            journal.release(stolen.lease());
            journal.lease(ID, "thief", world.now(), Duration.ofSeconds(20));
        });

        var result = driver().run(request(ID), plan, listener);

        assertThat(result).isInstanceOf(ChangeoverResult.Ended.class);
        assertThat(heard).isEqualTo(journal.read(ID));
        assertThat(world.performed).doesNotHaveDuplicates();
    }

    @Test
    void secondChangeoverIsToldOfTheFirst() {
        driver().open(request(ID), plan);

        var result = driver().run(request(new ChangeoverId("shop-second")), plan, listener);

        assertThat(result).isEqualTo(new ChangeoverResult.AlreadyLive(ID));
    }

    @Test
    void drivesStepByStepUnderOneNameToTheSameEnd() {
        driver().open(request(ID), plan);
        for (StepName step : StepName.values()) {
            var one = new LocalDriver(world, journal, world, "ssm/4f0a");
            if (step != StepName.REPORT) {
                assertThat(one.through(ID, step, Duration.ofMinutes(4), listener))
                        .as("%s", step)
                        .isEmpty();
                assertThat(Fold.of(journal.read(ID)).current().orElseThrow().name())
                        .isGreaterThan(step);
            }
        }

        var result = new LocalDriver(world, journal, world, "ssm/4f0a").watch(ID, Optional.empty(), listener);

        assertThat(result).isInstanceOf(ChangeoverResult.Ended.class);
        assertThat(journal.read(ID).stream().filter(Event.DriverTook.class::isInstance))
                .hasSize(1);
    }

    @Test
    void resumesFromEveryCut() {
        for (int cut = 0; cut < 60; cut++) {
            var fresh = new SmallWorld(plan);
            var torn = new FileJournal(folder.resolve("cut-" + cut));
            var left = new int[] {cut};
            Listener dying = (id, event) -> {
                if (left[0]-- == 0) {
                    throw new IllegalStateException("killed");
                }
            };
            boolean died = false;
            try {
                new LocalDriver(fresh, torn, fresh).run(request(ID), plan, dying);
            } catch (IllegalStateException killed) {
                died = true;
            }
            var result = new LocalDriver(fresh, torn, fresh).watch(ID, Optional.empty(), Listener.silent());
            assertThat(result).as("cut after %d events", cut).isInstanceOf(ChangeoverResult.Ended.class);
            assertThat(fresh.on())
                    .as("cut after %d events", cut)
                    .isEqualTo(plan.secondary().region());
            if (!died) {
                return;
            }
        }
        throw new AssertionError("a changeover has fewer than 60 events");
    }
}

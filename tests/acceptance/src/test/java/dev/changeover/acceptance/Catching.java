package dev.changeover.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.changeover.core.journal.Event;
import dev.changeover.core.model.ChangeoverId;
import dev.changeover.core.port.Action;
import dev.changeover.core.step.StepName;
import dev.changeover.twin.world.TwinClient;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Predicate;

/** Catches a driver in the act, by what its journal says. */
final class Catching {
    /** A step comes within seconds; with other builds beside it, later. */
    private static final Duration STEP_MAX = Duration.ofSeconds(60);

    /** What is caught is slowed down by 700 ms at least; who looks more often takes the processor away from it. */
    static final Duration LOOK_EVERY = Duration.ofMillis(20);

    private Catching() {}

    /** Returns once the step has begun. */
    static ChangeoverId begun(LiveTwin twin, Running driver, StepName step) {
        return at(twin, driver, event -> event instanceof Event.StepStarted(var begun, var at) && begun == step);
    }

    /** Returns once the act is announced; the call may not have left yet. */
    static ChangeoverId asked(LiveTwin twin, Running driver, Class<? extends Action> kind) {
        return at(
                twin,
                driver,
                event ->
                        event instanceof Event.ActionIntended(var step, var action, var at) && kind.isInstance(action));
    }

    /** Returns once the twin has taken the call that the one planned fault is for. */
    static void arrived(LiveTwin twin) {
        var client = new TwinClient(twin.ports());
        await("the call at the twin")
                .atMost(STEP_MAX)
                .pollInterval(LOOK_EVERY)
                .pollDelay(Duration.ZERO)
                .until(() -> client.state().orElseThrow().path("faults").isEmpty());
    }

    static ChangeoverId at(LiveTwin twin, Running driver, Predicate<Event> sign) {
        return await("a sign in the journal")
                .atMost(STEP_MAX)
                .pollInterval(LOOK_EVERY)
                .pollDelay(Duration.ZERO)
                .failFast(
                        "the driver ended early",
                        () -> assertThat(driver.process().isAlive())
                                .as("%s", driver.heard())
                                .isTrue())
                .until(() -> twin.live().filter(id -> twin.events(id).stream().anyMatch(sign)), Optional::isPresent)
                .orElseThrow();
    }
}

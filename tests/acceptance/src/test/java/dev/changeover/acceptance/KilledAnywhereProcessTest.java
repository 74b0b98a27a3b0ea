package dev.changeover.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.changeover.core.journal.ChangeoverState;
import dev.changeover.core.journal.Event;
import dev.changeover.core.journal.Fold;
import dev.changeover.core.model.ChangeoverId;
import dev.changeover.core.port.Action;
import dev.changeover.core.step.StepName;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Whoever drives is killed in the middle of a step, and somebody else finishes the job. */
@ResourceLock(SharedTwin.LOCK)
@Order(5)
class KilledAnywhereProcessTest {
    @RegisterExtension
    static final SharedTwin SHARED = new SharedTwin();

    /** Long enough to be caught in the act; below the plan's bound of 3 s for a call and the shop's of 1 s. */
    private static final String SLOW_MS = "700";

    /** A step of a tenth of a second may be over before the signal arrives. */
    private static final int ATTEMPTS = 5;

    /** A changeover whose driver is dead. */
    private record Orphan(ChangeoverId id, String from, String to, int timeline) {}

    private static LiveTwin twin;
    private static Running driver;

    @BeforeAll
    static void takeTheTwin() {
        twin = SHARED.twin();
    }

    @ParameterizedTest
    @EnumSource(
            value = StepName.class,
            names = {"APPROVE", "REPORT"},
            mode = EnumSource.Mode.EXCLUDE)
    void isFinishedByWatchAfterBeingKilledIn(StepName step) {
        Orphan orphan = orphanIn(step);
        assertThat(driver.process().exitValue()).as("killed by signal 9").isEqualTo(128 + 9);
        twin.heal();

        Finished watched = twin.run("watch", orphan.id().value());
        assertThat(watched.code()).as("%s", watched).isZero();
        twin.assertWhollyIn(orphan.to());
        assertThat(Timelines.of(twin, orphan.to())).as("promotions").isEqualTo(orphan.timeline() + 1);
        assertThat(switchOvers(orphan.id())).as("times asked for").isEqualTo(1);
        assertThat(now(orphan.id()).ended()).isTrue();
    }

    /** Tries, there and back, until the driver is killed before it is out of the step. */
    private static Orphan orphanIn(StepName step) {
        for (int attempt = 1; attempt <= ATTEMPTS; attempt++) {
            String from = twin.settled();
            String to = LiveTwin.other(from);
            int timeline = Timelines.of(twin, from);
            ChangeoverId id = caught(step, to);
            driver.killAlone();
            if (now(id).current().filter(at -> at.name() == step).isPresent()) {
                return new Orphan(id, from, to, timeline);
            }
            System.out.println("Attempt " + attempt + " of " + ATTEMPTS + ": " + step + " was over before the kill.");
            twin.heal();
            Finished watched = twin.run("watch", id.value());
            assertThat(watched.code()).as("%s", watched).isZero();
        }
        throw new AssertionError("never killed in " + step + " in " + ATTEMPTS + " attempts");
    }

    /** Starts the move, and returns when it is in the middle of the step: its call at the twin, if it makes one. */
    private static ChangeoverId caught(StepName step, String to) {
        return switch (step) {
            case PREFLIGHT -> looking(step, to);
            case STAGE_SECRET -> asking(step, to, "secretsmanager", "PutSecretValue");
            case SWITCH_DATABASE -> asking(step, to, "rds", "SwitchoverGlobalCluster");
            case VERIFY_WRITABLE -> looking(step, to);
            case VERIFY_TRAFFIC -> writing(step, to);
            case REWRITE_SECRET -> asking(step, to, "secretsmanager", "UpdateSecretVersionStage");
            case SHIFT_TRAFFIC -> asking(step, to, "route53-recovery-cluster", "UpdateRoutingControlStates");
            case APPROVE, REPORT -> throw new IllegalArgumentException(step + " calls nobody");
        };
    }

    /** The shop is asked, which is well only with the secret that it reads. */
    private static ChangeoverId looking(StepName step, String to) {
        String service = step == StepName.PREFLIGHT ? "rds" : "secretsmanager";
        twin.outage("--service", service, "--kind", "slow", "--slow-by", SLOW_MS);
        driver = twin.startMove(to);
        return Catching.begun(twin, driver, step);
    }

    /** Traffic may be well at the first look, so it is its end that takes long to be written down. */
    private static ChangeoverId writing(StepName step, String to) {
        ChangeoverId id = asking(StepName.SHIFT_TRAFFIC, to, "route53-recovery-cluster", "UpdateRoutingControlStates");
        twin.outage("--service", "dynamodb", "--action", "UpdateItem", "--kind", "slow", "--slow-by", SLOW_MS);
        assertThat(Catching.begun(twin, driver, step)).isEqualTo(id);
        return id;
    }

    private static ChangeoverId asking(StepName step, String to, String service, String action) {
        twin.outage("--service", service, "--action", action, "--kind", "slow", "--slow-by", SLOW_MS, "--calls", "1");
        driver = twin.startMove(to);
        ChangeoverId id = Catching.begun(twin, driver, step);
        Catching.arrived(twin);
        return id;
    }

    @Test
    void asksAgainWhenTheCallWasLostWithItsDriver() {
        String from = twin.settled();
        String to = LiveTwin.other(from);
        int timeline = Timelines.of(twin, from);
        twin.outage(
                "--service", "rds", "--action", "SwitchoverGlobalCluster", "--kind", "lose-request", "--calls", "1");
        driver = twin.startMove(to);
        ChangeoverId id = Catching.asked(twin, driver, Action.SwitchOver.class);
        Catching.arrived(twin);
        driver.killAlone();

        Finished watched = twin.run("watch", id.value());
        assertThat(watched.code()).as("%s", watched).isZero();
        twin.assertWhollyIn(to);
        assertThat(Timelines.of(twin, to)).as("promotions").isEqualTo(timeline + 1);
        assertThat(switchOvers(id)).as("times asked for").isEqualTo(2);
    }

    private static ChangeoverState now(ChangeoverId id) {
        return Fold.of(twin.events(id));
    }

    private static long switchOvers(ChangeoverId id) {
        List<Event> events = twin.events(id);
        return events.stream()
                .filter(event -> event instanceof Event.ActionIntended(var by, var action, var at)
                        && action instanceof Action.SwitchOver)
                .count();
    }
}

package dev.changeover.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.changeover.core.journal.Event;
import dev.changeover.core.model.ChangeoverId;
import dev.changeover.core.port.Action;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.parallel.ResourceLock;

/** The active Region goes dark, or parts of it do, or replies are lost. */
@ResourceLock(SharedTwin.LOCK)
@Order(1)
class DarkRegionProcessTest {
    @RegisterExtension
    static final SharedTwin SHARED = new SharedTwin();

    /** A returned Region's database is cloned if it cannot follow. */
    private static final Duration PAID_MAX = Duration.ofSeconds(90);

    private static LiveTwin twin;

    @BeforeAll
    static void takeTheTwin() {
        twin = SHARED.twin();
    }

    @AfterEach
    void heal() {
        twin.heal();
    }

    @Test
    void aDarkRegionIsLeftOnlyByAcceptingTheLossAndItsDebtsArePaidWhenItReturns() {
        String from = twin.settled();
        String to = LiveTwin.other(from);
        twin.outageByCommand(from);

        refused(4, "--ungraceful", twin.move(to, Shell.COMMAND_MAX));
        refused(3, "--accept-loss", twin.move(to, Shell.COMMAND_MAX, "--ungraceful"));
        refused(4, "LOSS_", twin.move(to, Shell.COMMAND_MAX, "--ungraceful", "--accept-loss", "0ms"));
        assertThat(twin.live()).as("nothing was started").isEmpty();

        Finished moved = twin.move(to, Shell.COMMAND_MAX, "--ungraceful", "--accept-loss", "unknown");
        assertThat(moved.code()).as("%s", moved).isZero();
        assertThat(moved.err()).contains("Still owed");
        twin.healByCommand();
        owingThenPaid();
        goesBack(from);
    }

    @Test
    void escalatesWhenTheRegionDiesDuringAGracefulMove() {
        String from = twin.settled();
        String to = LiveTwin.other(from);
        int timeline = Timelines.of(twin, from);
        twin.outage(
                "--service", "rds", "--action", "SwitchoverGlobalCluster", "--kind", "lose-request", "--calls", "1");
        Running driver = twin.startMove(to);
        ChangeoverId id = Catching.asked(twin, driver, Action.SwitchOver.class);
        Catching.arrived(twin);
        twin.outage(from);
        Finished early = twin.run("watch", id.value(), "--timeout", "1s");
        assertThat(early.code()).as("%s", early).isEqualTo(8);

        Finished escalated =
                twin.run("escalate", id.value(), "--accept-loss", "unknown", "--reason", from + " is dark", "--detach");
        assertThat(escalated.code()).as("%s", escalated).isZero();
        Finished watched = twin.run("watch", id.value());
        assertThat(watched.code()).as("%s", watched).isZero();
        assertThat(driver.finish(Shell.COMMAND_MAX).code())
                .as("%s", driver.heard())
                .isZero();
        assertThat(Timelines.of(twin, to)).as("promotions").isEqualTo(timeline + 1);
        assertThat(times(id, Action.FailOver.class)).isEqualTo(1);
        owingThenPaid();
        twin.assertWhollyIn(to);
    }

    @Test
    void lostRepliesAreLookedIntoAndNeverRepeated() {
        String from = twin.settled();
        String to = LiveTwin.other(from);
        int timeline = Timelines.of(twin, from);
        loseReply("rds", "FailoverGlobalCluster");
        loseReply("route53-recovery-cluster", "UpdateRoutingControlStates");

        Finished moved = twin.move(to, Shell.COMMAND_MAX, "--ungraceful", "--accept-loss", "unknown");
        assertThat(moved.code()).as("%s", moved).isZero();
        ChangeoverId id = twin.history().getLast();
        assertThat(times(id, Action.FailOver.class)).isEqualTo(1);
        assertThat(times(id, Action.ShiftTraffic.class)).isEqualTo(1);
        assertThat(Timelines.of(twin, to)).as("promotions").isEqualTo(timeline + 1);
        owingThenPaid();
        twin.assertWhollyIn(to);
    }

    @Test
    void aSecretThatTheSourceRegionDoesNotGiveIsOwed() {
        String from = twin.settled();
        String to = LiveTwin.other(from);
        twin.outage(from, "--service", "secretsmanager", "--kind", "silent");
        Finished moved = twin.move(to, Shell.COMMAND_MAX);
        assertThat(moved.code()).as("%s", moved).isZero();
        assertThat(moved.err()).contains("Still owed", "secret in " + from);
        owingThenPaid();
        twin.assertWhollyIn(to);
    }

    @Test
    void twoOfFiveArcEndpointsAreNotMissed() {
        String to = LiveTwin.other(twin.settled());
        twin.outage("--arc-endpoints", "2");
        Finished moved = twin.move(to, Shell.COMMAND_MAX);
        assertThat(moved.code()).as("%s", moved).isZero();
        twin.assertWhollyIn(to);
    }

    /** Two endpoints answer reads; ARC takes an update from three. A person may go on in spite of it. */
    @Test
    void startsNotWithoutThreeArcEndpointsAndAcknowledgedHaltsBeforeTheShiftAndGoesOnByRetry() {
        String to = LiveTwin.other(twin.settled());
        twin.outage("--arc-endpoints", "3");
        refused(4, "ROUTING_QUORUM_LOST", twin.move(to, Shell.COMMAND_MAX));
        assertThat(twin.live()).isEmpty();
        Finished halted = twin.shell().run(LiveTwin.move(impatient(), to, "--acknowledge", "ROUTING_QUORUM_LOST"));
        assertThat(halted.code()).as("%s", halted).isEqualTo(6);
        ChangeoverId id = twin.live().orElseThrow();
        assertThat(halted.err())
                .contains("ShiftTraffic halted", "Only 2 of 5", "writes fail until the shift is done")
                .contains("changeover retry " + id);

        twin.heal();
        Finished retried = twin.run("retry", id.value(), "--reason", "the endpoints answer again");
        assertThat(retried.code()).as("%s", retried).isZero();
        twin.assertWhollyIn(to);
    }

    /** The shop's plan with less patience in ShiftTraffic, by default a minute: what it waits for does not come. */
    private static Path impatient() {
        try {
            String plan = Files.readString(twin.plan());
            String patience = "  steps:\n    ShiftTraffic: 10s\n";
            Path file = twin.shell().home().resolve("impatient.plan.yaml");
            return Files.writeString(file, plan.replaceFirst("(?m)^timeouts:\n(?: .*\n)*", "$0" + patience));
        } catch (IOException refused) {
            throw new UncheckedIOException(refused);
        }
    }

    @Test
    void startsNothingWithoutAnyArcEndpoint() {
        String to = LiveTwin.other(twin.settled());
        twin.outage("--arc-endpoints", "5");
        refused(4, "ROUTING_UNREADABLE", twin.move(to, Shell.COMMAND_MAX));
        assertThat(twin.live()).isEmpty();
    }

    private static void refused(int code, String because, Finished refused) {
        assertThat(refused.code()).as("%s", refused).isEqualTo(code);
        assertThat(refused.err()).contains(because);
    }

    /** Everything answers again, and {@code reconcile} comes to say that nothing is owed. */
    private static void owingThenPaid() {
        twin.heal();
        twin.settled();
        Finished paid = await("all debts paid")
                .atMost(PAID_MAX)
                .until(() -> twin.run("reconcile", "unicorn-shop"), reconciled -> reconciled.code() != 7);
        assertThat(paid.code()).as("%s", paid).isZero();
    }

    private static void goesBack(String to) {
        assertThat(twin.settled()).isEqualTo(LiveTwin.other(to));
        Finished back = twin.move(to, Shell.COMMAND_MAX);
        assertThat(back.code()).as("%s", back).isZero();
        twin.assertWhollyIn(to);
    }

    private static void loseReply(String service, String action) {
        twin.outage("--service", service, "--action", action, "--kind", "lose-reply", "--calls", "1");
    }

    private static long times(ChangeoverId id, Class<? extends Action> kind) {
        return twin.events(id).stream()
                .filter(event ->
                        event instanceof Event.ActionIntended(var step, var action, var at) && kind.isInstance(action))
                .count();
    }
}

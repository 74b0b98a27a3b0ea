package dev.changeover.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.changeover.core.journal.Event;
import dev.changeover.core.model.ChangeoverId;
import dev.changeover.core.port.Action;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.parallel.ResourceLock;

/** Two processes want to drive the same application. */
@ResourceLock(SharedTwin.LOCK)
class TwoDriversProcessTest {
    @RegisterExtension
    static final SharedTwin SHARED = new SharedTwin();

    private static LiveTwin twin;

    @BeforeAll
    static void takeTheTwin() {
        twin = SHARED.twin();
    }

    @Test
    void oneOfTwoWatchersDrivesAndTheOtherLooksOn() {
        String from = twin.settled();
        String to = LiveTwin.other(from);
        int timeline = Timelines.of(twin, from);
        ChangeoverId id = orphanIn(to);

        Running one = twin.start("watch", id.value());
        Running other = twin.start("watch", id.value());
        Finished first = one.finish(Shell.COMMAND_MAX);
        Finished second = other.finish(Shell.COMMAND_MAX);

        assertThat(first.code()).as("%s", first).isZero();
        assertThat(second.code()).as("%s", second).isZero();
        assertThat(List.of(first.err(), second.err())).anyMatch(said -> said.contains("looking on"));
        assertThat(steps(first)).contains("completed").isEqualTo(steps(second));
        // The dead driver's staging may still be on its way, and its token makes asking again harmless. A move has
        // none.
        assertThat(actions(id)).filteredOn(Action.SwitchOver.class::isInstance).hasSize(1);
        assertThat(actions(id))
                .filteredOn(action -> !(action instanceof Action.StageSecret))
                .doesNotHaveDuplicates();
        twin.assertWhollyIn(to);
        assertThat(Timelines.of(twin, to)).as("promotions").isEqualTo(timeline + 1);
    }

    @Test
    void aSecondStartIsRefusedAndToldWhatRuns() {
        String from = twin.settled();
        String to = LiveTwin.other(from);
        twin.outage("--service", "rds", "--action", "SwitchoverGlobalCluster", "--kind", "slow", "--slow-by", "2500");
        Running first = twin.startMove(to);
        ChangeoverId id = Catching.asked(twin, first, Action.SwitchOver.class);

        Finished second = twin.move(to, Shell.COMMAND_MAX);
        assertThat(second.code()).as("%s", second).isEqualTo(4);
        assertThat(second.err()).contains("changeover watch " + id);
        assertThat(twin.history()).last().isEqualTo(id);

        twin.heal();
        Finished moved = first.finish(Shell.COMMAND_MAX);
        assertThat(moved.code()).as("%s", moved).isZero();
        twin.assertWhollyIn(to);
    }

    /** A changeover whose driver is dead and whose writer has not moved. */
    private static ChangeoverId orphanIn(String to) {
        twin.outage("--service", "secretsmanager", "--action", "PutSecretValue", "--kind", "slow", "--calls", "1");
        Running driver = twin.startMove(to);
        ChangeoverId id = Catching.asked(twin, driver, Action.StageSecret.class);
        Catching.arrived(twin);
        driver.killAlone();
        return id;
    }

    /** What both must tell alike. A debt may be paid after the one that only looks on has told the end. */
    private static String steps(Finished watched) {
        return watched.out()
                .lines()
                .filter(line -> !line.contains("owed since") && !line.contains("paid "))
                .collect(Collectors.joining("\n"));
    }

    private static List<Action> actions(ChangeoverId id) {
        return twin.events(id).stream()
                .filter(Event.ActionIntended.class::isInstance)
                .map(event -> ((Event.ActionIntended) event).action())
                .toList();
    }
}

package dev.changeover.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.changeover.core.port.LagView;
import dev.changeover.core.port.PortFailure.Code;
import dev.changeover.twin.model.Fault;
import dev.changeover.twin.model.Metric;
import dev.changeover.twin.model.MetricPoint;
import dev.changeover.twin.model.ReplicationMetrics;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What the lag port promises. */
abstract class LagContractTest extends TwinCases {
    private static final String METRIC = "AuroraGlobalDBRPOLag";

    private LagView seen() {
        return inTime(() -> world.lag().lag(west, east));
    }

    private LagView.Measured measured() {
        door.until("a first figure is there", () -> seen() instanceof LagView.Measured);
        return (LagView.Measured) seen();
    }

    private void assertUnreadable(LagView seen, Code code) {
        assertThat(seen)
                .isInstanceOfSatisfying(
                        LagView.Unreadable.class,
                        unreadable -> assertThat(unreadable.why().code())
                                .as(unreadable.why().message())
                                .isEqualTo(code));
    }

    @Test
    void theLagIsThatOfTheLinkAndItsSourceIsNamed() {
        account.dataPlane().delayReplication(Duration.ofMillis(40));
        LagView.Measured lag = measured();
        assertThat(lag.latest()).isEqualTo(Duration.ofMillis(40));
        assertThat(lag.maximum()).isEqualTo(Duration.ofMillis(40));
        assertThat(lag.measuredAt()).isBeforeOrEqualTo(lag.seenAt());
        assertThat(lag.source()).isEqualTo("CloudWatch us-west-2 " + METRIC);
    }

    /** AWS has one figure for each minute, the worst of that minute; so has every door. */
    @Test
    void theWorstOfTheMinuteIsTheFigureUntilTheNextMinute() {
        door.until("the minute is neither young nor nearly over", () -> secondOfMinute() >= 2 && secondOfMinute() < 50);
        account.dataPlane().delayReplication(Duration.ofSeconds(3));
        door.until(
                "the lag has grown",
                () -> seen() instanceof LagView.Measured lag && lag.latest().equals(Duration.ofSeconds(3)));
        account.dataPlane().delayReplication(Duration.ofMillis(40));
        Instant mended = door.timeline.now();
        door.until("a smaller figure was sent", () -> door.timeline.now().isAfter(mended.plus(Duration.ofSeconds(2))));
        assertThat(measured().latest()).isEqualTo(Duration.ofSeconds(3));
        assertThat(measured().maximum()).isEqualTo(Duration.ofSeconds(3));
        assertThat(measured().measuredAt().getEpochSecond() % 60).isZero();
    }

    private long secondOfMinute() {
        return door.timeline.now().getEpochSecond() % 60;
    }

    @Test
    void aWriterHasNoLag() {
        assertUnreadable(inTime(() -> world.lag().lag(east, west)), Code.NOT_FOUND);
    }

    @Test
    void theWritersRegionIsAskedWhereTheReplicasIsSilent() {
        account.cloudWatch()
                .put(
                        east.region(),
                        Metric.of(
                                ReplicationMetrics.NAMESPACE,
                                METRIC,
                                Map.of("DBClusterIdentifier", west.cluster().identifier())),
                        MetricPoint.of(door.timeline.now(), 70));
        goesDark(west.region());
        assertThat(measured().source()).isEqualTo("CloudWatch us-east-1 " + METRIC);
        assertThat(measured().latest()).isEqualTo(Duration.ofMillis(70));
    }

    @Test
    void darkRegionsAreUnreadable() {
        goesDark(west.region());
        goesDark(east.region());
        assertUnreadable(seen(), Code.UNREACHABLE);
    }

    @Test
    void weatherIsUnreadableForItsReason() {
        everyCall("monitoring", new Fault.Throttle());
        assertUnreadable(seen(), Code.THROTTLED);
        everyCall("monitoring", new Fault.Broken());
        assertUnreadable(seen(), Code.UNREACHABLE);
        everyCall("monitoring", new Fault.LoseRequest());
        assertUnreadable(seen(), Code.UNREACHABLE);
    }
}

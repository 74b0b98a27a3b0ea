package dev.changeover.twin.ports;

import dev.changeover.core.model.Region;
import dev.changeover.core.model.Site;
import dev.changeover.core.port.LagPort;
import dev.changeover.core.port.LagView;
import dev.changeover.core.port.PortFailure;
import dev.changeover.twin.model.Alarm;
import dev.changeover.twin.model.CloudWatch;
import dev.changeover.twin.model.Faults;
import dev.changeover.twin.model.Metric;
import dev.changeover.twin.model.ReplicationMetrics;
import dev.changeover.twin.model.Statistic;
import dev.changeover.twin.model.Timeline;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.SortedMap;

/** Replication lag, asked of the model's CloudWatch in the replica's Region, and failing that in the writer's. */
final class LagDoor implements LagPort {
    private static final String METRIC = "AuroraGlobalDBRPOLag";
    private static final long NANOS_PER_MS = 1_000_000;
    private static final Duration WINDOW = Duration.ofMinutes(5);

    /** Aurora publishes a figure a minute (Aurora metrics page, read 2026); the worst within it is the figure. */
    private static final Duration PERIOD = Duration.ofMinutes(1);

    private final Door door;
    private final Timeline timeline;
    private final CloudWatch cloudWatch;

    LagDoor(Door door, Timeline timeline, CloudWatch cloudWatch) {
        this.door = door;
        this.timeline = timeline;
        this.cloudWatch = cloudWatch;
    }

    @Override
    public LagView lag(Site replica, Site writer) {
        String cluster = replica.cluster().identifier();
        LagView first = read(cluster, replica.region());
        if (first instanceof LagView.Measured) {
            return first;
        }
        LagView second = read(cluster, writer.region());
        return second instanceof LagView.Measured ? second : first;
    }

    private LagView read(String cluster, Region region) {
        return door.read(
                new Faults.Call(region, "monitoring", "GetMetricData"),
                () -> measured(cluster, region),
                why -> new LagView.Unreadable(why, timeline.now()));
    }

    private LagView measured(String cluster, Region region) {
        Instant now = timeline.now();
        var metric = Metric.of(ReplicationMetrics.NAMESPACE, METRIC, Map.of("DBClusterIdentifier", cluster));
        var series = new Alarm.Series(metric, Statistic.MAXIMUM, PERIOD);
        SortedMap<Instant, Double> seen = cloudWatch.read(region, series, now.minus(WINDOW), now.plusSeconds(1));
        if (seen.isEmpty()) {
            var why = new PortFailure(PortFailure.Code.NOT_FOUND, METRIC + " has no samples in the last five minutes");
            return new LagView.Unreadable(why, now);
        }
        double highest =
                seen.values().stream().mapToDouble(Double::doubleValue).max().orElseThrow();
        return new LagView.Measured(
                milliseconds(seen.lastEntry().getValue()),
                milliseconds(highest),
                seen.lastKey(),
                "CloudWatch " + region + " " + METRIC,
                now);
    }

    private static Duration milliseconds(double value) {
        return Duration.ofNanos(Math.round(value * NANOS_PER_MS));
    }
}

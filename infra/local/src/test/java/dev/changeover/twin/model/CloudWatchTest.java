package dev.changeover.twin.model;

import static org.assertj.core.api.Assertions.assertThat;

import dev.changeover.core.model.Region;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class CloudWatchTest {
    private static final Region EAST = Regions.US_EAST_1;
    private static final Region WEST = Regions.US_WEST_2;
    private static final Instant START = Instant.parse("2026-11-21T03:00:00Z");
    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final Metric LAG = Metric.of("Shop", "Lag", Map.of());
    private static final Alarm.Series WORST = new Alarm.Series(LAG, Statistic.MAXIMUM, SECOND);

    private final Timeline timeline = Timeline.virtual(START);
    private final Regions regions = new Regions(timeline);
    private final CloudWatch cloudWatch = new CloudWatch(timeline, Timing.instant(), regions);
    private final List<Alarm.Value> heard = new ArrayList<>();

    @Test
    void startsWithInsufficientDataAndStaysSo() {
        alarm(Alarm.MissingData.MISSING);
        timeline.advance(Duration.ofSeconds(5));
        assertThat(value()).isEqualTo(Alarm.Value.INSUFFICIENT_DATA);
    }

    @Test
    void alarmsWhenEnoughOfTheLastPeriodsBreach() {
        alarm(Alarm.MissingData.MISSING);
        second(9);
        assertThat(value()).as("one of three, two needed").isEqualTo(Alarm.Value.OK);
        second(1);
        second(9);
        assertThat(value()).isEqualTo(Alarm.Value.ALARM);
        second(1);
        second(1);
        assertThat(value()).isEqualTo(Alarm.Value.OK);
    }

    @Test
    void tellsWatchersOfTransitionsOnly() {
        cloudWatch.watch((alarm, _) -> heard.add(alarm.state().value()));
        alarm(Alarm.MissingData.MISSING);
        for (double value : new double[] {1, 1, 9, 9, 9, 1, 1}) {
            second(value);
        }
        assertThat(heard).containsExactly(Alarm.Value.OK, Alarm.Value.ALARM, Alarm.Value.OK);
    }

    @Test
    void countsMissingDataAsTheAlarmSays() {
        alarm(Alarm.MissingData.BREACHING);
        timeline.advance(Duration.ofSeconds(2));
        assertThat(value()).isEqualTo(Alarm.Value.ALARM);
        alarm(Alarm.MissingData.IGNORE);
        timeline.advance(Duration.ofSeconds(5));
        assertThat(value()).as("ignored, so as before").isEqualTo(Alarm.Value.ALARM);
        alarm(Alarm.MissingData.NOT_BREACHING);
        timeline.advance(Duration.ofSeconds(2));
        assertThat(value()).isEqualTo(Alarm.Value.OK);
    }

    @Test
    void holdsAStateSetByHandUntilTheNextEvaluation() {
        alarm(Alarm.MissingData.NOT_BREACHING);
        cloudWatch.say(EAST, "lagging", Alarm.Value.ALARM, "drill");
        assertThat(value()).isEqualTo(Alarm.Value.ALARM);
        timeline.advance(Duration.ofSeconds(2));
        assertThat(value()).isEqualTo(Alarm.Value.OK);
    }

    @Test
    void leavesTheAlarmsOfADarkRegionAsTheyAre() {
        alarm(Alarm.MissingData.BREACHING);
        regions.darken(EAST);
        timeline.advance(Duration.ofSeconds(5));
        assertThat(value()).isEqualTo(Alarm.Value.INSUFFICIENT_DATA);
    }

    @Test
    void forgetsWhatIsOlderThanItsRetention() {
        second(1);
        timeline.advance(CloudWatch.RETENTION);
        second(2);
        assertThat(cloudWatch.read(EAST, WORST, START, timeline.now()).values()).containsExactly(2.0);
    }

    @Test
    void receivesTheLagOfAConnectedSecondaryInItsOwnRegion() {
        var dataPlane = new MemoryDataPlane(timeline, new Ports(4566), MemoryDataPlane.Speed.LIKE_POSTGRESQL);
        var around = new Rds.Surroundings(timeline, Timing.instant(), regions, dataPlane);
        var rds = new Rds(around);
        var sender = new ReplicationMetrics(around, rds, cloudWatch);
        assertThat(sender).isNotNull();
        globalDatabase(rds);
        dataPlane.delayReplication(Duration.ofMillis(250));
        timeline.advance(Duration.ofSeconds(3));
        var both = Metric.of(
                "AWS/RDS", "AuroraGlobalDBRPOLag", Map.of("DBClusterIdentifier", "west", "SourceRegion", "us-east-1"));
        var byCluster = Metric.of("AWS/RDS", "AuroraGlobalDBReplicationLag", Map.of("DBClusterIdentifier", "west"));
        for (Metric metric : List.of(both, byCluster)) {
            var series = new Alarm.Series(metric, Statistic.AVERAGE, SECOND);
            assertThat(cloudWatch.read(WEST, series, START, timeline.now()).values())
                    .contains(250.0);
        }
        assertThat(cloudWatch.metrics(EAST)).isEmpty();
        regions.darken(EAST);
        Instant dark = timeline.now().plus(SECOND);
        timeline.advance(Duration.ofSeconds(5));
        assertThat(cloudWatch.read(WEST, new Alarm.Series(both, Statistic.AVERAGE, SECOND), dark, timeline.now()))
                .isEmpty();
    }

    private void globalDatabase(Rds rds) {
        var settings = new Rds.Settings(Optional.empty(), false);
        Optional<String> global = Optional.of("orders");
        rds.createGlobalCluster(
                EAST,
                new Rds.NewGlobal("orders", Optional.of(Rds.ENGINE), Optional.empty(), Optional.empty(), settings));
        rds.createCluster(
                EAST,
                new Rds.NewCluster(
                        "east", Rds.ENGINE, Optional.empty(), global, Optional.of("u"), Optional.of("p"), settings));
        timeline.advance(SECOND);
        rds.createCluster(
                WEST,
                new Rds.NewCluster(
                        "west", Rds.ENGINE, Optional.empty(), global, Optional.empty(), Optional.empty(), settings));
        timeline.advance(SECOND);
    }

    private void alarm(Alarm.MissingData missing) {
        var rule = new Alarm.Rule(3, 2, 5, Alarm.Comparison.GREATER, missing);
        var actions = new Alarm.Actions(true, List.of(), List.of(), List.of());
        cloudWatch.put(EAST, new Alarm.Definition("lagging", Optional.empty(), WORST, rule, actions));
    }

    /** One sample now, and the second it stands in goes by. */
    private void second(double value) {
        cloudWatch.put(EAST, LAG, MetricPoint.of(timeline.now(), value));
        timeline.advance(SECOND);
    }

    private Alarm.Value value() {
        return cloudWatch.alarms(EAST).getFirst().state().value();
    }
}

package dev.changeover.aws;

import dev.changeover.core.model.Region;
import dev.changeover.core.model.Site;
import dev.changeover.core.port.LagPort;
import dev.changeover.core.port.LagView;
import dev.changeover.core.port.PortFailure;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.services.cloudwatch.CloudWatchClient;
import software.amazon.awssdk.services.cloudwatch.model.Dimension;
import software.amazon.awssdk.services.cloudwatch.model.GetMetricDataRequest;
import software.amazon.awssdk.services.cloudwatch.model.Metric;
import software.amazon.awssdk.services.cloudwatch.model.MetricDataQuery;
import software.amazon.awssdk.services.cloudwatch.model.MetricDataResult;
import software.amazon.awssdk.services.cloudwatch.model.MetricStat;
import software.amazon.awssdk.services.cloudwatch.model.ScanBy;

/** Replication lag, as CloudWatch has it. */
final class LagAdapter implements LagPort {
    /**
     * How long the replica's Region may think before the writer's is asked too. Ours: a warm call takes 20 to 150 ms.
     */
    static final Duration PATIENCE = Duration.ofMillis(300);

    /** How far back a figure still says something of now. */
    static final Duration WINDOW = Duration.ofMinutes(5);

    /** Aurora publishes a figure a minute (Aurora metrics page, read 2026). */
    private static final int PERIOD_SECONDS = 60;

    private static final long NANOS_PER_MS = 1_000_000;

    /**
     * In the order we believe them: the first is published by every Aurora PostgreSQL and newer Aurora MySQL, the
     * second by older Aurora MySQL. Both are in milliseconds (Aurora metrics page, read 2026).
     */
    private static final List<String> METRICS = List.of("AuroraGlobalDBRPOLag", "AuroraGlobalDBReplicationLag");

    private final Clients clients;
    private final Caller caller;
    private final InstantSource clock;

    LagAdapter(Clients clients, Caller caller, InstantSource clock) {
        this.clients = clients;
        this.caller = caller;
        this.clock = clock;
    }

    /** AWS publishes the lag in the replica's Region; its disaster-recovery page also names the writer's. */
    @Override
    public LagView lag(Site replica, Site writer) {
        String cluster = replica.cluster().identifier();
        return caller.prefer(
                () -> read(cluster, replica.region()),
                () -> read(cluster, writer.region()),
                LagView.Measured.class::isInstance,
                PATIENCE);
    }

    private LagView read(String cluster, Region region) {
        CloudWatchClient metrics = clients.metrics(region);
        String whom = "CloudWatch in " + region;
        Reply<List<MetricDataResult>> reply = caller.ask(
                whom,
                () -> metrics.getMetricData(request(cluster, clock.instant())).metricDataResults());
        return reply.fold(
                results -> METRICS.stream()
                        .flatMap(metric -> measured(metric, results, region).stream())
                        .findFirst()
                        .orElseGet(() -> nothing(whom, cluster)),
                why -> new LagView.Unreadable(why, clock.instant()));
    }

    private LagView nothing(String whom, String cluster) {
        String message = whom + " has no " + METRICS.getFirst() + " of " + cluster + " in the last "
                + WINDOW.toMinutes() + " minutes";
        return new LagView.Unreadable(new PortFailure(PortFailure.Code.NOT_FOUND, message), clock.instant());
    }

    private static GetMetricDataRequest request(String cluster, Instant now) {
        return GetMetricDataRequest.builder()
                .metricDataQueries(
                        METRICS.stream().map(metric -> query(metric, cluster)).toList())
                .startTime(now.minus(WINDOW))
                .endTime(now)
                .scanBy(ScanBy.TIMESTAMP_DESCENDING)
                .build();
    }

    private static MetricDataQuery query(String metric, String cluster) {
        Metric which = Metric.builder()
                .namespace("AWS/RDS")
                .metricName(metric)
                .dimensions(Dimension.builder()
                        .name("DBClusterIdentifier")
                        .value(cluster)
                        .build())
                .build();
        return MetricDataQuery.builder()
                .id(id(metric))
                .metricStat(MetricStat.builder()
                        .metric(which)
                        .period(PERIOD_SECONDS)
                        .stat("Maximum") // the worst that was seen is what could be lost
                        .build())
                .build();
    }

    /** A query's id must begin with a small letter. */
    private static String id(String metric) {
        return "m" + METRICS.indexOf(metric);
    }

    private Optional<LagView> measured(String metric, List<MetricDataResult> results, Region region) {
        return results.stream()
                .filter(result ->
                        id(metric).equals(result.id()) && !result.values().isEmpty())
                .findFirst()
                .map(result -> new LagView.Measured(
                        ofMs(result.values().getFirst()),
                        ofMs(Collections.max(result.values())),
                        result.timestamps().getFirst(),
                        "CloudWatch " + region + " " + metric,
                        clock.instant()));
    }

    private static Duration ofMs(double ms) {
        return Duration.ofNanos(Math.round(ms * NANOS_PER_MS));
    }
}

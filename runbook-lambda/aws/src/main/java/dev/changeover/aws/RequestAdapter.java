package dev.changeover.aws;

import dev.changeover.core.model.Region;
import dev.changeover.core.model.RequestMetric;
import dev.changeover.core.port.PortFailure;
import dev.changeover.core.port.RequestsView;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import software.amazon.awssdk.services.cloudwatch.CloudWatchClient;
import software.amazon.awssdk.services.cloudwatch.model.Dimension;
import software.amazon.awssdk.services.cloudwatch.model.GetMetricDataRequest;
import software.amazon.awssdk.services.cloudwatch.model.Metric;
import software.amazon.awssdk.services.cloudwatch.model.MetricDataQuery;
import software.amazon.awssdk.services.cloudwatch.model.MetricDataResult;
import software.amazon.awssdk.services.cloudwatch.model.MetricStat;
import software.amazon.awssdk.services.cloudwatch.model.ScanBy;

/** Requests served, as CloudWatch has them. */
final class RequestAdapter {
    /** What a page's chart shows: a changeover and some minutes before it. Ours. */
    static final Duration WINDOW = Duration.ofMinutes(15);

    private final Clients clients;
    private final Caller caller;
    private final InstantSource clock;
    private final Duration period;

    /** {@code period} is how often the counters of this world tell. */
    RequestAdapter(Clients clients, Caller caller, InstantSource clock, Duration period) {
        this.clients = clients;
        this.caller = caller;
        this.clock = clock;
        this.period = period;
    }

    RequestsView requests(RequestMetric metric, Region region) {
        CloudWatchClient metrics = clients.metrics(region);
        String whom = "CloudWatch in " + region;
        Reply<List<MetricDataResult>> reply =
                caller.ask(whom, () -> metrics.getMetricData(request(metric)).metricDataResults());
        return reply.fold(results -> counted(results, whom, metric, region), RequestsView.Unreadable::new);
    }

    /** No sample is no zero: a Region that was down counted nothing, and that is not known to be nobody. */
    private RequestsView counted(List<MetricDataResult> results, String whom, RequestMetric metric, Region region) {
        List<RequestsView.Point> points = results.stream().flatMap(this::points).toList();
        return points.isEmpty()
                ? new RequestsView.Unreadable(new PortFailure(
                        PortFailure.Code.NOT_FOUND,
                        whom + " has no " + metric + " of the last " + WINDOW.toMinutes() + " minutes"))
                : new RequestsView.Counted("CloudWatch " + region + " " + metric.name(), points);
    }

    private Stream<RequestsView.Point> points(MetricDataResult result) {
        return IntStream.range(0, result.values().size())
                .mapToObj(index -> new RequestsView.Point(
                        result.timestamps().get(index).plus(period),
                        result.values().get(index) / period.toSeconds()));
    }

    /** Up to the last whole period: of one that is still running a part is counted, which would look like a fall. */
    private GetMetricDataRequest request(RequestMetric metric) {
        long seconds = period.toSeconds();
        Instant end = Instant.ofEpochSecond(clock.instant().getEpochSecond() / seconds * seconds);
        return GetMetricDataRequest.builder()
                .metricDataQueries(query(metric))
                .startTime(end.minus(WINDOW))
                .endTime(end)
                .scanBy(ScanBy.TIMESTAMP_ASCENDING)
                .build();
    }

    private MetricDataQuery query(RequestMetric metric) {
        Metric which = Metric.builder()
                .namespace(metric.namespace())
                .metricName(metric.name())
                .dimensions(Dimension.builder()
                        .name(metric.dimension())
                        .value(metric.value())
                        .build())
                .build();
        return MetricDataQuery.builder()
                .id("requests")
                .metricStat(MetricStat.builder()
                        .metric(which)
                        .period(Math.toIntExact(period.toSeconds()))
                        .stat("Sum")
                        .build())
                .build();
    }
}

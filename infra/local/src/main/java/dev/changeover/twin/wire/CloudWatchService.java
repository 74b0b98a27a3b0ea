package dev.changeover.twin.wire;

import dev.changeover.core.model.Region;
import dev.changeover.twin.model.Alarm;
import dev.changeover.twin.model.AwsError;
import dev.changeover.twin.model.CloudWatch;
import dev.changeover.twin.model.MetricPoint;
import dev.changeover.twin.model.Timeline;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * CloudWatch on the wire. botocore 1.43 speaks CBOR to it, other clients JSON, and the Java SDK 2.40 still Query; so
 * the twin hears all three.
 */
public final class CloudWatchService {
    /** Where an error's shape is not named as its Query code (botocore 1.43, service model of cloudwatch). */
    private static final Map<String, String> SHAPES = Map.of(
            "InvalidParameterValue", "InvalidParameterValueException",
            "InvalidParameterCombination", "InvalidParameterCombinationException",
            "MissingParameter", "MissingRequiredParameterException",
            "InvalidFormat", "InvalidFormatFault",
            "LimitExceeded", "LimitExceededFault",
            "InternalServiceError", "InternalServiceFault");

    /** The most queries a call may hold: GetMetricData, CloudWatch API reference, read 2026-11-21. */
    private static final int QUERIES_MAX = 500;

    private final CloudWatch cloudWatch;
    private final Timeline timeline;

    private CloudWatchService(CloudWatch cloudWatch, Timeline timeline) {
        this.cloudWatch = cloudWatch;
        this.timeline = timeline;
    }

    public static RpcService service(CloudWatch cloudWatch, Timeline timeline) {
        var calls = new CloudWatchService(cloudWatch, timeline);
        return new RpcService(
                "monitoring",
                List.of(
                        new CborProtocol(SHAPES),
                        new JsonProtocol("1.0", SHAPES),
                        new QueryProtocol("http://monitoring.amazonaws.com/doc/2010-08-01/")),
                Map.of(
                        "PutMetricData", calls::putMetricData,
                        "GetMetricData", calls::getMetricData,
                        "ListMetrics", calls::listMetrics,
                        "PutMetricAlarm", calls::putMetricAlarm,
                        "DescribeAlarms", calls::describeAlarms,
                        "SetAlarmState", calls::setAlarmState,
                        "DeleteAlarms", calls::deleteAlarms));
    }

    static AwsError invalid(String why) {
        return new AwsError("ValidationError", 400, why);
    }

    private Map<String, Object> putMetricData(Region region, Fields input) {
        String namespace = input.text("Namespace");
        for (Fields datum : input.structures("MetricData")) {
            var values = new HashMap<>(datum.values());
            values.put("Namespace", namespace);
            var metric = AlarmShapes.metric(new Fields(values, input.missingCode(), input.invalidCode()));
            Instant at = datum.maybeTime("Timestamp").orElseGet(timeline::now);
            points(datum, at).forEach(point -> cloudWatch.put(region, metric, point));
        }
        return Output.empty();
    }

    /** A value, a set of statistics, or values with their counts. */
    private static List<MetricPoint> points(Fields datum, Instant at) {
        Optional<Fields> statistics = datum.maybeStructure("StatisticValues");
        if (statistics.isPresent()) {
            Fields set = statistics.get();
            return List.of(new MetricPoint(
                    at, set.number("SampleCount"), set.number("Sum"), set.number("Minimum"), set.number("Maximum")));
        }
        var values = datum.numbers("Values");
        var counts = datum.numbers("Counts");
        if (values.isEmpty()) {
            return List.of(MetricPoint.of(at, datum.number("Value")));
        }
        if (!counts.isEmpty() && counts.size() != values.size()) {
            throw new AwsError("InvalidParameterCombination", 400, "Counts and Values must be equally many.");
        }
        var points = new ArrayList<MetricPoint>();
        for (int each = 0; each < values.size(); each++) {
            double value = values.get(each);
            double count = counts.isEmpty() ? 1 : counts.get(each);
            points.add(new MetricPoint(at, count, value * count, value, value));
        }
        return points;
    }

    private Map<String, Object> getMetricData(Region region, Fields input) {
        Instant from = input.maybeTime("StartTime").orElseThrow(() -> invalid("StartTime is required."));
        Instant to = input.maybeTime("EndTime").orElseThrow(() -> invalid("EndTime is required."));
        var queries = input.structures("MetricDataQueries");
        if (!from.isBefore(to) || queries.isEmpty() || queries.size() > QUERIES_MAX) {
            throw invalid("StartTime must be before EndTime, and 1 to " + QUERIES_MAX + " queries asked.");
        }
        boolean oldestFirst =
                input.maybeText("ScanBy").map("TimestampAscending"::equals).orElse(false);
        var results = queries.stream()
                .filter(query -> !query.has("ReturnData") || query.flag("ReturnData"))
                .map(query -> result(query, cloudWatch.read(region, AlarmShapes.series(query), from, to), oldestFirst))
                .toList();
        return Output.of("MetricDataResults", results)
                .with("Messages", List.of())
                .map();
    }

    private static Map<String, Object> result(Fields query, Map<Instant, Double> values, boolean oldestFirst) {
        var times = new ArrayList<>(values.keySet());
        var numbers = new ArrayList<>(values.values());
        if (!oldestFirst) {
            Collections.reverse(times);
            Collections.reverse(numbers);
        }
        String name = AlarmShapes.series(query).metric().name();
        return Output.of("Id", query.text("Id"))
                .with("Label", query.maybeText("Label").orElse(name))
                .with("Timestamps", times)
                .with("Values", numbers)
                .with("StatusCode", "Complete")
                .map();
    }

    private Map<String, Object> listMetrics(Region region, Fields input) {
        Optional<String> namespace = input.maybeText("Namespace");
        Optional<String> name = input.maybeText("MetricName");
        var found = cloudWatch.metrics(region).stream()
                .filter(metric -> namespace.map(metric.namespace()::equals).orElse(true))
                .filter(metric -> name.map(metric.name()::equals).orElse(true))
                .filter(metric -> input.structures("Dimensions").stream().allMatch(wanted -> {
                    String value = metric.dimensions().get(wanted.text("Name"));
                    return value != null
                            && wanted.maybeText("Value").map(value::equals).orElse(true);
                }))
                .map(metric -> Output.of("Namespace", metric.namespace())
                        .with("MetricName", metric.name())
                        .with("Dimensions", AlarmShapes.dimensions(metric))
                        .map())
                .toList();
        return Map.of("Metrics", found);
    }

    private Map<String, Object> putMetricAlarm(Region region, Fields input) {
        cloudWatch.put(region, AlarmShapes.definition(input));
        return Output.empty();
    }

    private Map<String, Object> describeAlarms(Region region, Fields input) {
        var names = input.texts("AlarmNames");
        String prefix = input.maybeText("AlarmNamePrefix").orElse("");
        Optional<Alarm.Value> state = input.maybeText("StateValue").map(word -> AlarmShapes.value(Optional.of(word)));
        var found = cloudWatch.alarms(region).stream()
                .filter(alarm ->
                        names.isEmpty() || names.contains(alarm.definition().name()))
                .filter(alarm -> alarm.definition().name().startsWith(prefix))
                .filter(alarm -> state.map(alarm.state().value()::equals).orElse(true))
                .map(AlarmShapes::alarm)
                .toList();
        return Output.of("MetricAlarms", found)
                .with("CompositeAlarms", List.of())
                .map();
    }

    private Map<String, Object> setAlarmState(Region region, Fields input) {
        cloudWatch.say(
                region,
                input.text("AlarmName"),
                AlarmShapes.value(input.maybeText("StateValue")),
                input.text("StateReason"));
        return Output.empty();
    }

    private Map<String, Object> deleteAlarms(Region region, Fields input) {
        cloudWatch.deleteAlarms(region, input.texts("AlarmNames"));
        return Output.empty();
    }
}

package dev.changeover.twin.wire;

import dev.changeover.twin.model.Alarm;
import dev.changeover.twin.model.Metric;
import dev.changeover.twin.model.Statistic;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Reads and writes CloudWatch's shapes; member names are those of botocore 1.43. */
final class AlarmShapes {
    private AlarmShapes() {}

    static Metric metric(Fields input) {
        var dimensions = new TreeMap<String, String>();
        input.structures("Dimensions").forEach(one -> dimensions.put(one.text("Name"), one.text("Value")));
        return new Metric(input.text("Namespace"), input.text("MetricName"), dimensions);
    }

    /** The {@code MetricStat} of a query, the only kind of query the twin answers. */
    static Alarm.Series series(Fields query) {
        Fields stat = query.maybeStructure("MetricStat")
                .orElseThrow(() -> CloudWatchService.invalid(
                        "The twin evaluates no expressions; query '" + query.text("Id") + "' must have a MetricStat."));
        Fields metric = stat.maybeStructure("Metric")
                .orElseThrow(() -> CloudWatchService.invalid("A MetricStat must have a Metric."));
        return new Alarm.Series(metric(metric), statistic(stat.text("Stat")), period(stat));
    }

    static Statistic statistic(String word) {
        return Statistic.named(word)
                .orElseThrow(() -> CloudWatchService.invalid("The twin does not compute the statistic " + word + "."));
    }

    /** 1, 5, 10, 30, or whole minutes, in seconds: MetricStat, CloudWatch API reference, read 2026-11-21. */
    static Duration period(Fields input) {
        int seconds = (int) input.number("Period");
        if (!List.of(1, 5, 10, 30).contains(seconds) && (seconds < 60 || seconds % 60 != 0)) {
            throw CloudWatchService.invalid("Period must be 1, 5, 10, 30 or a multiple of 60, not " + seconds + ".");
        }
        return Duration.ofSeconds(seconds);
    }

    static Alarm.Definition definition(Fields input) {
        var queries = input.structures("Metrics");
        if (queries.size() > 1 || input.has("ExtendedStatistic") || input.has("ThresholdMetricId")) {
            throw CloudWatchService.invalid("The twin's alarms watch one metric and one plain statistic.");
        }
        Alarm.Series series = queries.isEmpty()
                ? new Alarm.Series(metric(input), statistic(input.text("Statistic")), period(input))
                : series(queries.getFirst());
        return new Alarm.Definition(
                input.text("AlarmName"), input.maybeText("AlarmDescription"), series, rule(input), actions(input));
    }

    private static Alarm.Rule rule(Fields input) {
        int periods = input.maybeInteger("EvaluationPeriods")
                .filter(number -> number >= 1)
                .orElseThrow(() -> CloudWatchService.invalid("EvaluationPeriods must be at least 1."));
        int datapoints = input.maybeInteger("DatapointsToAlarm").orElse(periods);
        if (datapoints < 1 || datapoints > periods) {
            throw CloudWatchService.invalid("DatapointsToAlarm must be 1 to EvaluationPeriods.");
        }
        String comparison = input.text("ComparisonOperator");
        String missing = input.maybeText("TreatMissingData").orElse("missing");
        return new Alarm.Rule(
                periods,
                datapoints,
                input.number("Threshold"),
                Alarm.Comparison.named(comparison)
                        .orElseThrow(() -> CloudWatchService.invalid("The twin does not compare by " + comparison)),
                Alarm.MissingData.named(missing)
                        .orElseThrow(() -> CloudWatchService.invalid("TreatMissingData must not be " + missing)));
    }

    private static Alarm.Actions actions(Fields input) {
        return new Alarm.Actions(
                !input.has("ActionsEnabled") || input.flag("ActionsEnabled"),
                input.texts("OKActions"),
                input.texts("AlarmActions"),
                input.texts("InsufficientDataActions"));
    }

    static Map<String, Object> alarm(Alarm alarm) {
        var definition = alarm.definition();
        var series = definition.series();
        var rule = definition.rule();
        var actions = definition.actions();
        return Output.of("AlarmName", definition.name())
                .with("AlarmArn", alarm.arn())
                .maybe("AlarmDescription", definition.description())
                .with("AlarmConfigurationUpdatedTimestamp", alarm.configuredAt())
                .with("ActionsEnabled", actions.enabled())
                .with("OKActions", actions.ok())
                .with("AlarmActions", actions.alarm())
                .with("InsufficientDataActions", actions.insufficientData())
                .with("StateValue", alarm.state().value())
                .with("StateReason", alarm.state().reason())
                .with("StateUpdatedTimestamp", alarm.state().since())
                .with("StateTransitionedTimestamp", alarm.state().since())
                .with("MetricName", series.metric().name())
                .with("Namespace", series.metric().namespace())
                .with("Statistic", series.statistic())
                .with("Dimensions", dimensions(series.metric()))
                .with("Period", (int) series.period().toSeconds())
                .with("EvaluationPeriods", rule.periods())
                .with("DatapointsToAlarm", rule.datapoints())
                .with("Threshold", rule.threshold())
                .with("ComparisonOperator", rule.comparison())
                .with("TreatMissingData", rule.missing())
                .map();
    }

    static List<Map<String, Object>> dimensions(Metric metric) {
        return metric.dimensions().entrySet().stream()
                .map(one -> Output.of("Name", one.getKey())
                        .with("Value", one.getValue())
                        .map())
                .toList();
    }

    static Alarm.Value value(Optional<String> word) {
        return switch (word.orElse("")) {
            case "OK" -> Alarm.Value.OK;
            case "ALARM" -> Alarm.Value.ALARM;
            case "INSUFFICIENT_DATA" -> Alarm.Value.INSUFFICIENT_DATA;
            default -> throw CloudWatchService.invalid("StateValue must be OK, ALARM or INSUFFICIENT_DATA.");
        };
    }
}

package dev.changeover.twin.events;

import dev.changeover.twin.model.Account;
import dev.changeover.twin.model.Alarm;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;

/**
 * One change of an alarm, in the three forms in which AWS tells it. Sources, read 2026-11-22: "Alarm actions: invoke a
 * Lambda function" and "Alarm events and EventBridge", CloudWatch user guide; the message to topics is described
 * nowhere and known from what AWS sends.
 */
record AlarmChange(Alarm alarm, Alarm.State before) {
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSSZ").withZone(ZoneOffset.UTC);

    /** Characters of a subject that SNS takes. */
    private static final int SUBJECT_MAX = 100;

    /** To a function, as an alarm action. */
    Map<String, Object> invocation() {
        Map<String, Object> data = new LinkedHashMap<>();
        data.put("alarmName", alarm.definition().name());
        data.put("state", state(alarm.state()));
        data.put("previousState", state(before));
        data.put("configuration", configuration());
        Map<String, Object> event = new LinkedHashMap<>();
        event.put("source", "aws.cloudwatch");
        event.put("alarmArn", alarm.arn());
        event.put("accountId", Account.ID);
        event.put("time", time(alarm.state().since()));
        event.put("region", alarm.region().code());
        event.put("alarmData", data);
        return event;
    }

    /** The detail of an event. */
    Map<String, Object> detail() {
        Map<String, Object> detail = new LinkedHashMap<>();
        detail.put("alarmName", alarm.definition().name());
        detail.put("state", state(alarm.state()));
        detail.put("previousState", state(before));
        detail.put("configuration", configuration());
        return detail;
    }

    /** To a topic. */
    Map<String, Object> message() {
        var definition = alarm.definition();
        Map<String, Object> message = new LinkedHashMap<>();
        message.put("AlarmName", definition.name());
        message.put("AlarmDescription", definition.description().orElse(null));
        message.put("AWSAccountId", Account.ID);
        message.put("AlarmConfigurationUpdatedTimestamp", time(alarm.configuredAt()));
        message.put("NewStateValue", alarm.state().value().name());
        message.put("NewStateReason", alarm.state().reason());
        message.put("StateChangeTime", time(alarm.state().since()));
        message.put("Region", alarm.region().code());
        message.put("AlarmArn", alarm.arn());
        message.put("OldStateValue", before.value().name());
        message.put("OKActions", definition.actions().ok());
        message.put("AlarmActions", definition.actions().alarm());
        message.put("InsufficientDataActions", definition.actions().insufficientData());
        message.put("Trigger", trigger());
        return message;
    }

    String subject() {
        String whole = alarm.state().value() + ": \"" + alarm.definition().name() + "\" in " + alarm.region();
        return whole.substring(0, Math.min(whole.length(), SUBJECT_MAX));
    }

    private static Map<String, Object> state(Alarm.State state) {
        Map<String, Object> shown = new LinkedHashMap<>();
        shown.put("value", state.value().name());
        shown.put("reason", state.reason());
        shown.put("timestamp", time(state.since()));
        return shown;
    }

    private Map<String, Object> configuration() {
        var series = alarm.definition().series();
        Map<String, Object> metric = new LinkedHashMap<>();
        metric.put("namespace", series.metric().namespace());
        metric.put("name", series.metric().name());
        metric.put("dimensions", series.metric().dimensions());
        Map<String, Object> stat = new LinkedHashMap<>();
        stat.put("metric", metric);
        stat.put("period", series.period().toSeconds());
        stat.put("stat", series.statistic().toString());
        Map<String, Object> query = new LinkedHashMap<>();
        query.put(
                "id",
                UUID.nameUUIDFromBytes(alarm.arn().getBytes(StandardCharsets.UTF_8))
                        .toString());
        query.put("metricStat", stat);
        query.put("returnData", true);
        Map<String, Object> configuration = new LinkedHashMap<>();
        alarm.definition().description().ifPresent(text -> configuration.put("description", text));
        configuration.put("metrics", List.of(query));
        return configuration;
    }

    private Map<String, Object> trigger() {
        var series = alarm.definition().series();
        var rule = alarm.definition().rule();
        Map<String, Object> trigger = new LinkedHashMap<>();
        trigger.put("MetricName", series.metric().name());
        trigger.put("Namespace", series.metric().namespace());
        trigger.put("StatisticType", "Statistic");
        trigger.put("Statistic", series.statistic().toString().toUpperCase(Locale.ROOT));
        trigger.put("Unit", null);
        trigger.put(
                "Dimensions",
                series.metric().dimensions().entrySet().stream()
                        .map(one -> Map.of("name", one.getKey(), "value", one.getValue()))
                        .toList());
        trigger.put("Period", series.period().toSeconds());
        trigger.put("EvaluationPeriods", rule.periods());
        trigger.put("DatapointsToAlarm", rule.datapoints());
        trigger.put("ComparisonOperator", rule.comparison().toString());
        trigger.put("Threshold", rule.threshold());
        trigger.put("TreatMissingData", rule.missing().toString());
        return trigger;
    }

    private static String time(Instant at) {
        return TIME.format(at);
    }
}

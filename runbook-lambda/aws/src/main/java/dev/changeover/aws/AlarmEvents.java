package dev.changeover.aws;

import dev.changeover.core.guard.AlarmEvent;
import dev.changeover.core.model.AlarmArn;
import dev.changeover.core.port.AlarmView;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoField;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Reads what tells of an alarm's change, in whichever form it came: as an alarm action of CloudWatch, as an event of
 * EventBridge, or as a message of SNS to a function or to an http endpoint. Whatever else comes is not ours; nothing
 * makes reading throw.
 */
public final class AlarmEvents {
    /** Characters of an event: SNS and EventBridge send 256 KB at most. */
    private static final int LENGTH_MAX = 1_000_000;

    /** A rule may send an event of EventBridge through SNS; deeper than that nothing of AWS nests. */
    private static final int DEPTH_MAX = 2;

    /** As {@code 2026-11-22T03:00:00.123+0000}; some forms leave the fraction out or write Z. */
    private static final DateTimeFormatter TIME = new DateTimeFormatterBuilder()
            .appendPattern("yyyy-MM-dd'T'HH:mm:ss")
            .appendFraction(ChronoField.NANO_OF_SECOND, 0, 9, true)
            .appendPattern("[XXX][XX]")
            .toFormatter(Locale.ROOT);

    private AlarmEvents() {}

    /** What one record of the input was. */
    public sealed interface Heard {
        record Told(AlarmEvent event) implements Heard {}

        /** {@code why} says what it lacks. */
        record NotOurs(String why) implements Heard {}
    }

    /** One for each record that came; at least one. */
    public static List<Heard> read(String json, Instant receivedAt) {
        if (json.length() > LENGTH_MAX) {
            return List.of(new Heard.NotOurs("it is longer than any event, " + json.length() + " characters"));
        }
        try {
            JsonNode root = JsonMapper.shared().readTree(json);
            JsonNode records = root.path("Records");
            if (!records.isArray() || records.isEmpty()) {
                return List.of(one(root, receivedAt, 0));
            }
            List<Heard> heard = new ArrayList<>();
            records.forEach(one -> heard.add(fromRecord(one, receivedAt)));
            return heard;
        } catch (JacksonException malformed) {
            return List.of(new Heard.NotOurs("it is not JSON: " + malformed.getOriginalMessage()));
        }
    }

    private static Heard fromRecord(JsonNode one, Instant receivedAt) {
        return text(one, "EventSource").equals("aws:sns")
                ? inner(one.path("Sns"), receivedAt, 0)
                : new Heard.NotOurs("a record of " + text(one, "EventSource") + text(one, "eventSource"));
    }

    private static Heard inner(JsonNode envelope, Instant receivedAt, int depth) {
        try {
            return one(JsonMapper.shared().readTree(text(envelope, "Message")), receivedAt, depth + 1);
        } catch (JacksonException malformed) {
            return new Heard.NotOurs("a message of SNS that is not JSON");
        }
    }

    private static Heard one(JsonNode root, Instant receivedAt, int depth) {
        if (text(root, "Type").equals("Notification") && depth < DEPTH_MAX) {
            return inner(root, receivedAt, depth);
        }
        if (root.has("alarmArn") && text(root, "source").equals("aws.cloudwatch")) {
            JsonNode state = root.path("alarmData").path("state");
            return told(text(root, "alarmArn"), text(state, "value"), text(state, "timestamp"), receivedAt);
        }
        if (text(root, "detail-type").equals("CloudWatch Alarm State Change")
                && text(root, "source").equals("aws.cloudwatch")) {
            JsonNode state = root.path("detail").path("state");
            String arn = root.path("resources").path(0).asString("");
            return told(arn, text(state, "value"), text(state, "timestamp"), receivedAt);
        }
        if (root.has("AlarmArn") && root.has("NewStateValue")) {
            return told(text(root, "AlarmArn"), text(root, "NewStateValue"), text(root, "StateChangeTime"), receivedAt);
        }
        return new Heard.NotOurs("it has the form of no alarm's change");
    }

    private static Heard told(String arn, String value, String time, Instant receivedAt) {
        try {
            Instant changed = TIME.parse(time, Instant::from);
            return new Heard.Told(
                    new AlarmEvent(new AlarmArn(arn), AlarmView.Value.valueOf(value), changed, receivedAt));
        } catch (IllegalArgumentException | DateTimeException wrong) {
            return new Heard.NotOurs("an alarm's change that cannot be read: " + wrong.getMessage());
        }
    }

    /** Empty for what is not there or is no text. */
    private static String text(JsonNode node, String name) {
        JsonNode value = node.path(name);
        return value.isString() ? value.asString() : "";
    }
}

package dev.changeover.twin.events;

import dev.changeover.core.model.Region;
import dev.changeover.twin.model.AwsError;
import dev.changeover.twin.wire.Fields;
import dev.changeover.twin.wire.Output;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** The one call of EventBridge that takes many things and refuses each by itself. */
record PutEvents(Buses buses) {
    /** Entries of a call. Source: PutEvents, EventBridge API reference, read 2026-11-22. */
    private static final int ENTRIES_MAX = 10;

    /** Bytes of a call. Source: the same; raised from 256 KB to 1 MB in 2025, the twin keeps to the smaller. */
    private static final int BYTES_MAX = 262_144;

    Map<String, ?> answer(Region region, Fields input) {
        List<Fields> entries = input.structures("Entries");
        int bytes = entries.stream()
                .mapToInt(entry -> entry.maybeText("Detail").orElse("").getBytes(StandardCharsets.UTF_8).length)
                .sum();
        if (entries.isEmpty() || entries.size() > ENTRIES_MAX || bytes > BYTES_MAX) {
            throw Refusals.invalid(
                    bytes > BYTES_MAX
                            ? "Total size of the entries in the request is over the limit."
                            : "Entries must be 1 to " + ENTRIES_MAX + ", not " + entries.size() + ".");
        }
        List<Map<String, Object>> results =
                entries.stream().map(entry -> put(region, entry)).toList();
        long failed = results.stream()
                .filter(result -> result.containsKey("ErrorCode"))
                .count();
        return Output.of("FailedEntryCount", (int) failed)
                .with("Entries", results)
                .map();
    }

    private Map<String, Object> put(Region region, Fields entry) {
        for (String name : List.of("Source", "DetailType", "Detail")) {
            if (entry.maybeText(name).orElse("").isEmpty()) {
                return failed(
                        "InvalidArgument",
                        "Parameter " + name + " is not valid. Reason: " + name + " is a required argument.");
            }
        }
        if (entry.text("Source").startsWith("aws.")) {
            return failed("NotAuthorizedForSourceException", "Not authorized for the source.");
        }
        try {
            var event = new BusEvent(
                    entry.text("Source"),
                    entry.text("DetailType"),
                    entry.texts("Resources"),
                    detail(entry.text("Detail")),
                    entry.maybeTime("Time"));
            String bus = buses.bus(region, entry.maybeText("EventBusName"));
            return Output.of("EventId", buses.put(region, bus, event)).map();
        } catch (JacksonException | IllegalArgumentException malformed) {
            return failed("MalformedDetail", "Detail is malformed.");
        } catch (AwsError refused) {
            return failed("InvalidArgument", refused.getMessage());
        }
    }

    @SuppressWarnings("unchecked") // an object of JSON has text keys
    private static Map<String, ?> detail(String text) {
        if (JsonMapper.shared().readValue(text, Object.class) instanceof Map<?, ?> object) {
            return (Map<String, ?>) object;
        }
        throw new IllegalArgumentException("no JSON object");
    }

    private static Map<String, Object> failed(String code, String message) {
        return Output.of("ErrorCode", code).with("ErrorMessage", message).map();
    }
}

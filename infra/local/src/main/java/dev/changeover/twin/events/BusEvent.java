package dev.changeover.twin.events;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** An event as it is put; EventBridge adds the envelope. */
public record BusEvent(
        String source, String detailType, List<String> resources, Map<String, ?> detail, Optional<Instant> time) {
    public BusEvent {
        resources = List.copyOf(resources);
    }

    public static BusEvent of(String source, String detailType, List<String> resources, Map<String, ?> detail) {
        return new BusEvent(source, detailType, resources, detail, Optional.empty());
    }
}

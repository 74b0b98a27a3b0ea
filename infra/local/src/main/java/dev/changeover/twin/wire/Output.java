package dev.changeover.twin.wire;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Members of an answer, in order. Values are text, numbers, Booleans, {@code Instant}s, maps of the same, lists of the
 * same, or {@link Items}; every protocol renders them in its own way.
 */
public final class Output {
    private final Map<String, Object> members = new LinkedHashMap<>();

    private Output() {}

    public static Output of(String name, Object value) {
        return new Output().with(name, value);
    }

    public static Map<String, Object> empty() {
        return Map.of();
    }

    public Output with(String name, Object value) {
        members.put(name, value);
        return this;
    }

    /** Leaves the member out when it is empty. */
    public Output maybe(String name, Optional<?> value) {
        value.ifPresent(present -> members.put(name, present));
        return this;
    }

    public Map<String, Object> map() {
        return members;
    }
}

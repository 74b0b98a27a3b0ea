package dev.changeover.twin.sns;

import java.util.Map;
import java.util.Optional;

/** What is published. {@code attributes} are names with their type and value. */
public record Message(String body, Optional<String> subject, Map<String, Attribute> attributes) {
    public Message {
        attributes = Map.copyOf(attributes);
    }

    public static Message of(String body) {
        return new Message(body, Optional.empty(), Map.of());
    }

    /** {@code type} is String, Number or String.Array. */
    public record Attribute(String type, String value) {}
}

package dev.changeover.twin.events;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * Which events a rule is for. Keys stand in the event as they stand in the pattern; a list holds what one value of the
 * event may be. Source: "Creating Amazon EventBridge event patterns" and "Comparison operators", EventBridge user
 * guide, read 2026-11-22.
 */
public final class EventPattern {
    /** Characters of a pattern. Source: PutRule, EventBridge API reference, read 2026-11-22. */
    private static final int LENGTH_MAX = 4096;

    private static final String OR = "$or";

    private final Map<String, Node> fields;
    private final List<List<EventPattern>> alternatives;

    /** What a pattern says under one key: more keys, or what the value may be. */
    private sealed interface Node {
        record Nested(EventPattern inner) implements Node {}

        record Leaf(List<Matcher> any) implements Node {}
    }

    private EventPattern(Map<String, Node> fields, List<List<EventPattern>> alternatives) {
        this.fields = fields;
        this.alternatives = alternatives;
    }

    /**
     * Reads a pattern from JSON.
     *
     * @throws IllegalArgumentException saying why it is none
     */
    public static EventPattern parse(String text) {
        if (text.length() > LENGTH_MAX) {
            throw MatcherReader.refusal("the pattern is longer than " + LENGTH_MAX + " characters");
        }
        try {
            if (JsonMapper.shared().readValue(text, Object.class) instanceof Map<?, ?> root && !root.isEmpty()) {
                return of(root);
            }
        } catch (JacksonException malformed) {
            throw new IllegalArgumentException(malformed.getOriginalMessage(), malformed);
        }
        throw MatcherReader.refusal("Filter is not an object");
    }

    private static EventPattern of(Map<?, ?> object) {
        Map<String, Node> fields = new LinkedHashMap<>();
        List<List<EventPattern>> alternatives = new ArrayList<>();
        object.forEach((key, value) -> {
            if (key.equals(OR) && value instanceof List<?> list && list.size() > 1) {
                alternatives.add(list.stream().map(EventPattern::alternative).toList());
            } else {
                fields.put(key.toString(), node(key.toString(), value));
            }
        });
        return new EventPattern(fields, alternatives);
    }

    private static EventPattern alternative(Object one) {
        if (one instanceof Map<?, ?> object && !object.isEmpty()) {
            return of(object);
        }
        throw MatcherReader.refusal("each entry of $or must be an object");
    }

    private static Node node(String key, Object value) {
        return switch (value) {
            case Map<?, ?> object when object.isEmpty() -> throw MatcherReader.refusal("Empty objects are not allowed");
            case Map<?, ?> object -> new Node.Nested(of(object));
            case List<?> list when list.isEmpty() -> throw MatcherReader.refusal("Empty arrays are not allowed");
            case List<?> list ->
                new Node.Leaf(list.stream().map(MatcherReader::read).toList());
            case null, default -> throw MatcherReader.refusal("\"" + key + "\" must be an object or an array");
        };
    }

    /** Every key must match; of a list one entry; of each {@code $or} one alternative. */
    public boolean matches(Map<String, ?> event) {
        return fields.entrySet().stream()
                        .allMatch(field ->
                                matches(field.getValue(), event.get(field.getKey()), event.containsKey(field.getKey())))
                && alternatives.stream()
                        .allMatch(list -> list.stream().anyMatch(alternative -> alternative.matches(event)));
    }

    private static boolean matches(Node node, Object value, boolean there) {
        return switch (node) {
            case Node.Nested(var inner) -> nested(inner, value);
            case Node.Leaf(var any) -> any.stream().anyMatch(matcher -> leaf(matcher, value, there));
        };
    }

    /** An absent object is matched as an empty one, so that what must not exist in it does not. */
    @SuppressWarnings("unchecked") // an object of JSON has text keys
    private static boolean nested(EventPattern inner, Object value) {
        return switch (value) {
            case Map<?, ?> object -> inner.matches((Map<String, ?>) object);
            case List<?> list -> list.stream().anyMatch(item -> item instanceof Map && nested(inner, item));
            case null, default -> inner.matches(Map.of());
        };
    }

    /** An array of the event matches if one of its values does. */
    private static boolean leaf(Matcher matcher, Object value, boolean there) {
        if (matcher instanceof Matcher.Exists(var wanted)) {
            return wanted == (there && Matcher.leaf(value));
        }
        if (!there || !Matcher.leaf(value)) {
            return false;
        }
        return value instanceof List<?> list ? list.stream().anyMatch(matcher::matches) : matcher.matches(value);
    }
}

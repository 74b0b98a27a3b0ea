package dev.changeover.view;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.json.JsonMapper;

/** JSON objects with their keys in the order they are written down. */
public final class Json {
    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    private Json() {}

    /** An object of keys and values, in turn. An empty Optional becomes null, a Duration milliseconds. */
    public static Map<String, Object> object(Object... pairs) {
        Map<String, Object> object = new LinkedHashMap<>();
        for (int i = 0; i < pairs.length; i += 2) {
            object.put((String) pairs[i], plain(pairs[i + 1]));
        }
        return object;
    }

    /** On one line. */
    public static String line(Object value) {
        return MAPPER.writeValueAsString(value);
    }

    /** On one line, in UTF-8. */
    public static byte[] bytes(Object value) {
        return MAPPER.writeValueAsBytes(value);
    }

    /** For reading. */
    public static String text(Object value) {
        return MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(value);
    }

    private static Object plain(Object value) {
        return switch (value) {
            case null -> null;
            case Optional<?> maybe -> maybe.map(Json::plain).orElse(null);
            case Duration length -> length.toMillis();
            case Instant at -> at.toString();
            case List<?> list -> list.stream().map(Json::plain).toList();
            case Map<?, ?> map -> map;
            case Boolean flag -> flag;
            case Number number -> number;
            default -> value.toString();
        };
    }
}

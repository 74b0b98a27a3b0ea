package dev.changeover.http;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/** Bodies that keep a schema of the contract, and values that do not. */
final class Sound {
    private Sound() {}

    /** The required keys, each with a value that is possible; of alternatives the first. */
    static Map<String, Object> of(JsonNode schema) {
        Map<String, Object> body = new LinkedHashMap<>();
        schema.path("required").forEach(key -> body.put(key.asString(), value(schema, key.asString())));
        schema.path("oneOf")
                .path(0)
                .path("required")
                .forEach(key -> body.put(key.asString(), value(schema, key.asString())));
        return body;
    }

    private static Object value(JsonNode schema, String key) {
        JsonNode property = Contract.resolve(schema.path("properties").path(key));
        if (property.has("enum")) {
            return property.path("enum").path(0).asString();
        }
        return switch (property.path("type").asString("string")) {
            case "integer" -> 5_000;
            case "boolean" -> false;
            case "array" -> List.of("LOSS_UNKNOWN");
            default -> key.equals("previewVersion") ? "1g-a0-lx-f0-m5a-p00000000" : "a test";
        };
    }

    /** Values of another type, and of the right type out of range. */
    static List<Object> foreign(JsonNode schema, String key) {
        JsonNode property = Contract.resolve(schema.path("properties").path(key));
        String type = property.path("type").asString(property.has("const") ? "boolean" : "string");
        List<Object> values = new ArrayList<>();
        values.add(Map.of("a", 1));
        values.add(List.of(List.of(1)));
        values.add(java.util.Collections.singletonList(null));
        values.add(1.5);
        values.add(null);
        if (!type.equals("string")) {
            values.addAll(List.of("5", "", "true", "x".repeat(1_000)));
        }
        if (!type.equals("boolean")) {
            values.addAll(List.of(true, false));
        }
        if (!type.equals("integer")) {
            values.addAll(List.of(0, -1, Long.MAX_VALUE));
        } else {
            values.addAll(List.of(-1, Long.MAX_VALUE, new java.math.BigInteger("9".repeat(50)), 1e30));
        }
        if (!type.equals("array")) {
            values.addAll(List.of(List.of(), List.of("a test")));
        } else {
            values.addAll(List.of(
                    List.of(1), List.of("NO_SUCH"), List.of(""), java.util.Collections.nCopies(600, "LOSS_UNKNOWN")));
        }
        if (property.has("enum") || key.equals("reason")) {
            values.addAll(List.of("", " ", "x".repeat(5_000), "a\nb", "a\u0000b", "\u007f", "a\u001bb"));
        }
        if (property.has("enum")) {
            values.addAll(List.of("no such word", "FAILOVER", "Graceful", "failover "));
        }
        return values;
    }
}

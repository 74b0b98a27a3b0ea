package dev.changeover.browser;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.yaml.snakeyaml.Yaml;

/** Holds what the fixture says against the API's contract, so that the console is not tested against a fancy. */
final class Contract {
    private static final Path FILE = Path.of("..", "..", "failover-api", "http", "openapi.yaml");

    private final Map<?, ?> schemas;

    Contract() {
        try {
            Map<?, ?> root = (Map<?, ?>) plain(new Yaml().load(Files.readString(FILE)));
            schemas = (Map<?, ?>) under(under(root, "components"), "schemas");
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /** What is wrong with a value that claims to be of this schema. */
    List<String> faults(String schema, Object value) {
        List<String> faults = new ArrayList<>();
        check((Map<?, ?>) under(schemas, schema), value, schema, faults);
        return faults;
    }

    /** YAML 1.1 takes a bare `on` for a truth value. */
    private static Object plain(Object node) {
        return switch (node) {
            case Map<?, ?> map -> {
                Map<Object, Object> copy = new LinkedHashMap<>();
                map.forEach((key, value) ->
                        copy.put(Boolean.TRUE.equals(key) ? "on" : key, value == null ? "" : plain(value)));
                yield copy;
            }
            case List<?> list ->
                list.stream()
                        .map(item -> Boolean.TRUE.equals(item) ? "on" : plain(item))
                        .toList();
            case Object other -> other;
        };
    }

    private static Object under(Object map, String key) {
        return Objects.requireNonNull(((Map<?, ?>) map).get(key), key);
    }

    private void check(Map<?, ?> schema, Object value, String where, List<String> faults) {
        if (schema.get("$ref") instanceof String reference) {
            check(
                    (Map<?, ?>) under(schemas, reference.substring(reference.lastIndexOf('/') + 1)),
                    value,
                    where,
                    faults);
        } else if (schema.get("oneOf") instanceof List<?> cases) {
            boolean fits = cases.stream().anyMatch(one -> {
                List<String> wrong = new ArrayList<>();
                check((Map<?, ?>) one, value, where, wrong);
                return wrong.isEmpty();
            });
            report(fits, where + " is none of " + cases.size() + " cases: " + value, faults);
        } else {
            checkType(schema, value, where, faults);
        }
    }

    private void checkType(Map<?, ?> schema, Object value, String where, List<String> faults) {
        List<?> types = schema.get("type") instanceof List<?> many
                ? many
                : Stream.ofNullable(schema.get("type")).toList();
        report(
                types.isEmpty() || types.contains(typeOf(value)) || integral(types, value),
                where + " is a " + typeOf(value),
                faults);
        if (schema.containsKey("const")) {
            report(schema.get("const").equals(value), where + " is not " + schema.get("const"), faults);
        }
        if (schema.get("enum") instanceof List<?> words) {
            report(words.contains(value), where + " is the unknown word " + value, faults);
        }
        if (schema.get("pattern") instanceof String pattern && value instanceof String text) {
            report(text.matches(pattern), where + " does not fit: " + text, faults);
        }
        if (schema.get("items") instanceof Map<?, ?> items && value instanceof List<?> list) {
            list.forEach(item -> check(items, item, where + "[]", faults));
        }
        if (schema.get("properties") instanceof Map<?, ?> properties && value instanceof Map<?, ?> object) {
            checkObject(schema, properties, object, where, faults);
        }
    }

    private void checkObject(
            Map<?, ?> schema, Map<?, ?> properties, Map<?, ?> object, String where, List<String> faults) {
        if (schema.get("required") instanceof List<?> required) {
            required.forEach(key -> report(object.containsKey(key), where + " lacks " + key, faults));
        }
        object.forEach((key, value) -> {
            if (properties.get(key) instanceof Map<?, ?> property) {
                check(property, value, where + "." + key, faults);
            } else {
                report(!Boolean.FALSE.equals(schema.get("additionalProperties")), where + " has " + key, faults);
            }
        });
    }

    private static void report(boolean fine, String fault, List<String> faults) {
        if (!fine) {
            faults.add(fault);
        }
    }

    private static boolean integral(List<?> types, Object value) {
        return types.contains("number") && typeOf(value).equals("integer");
    }

    private static String typeOf(Object value) {
        return switch (value) {
            case null -> "null";
            case String _ -> "string";
            case Boolean _ -> "boolean";
            case Integer _, Long _ -> "integer";
            case Number _ -> "number";
            case List<?> _ -> "array";
            case Map<?, ?> _ -> "object";
            default -> value.getClass().getName();
        };
    }
}

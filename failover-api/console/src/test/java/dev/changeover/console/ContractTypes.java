package dev.changeover.console;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;

/** Writes the schemas of the API's contract as TypeScript, so that the console cannot drift from it unnoticed. */
final class ContractTypes {
    private static final int INDENT = 2;

    private ContractTypes() {}

    static String of(Map<?, ?> contract) {
        Map<?, ?> schemas = (Map<?, ?>) at(at(contract, "components"), "schemas");
        StringBuilder text = new StringBuilder("""
                // Written from failover-api/http/openapi.yaml by ContractTypes. Do not edit: run ContractTypesTest with
                // -Dcontract.write=true after the contract has changed.
                """);
        schemas.forEach((name, schema) -> text.append("export type ")
                .append(name)
                .append(" = ")
                .append(type((Map<?, ?>) schema, 0))
                .append(";\n"));
        return text.toString();
    }

    private static Object at(Object map, String key) {
        return Objects.requireNonNull(((Map<?, ?>) map).get(key), key);
    }

    private static String type(Map<?, ?> schema, int depth) {
        if (schema.get("$ref") instanceof String reference) {
            return reference.substring(reference.lastIndexOf('/') + 1);
        }
        if (schema.get("enum") instanceof List<?> words) {
            return words.stream().map(ContractTypes::literal).collect(Collectors.joining(" | "));
        }
        if (schema.containsKey("const")) {
            return literal(schema.get("const"));
        }
        if (schema.get("oneOf") instanceof List<?> cases && !schema.containsKey("properties")) {
            return cases.stream().map(one -> type((Map<?, ?>) one, depth)).collect(Collectors.joining(" | "));
        }
        if (schema.get("type") instanceof List<?> types) {
            return types.stream().map(ContractTypes::word).collect(Collectors.joining(" | "));
        }
        return switch ((String) at(schema, "type")) {
            case "object" -> object(schema, depth);
            case "array" -> "Array<" + type((Map<?, ?>) at(schema, "items"), depth) + ">";
            case String other -> word(other);
        };
    }

    private static String object(Map<?, ?> schema, int depth) {
        if (schema.get("additionalProperties") instanceof Map<?, ?> values) {
            return "Record<string, " + type(values, depth) + ">";
        }
        if (!(schema.get("properties") instanceof Map<?, ?> properties)) {
            return "Record<string, never>";
        }
        List<?> required = schema.get("required") instanceof List<?> names ? names : List.of();
        String indent = " ".repeat(INDENT * (depth + 1));
        return properties.entrySet().stream()
                .map(entry -> indent + name(entry.getKey()) + (required.contains(entry.getKey()) ? ": " : "?: ")
                        + type((Map<?, ?>) entry.getValue(), depth + 1) + ";")
                .collect(Collectors.joining("\n", "{\n", "\n" + " ".repeat(INDENT * depth) + "}"));
    }

    /** YAML 1.1 takes a bare `on` for a truth value. */
    private static Object name(Object key) {
        return Boolean.TRUE.equals(key) ? "on" : key;
    }

    private static String literal(Object value) {
        return value instanceof String word ? "'" + word + "'" : String.valueOf(value);
    }

    private static String word(Object type) {
        return switch (type.toString()) {
            case "integer", "number" -> "number";
            case String other -> other;
        };
    }
}

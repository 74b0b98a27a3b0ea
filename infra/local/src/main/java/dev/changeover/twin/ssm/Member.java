package dev.changeover.twin.ssm;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The members of one part of a document; {@code where} names the part in what is said of a bad one. */
record Member(String where, Map<String, Object> values) {
    static Member of(String where, Object value) {
        if (!(value instanceof Map<?, ?>)) {
            throw SsmFaults.content(where + " must be a map.");
        }
        return new Member(where, Tree.map(value));
    }

    boolean has(String name) {
        return values.get(name) != null;
    }

    String text(String name) {
        return maybeText(name).orElseThrow(() -> SsmFaults.content(where + " lacks " + name + "."));
    }

    Optional<String> maybeText(String name) {
        return Optional.ofNullable(values.get(name)).map(value -> {
            if (value instanceof Map<?, ?> || value instanceof List<?>) {
                throw SsmFaults.content(name + " of " + where + " must be a text.");
            }
            return value.toString();
        });
    }

    boolean flag(String name, boolean otherwise) {
        return maybeText(name)
                .map(text -> switch (text) {
                    case "true" -> true;
                    case "false" -> false;
                    default -> throw SsmFaults.content(name + " of " + where + " must be true or false.");
                })
                .orElse(otherwise);
    }

    Optional<Integer> maybeWhole(String name) {
        return maybeText(name).map(text -> {
            try {
                return Integer.valueOf(text);
            } catch (NumberFormatException _) {
                throw SsmFaults.content(name + " of " + where + " must be a whole number, not " + text + ".");
            }
        });
    }

    /** Absent is empty. */
    List<?> list(String name) {
        return switch (values.get(name)) {
            case null -> List.of();
            case List<?> items -> items;
            case Object _ -> throw SsmFaults.content(name + " of " + where + " must be a list.");
        };
    }

    /** Absent is empty. */
    Map<String, Object> map(String name) {
        Object value = values.get(name);
        return value == null ? Map.of() : of(name + " of " + where, value).values();
    }

    void requireOnly(List<String> known) {
        for (String name : values.keySet()) {
            if (!known.contains(name)) {
                throw SsmFaults.content(where + " has the unknown member " + name + ".");
            }
        }
    }
}

package dev.changeover.twin.wire;

import dev.changeover.twin.model.AwsError;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * Members of a request, whichever protocol they came by. Query sends everything as text, JSON and CBOR send numbers;
 * both read the same here. {@code missingCode} and {@code invalidCode} are the service's errors for a bad member.
 */
public record Fields(Map<String, Object> values, String missingCode, String invalidCode) {
    public static Fields query(Map<String, Object> values) {
        return new Fields(values, "MissingParameter", "InvalidParameterValue");
    }

    public static Fields json(Map<String, Object> values) {
        return new Fields(values, "ValidationException", "ValidationException");
    }

    public boolean has(String name) {
        return values.get(name) != null;
    }

    public String text(String name) {
        return maybeText(name).orElseThrow(() -> missing(name));
    }

    public Optional<String> maybeText(String name) {
        return switch (values.get(name)) {
            case null -> Optional.empty();
            case Map<?, ?> _, List<?> _ -> throw invalid(name, "a text");
            case Object value -> Optional.of(value.toString());
        };
    }

    public Optional<Double> maybeNumber(String name) {
        return switch (values.get(name)) {
            case null -> Optional.empty();
            case Number number -> Optional.of(number.doubleValue());
            case Object value -> {
                try {
                    yield Optional.of(Double.valueOf(value.toString()));
                } catch (NumberFormatException _) {
                    throw invalid(name, "a number");
                }
            }
        };
    }

    public double number(String name) {
        return maybeNumber(name).orElseThrow(() -> missing(name));
    }

    public Optional<Integer> maybeInteger(String name) {
        return maybeNumber(name).map(number -> {
            if (number != Math.rint(number) || Math.abs(number) > Integer.MAX_VALUE) {
                throw invalid(name, "a whole number");
            }
            return number.intValue();
        });
    }

    /** Absent is false. */
    public boolean flag(String name) {
        return maybeText(name)
                .map(text -> switch (text) {
                    case "true" -> true;
                    case "false" -> false;
                    default -> throw invalid(name, "true or false");
                })
                .orElse(false);
    }

    /** ISO 8601 (query) or seconds since 1970 (JSON, CBOR). */
    public Optional<Instant> maybeTime(String name) {
        return switch (values.get(name)) {
            case null -> Optional.empty();
            case Number seconds -> Optional.of(Instant.ofEpochMilli(Math.round(seconds.doubleValue() * 1000)));
            case Object value -> {
                try {
                    yield Optional.of(Instant.parse(value.toString()));
                } catch (DateTimeParseException _) {
                    throw invalid(name, "a time such as 2026-01-31T00:00:00Z");
                }
            }
        };
    }

    /** Absent is empty. */
    public List<String> texts(String name) {
        return list(name).stream().map(Object::toString).toList();
    }

    /** Absent is empty. */
    public List<Double> numbers(String name) {
        return list(name).stream()
                .map(item -> new Fields(Map.of(name, item), missingCode, invalidCode).number(name))
                .toList();
    }

    /** Absent is empty. */
    public List<Fields> structures(String name) {
        return list(name).stream().map(item -> structure(name, item)).toList();
    }

    public Optional<Fields> maybeStructure(String name) {
        return Optional.ofNullable(values.get(name)).map(value -> structure(name, value));
    }

    private List<?> list(String name) {
        return switch (values.get(name)) {
            case null -> List.of();
            case List<?> list
            when list.stream().anyMatch(Objects::isNull) -> throw invalid(name, "a list without null in it");
            case List<?> list -> list;
            case String text when text.isEmpty() -> List.of(); // how botocore writes an empty list in a query
            case Object _ -> throw invalid(name, "a list");
        };
    }

    @SuppressWarnings("unchecked") // the protocols only ever make maps with text keys
    private Fields structure(String name, Object value) {
        return switch (value) {
            case Map<?, ?> map -> new Fields((Map<String, Object>) map, missingCode, invalidCode);
            case Object _ -> throw invalid(name, "a structure");
        };
    }

    private AwsError missing(String name) {
        return new AwsError(missingCode, 400, "The request must contain the parameter " + name + ".");
    }

    private AwsError invalid(String name, String wanted) {
        return new AwsError(invalidCode, 400, "The parameter " + name + " must be " + wanted + ".");
    }
}

package dev.changeover.twin.events;

import dev.changeover.twin.events.Matcher.Numeric.Limit;
import dev.changeover.twin.events.Matcher.Text.Relation;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Reads one entry of a pattern's list. What it does not know it refuses: a filter half understood would be a trap. */
final class MatcherReader {
    private static final Set<String> OPERATORS = Set.of("=", "<", "<=", ">", ">=");

    private MatcherReader() {}

    static Matcher read(Object entry) {
        return switch (entry) {
            case null -> new Matcher.Equal(null);
            case Map<?, ?> filter -> filter(filter);
            case List<?> _ -> throw refusal("arrays within arrays are not allowed");
            default -> new Matcher.Equal(entry);
        };
    }

    private static Matcher filter(Map<?, ?> filter) {
        if (filter.size() != 1) {
            throw refusal("only one key is allowed in a match expression");
        }
        String kind = filter.keySet().iterator().next().toString();
        Object value = filter.values().iterator().next();
        return switch (kind) {
            case "exists" -> new Matcher.Exists(flag(value));
            case "prefix" -> relation(Relation.PREFIX, value);
            case "suffix" -> relation(Relation.SUFFIX, value);
            case "equals-ignore-case" -> new Matcher.Text(Relation.SAME, text(kind, value), true);
            case "wildcard" -> wildcard(value);
            case "numeric" -> numeric(value);
            case "anything-but" -> new Matcher.AnythingBut(unwanted(value));
            default -> throw refusal("unrecognized match type " + kind);
        };
    }

    private static List<Matcher> unwanted(Object value) {
        return switch (value) {
            case List<?> list when list.isEmpty() -> throw refusal("anything-but list must not be empty");
            case List<?> list -> list.stream().map(MatcherReader::literal).toList();
            case Map<?, ?> filter -> unwantedFilter(filter);
            case null, default -> List.of(literal(value));
        };
    }

    /** A filter may hold one text or a list of them. */
    private static List<Matcher> unwantedFilter(Map<?, ?> filter) {
        if (filter.size() != 1) {
            throw refusal("only one key is allowed in anything-but");
        }
        String kind = filter.keySet().iterator().next().toString();
        Object value = filter.values().iterator().next();
        if (!Set.of("prefix", "suffix", "equals-ignore-case", "wildcard").contains(kind)) {
            throw refusal("unsupported anything-but pattern: " + kind);
        }
        List<?> values = value instanceof List<?> list ? list : List.of(String.valueOf(value));
        return values.stream().map(each -> filter(Map.of(kind, each))).toList();
    }

    private static Matcher literal(Object value) {
        if (value instanceof String || value instanceof Number) {
            return new Matcher.Equal(value);
        }
        throw refusal("anything-but takes texts and numbers");
    }

    private static Matcher relation(Relation relation, Object value) {
        if (value instanceof Map<?, ?> inner) {
            Object wanted = inner.get("equals-ignore-case");
            if (inner.size() != 1 || wanted == null) {
                throw refusal("only equals-ignore-case is allowed within a prefix or suffix");
            }
            return new Matcher.Text(relation, text("equals-ignore-case", wanted), true);
        }
        return new Matcher.Text(relation, text("prefix or suffix", value), false);
    }

    private static Matcher wildcard(Object value) {
        String text = text("wildcard", value);
        if (text.contains("**") || text.contains("\\")) {
            throw refusal(
                    text.contains("**")
                            ? "consecutive wildcard characters are not allowed"
                            : "the twin knows no escapes in a wildcard");
        }
        return new Matcher.Text(Relation.WILDCARD, text, false);
    }

    private static Matcher numeric(Object value) {
        if (!(value instanceof List<?> parts) || parts.isEmpty() || parts.size() % 2 != 0) {
            throw refusal("numeric takes operators, each with a number");
        }
        List<Limit> limits = new ArrayList<>();
        for (int each = 0; each < parts.size(); each += 2) {
            String operator = String.valueOf(parts.get(each));
            if (!OPERATORS.contains(operator) || !(parts.get(each + 1) instanceof Number number)) {
                throw refusal("unrecognized numeric range operator: " + operator);
            }
            limits.add(new Limit(operator, new BigDecimal(number.toString())));
        }
        return new Matcher.Numeric(limits);
    }

    private static boolean flag(Object value) {
        if (value instanceof Boolean flag) {
            return flag;
        }
        throw refusal("match exists requires true or false");
    }

    private static String text(String kind, Object value) {
        if (value instanceof String text && !text.isEmpty()) {
            return text;
        }
        throw refusal(kind + " match requires a text that is not empty");
    }

    static IllegalArgumentException refusal(String why) {
        return new IllegalArgumentException(why);
    }
}

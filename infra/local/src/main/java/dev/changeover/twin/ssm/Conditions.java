package dev.changeover.twin.ssm;

import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiPredicate;
import java.util.function.UnaryOperator;

/**
 * What aws:branch and aws:loop decide by. Source: "Using conditional statements in runbooks", Systems Manager user
 * guide, read 2026.
 */
final class Conditions {
    private static final Map<String, BiPredicate<String, String>> OPERATORS = Map.ofEntries(
            Map.entry("StringEquals", String::equals),
            Map.entry("EqualsIgnoreCase", String::equalsIgnoreCase),
            Map.entry("StartsWith", String::startsWith),
            Map.entry("EndsWith", String::endsWith),
            Map.entry("Contains", String::contains),
            Map.entry("NumericEquals", (left, right) -> compare(left, right) == 0),
            Map.entry("NumericGreater", (left, right) -> compare(left, right) > 0),
            Map.entry("NumericLesser", (left, right) -> compare(left, right) < 0),
            Map.entry("NumericGreaterOrEquals", (left, right) -> compare(left, right) >= 0),
            Map.entry("NumericLesserOrEquals", (left, right) -> compare(left, right) <= 0),
            Map.entry("BooleanEquals", (left, right) -> truth(left).equals(truth(right))));

    private Conditions() {}

    /** Refuses a condition without exactly one operator, at any depth. */
    static void check(String where, Map<String, Object> condition) {
        if (condition.containsKey("Not")) {
            check(where, Member.of("Not in " + where, condition.get("Not")).values());
            return;
        }
        Optional<List<?>> parts = parts(where, condition);
        if (parts.isPresent()) {
            parts.get()
                    .forEach(part -> check(
                            where, Member.of("A condition in " + where, part).values()));
            return;
        }
        List<String> operators =
                condition.keySet().stream().filter(OPERATORS::containsKey).toList();
        if (operators.size() != 1 || !condition.containsKey("Variable")) {
            throw SsmFaults.content(where + " needs a Variable and one operator; the operators are "
                    + OPERATORS.keySet().stream().sorted().toList() + ".");
        }
    }

    private static Optional<List<?>> parts(String where, Map<String, Object> condition) {
        var member = new Member(where, condition);
        for (String name : List.of("And", "Or")) {
            if (member.has(name)) {
                return Optional.of(member.list(name));
            }
        }
        return Optional.empty();
    }

    /** {@code resolve} puts values in place of references; it is asked only for what has to be known. */
    static boolean hold(Map<String, Object> condition, UnaryOperator<Object> resolve) {
        if (condition.containsKey("Not")) {
            return !hold(Tree.map(condition.get("Not")), resolve);
        }
        if (condition.get("And") instanceof List<?> all) {
            return all.stream().allMatch(part -> hold(Tree.map(part), resolve));
        }
        if (condition.get("Or") instanceof List<?> any) {
            return any.stream().anyMatch(part -> hold(Tree.map(part), resolve));
        }
        String operator = condition.keySet().stream()
                .filter(OPERATORS::containsKey)
                .findFirst()
                .orElseThrow();
        String left = Tree.text(resolve.apply(condition.get("Variable")));
        String right = Tree.text(resolve.apply(condition.get(operator)));
        return OPERATORS.get(operator).test(left, right);
    }

    private static int compare(String left, String right) {
        return number(left).compareTo(number(right));
    }

    private static BigDecimal number(String text) {
        try {
            return new BigDecimal(text.strip());
        } catch (NumberFormatException _) {
            throw new StepFailure("InvalidInput", text + " is not a number.");
        }
    }

    private static Boolean truth(String text) {
        return switch (text.strip().toLowerCase(Locale.ROOT)) {
            case "true" -> true;
            case "false" -> false;
            default -> throw new StepFailure("InvalidInput", text + " is neither true nor false.");
        };
    }
}

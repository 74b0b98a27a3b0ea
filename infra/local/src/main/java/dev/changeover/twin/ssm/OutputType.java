package dev.changeover.twin.ssm;

import dev.changeover.twin.ssm.RunbookStep.OutputRule;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The types a step's own outputs may have. */
final class OutputType {
    private OutputType() {}

    /** Empty when the answer has nothing at the place; fails the step when it has something of another type. */
    static Optional<Object> select(OutputRule rule, Object root) {
        return Selector.select(rule.selector(), root).map(value -> {
            boolean fits = switch (rule.type()) {
                case "Boolean" -> value instanceof Boolean;
                case "Integer" -> value instanceof Integer || value instanceof Long;
                case "StringList", "MapList" -> value instanceof List<?>;
                case "StringMap" -> value instanceof Map<?, ?>;
                default -> true;
            };
            if (!fits) {
                throw new StepFailure(
                        "InvalidOutput", "The output " + rule.name() + " is not of the type " + rule.type() + ".");
            }
            return rule.type().equals("String") ? Tree.text(value) : value;
        });
    }
}

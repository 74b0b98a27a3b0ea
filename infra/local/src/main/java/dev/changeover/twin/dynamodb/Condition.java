package dev.changeover.twin.dynamodb;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/** What has to be true of an item. An item that is not there is one without attributes. */
sealed interface Condition {
    boolean holds(Map<String, Value> item);

    record Always() implements Condition {
        @Override
        public boolean holds(Map<String, Value> item) {
            return true;
        }
    }

    record And(List<Condition> all) implements Condition {
        @Override
        public boolean holds(Map<String, Value> item) {
            return all.stream().allMatch(condition -> condition.holds(item));
        }
    }

    record Or(List<Condition> any) implements Condition {
        @Override
        public boolean holds(Map<String, Value> item) {
            return any.stream().anyMatch(condition -> condition.holds(item));
        }
    }

    record Not(Condition condition) implements Condition {
        @Override
        public boolean holds(Map<String, Value> item) {
            return !condition.holds(item);
        }
    }

    record Exists(Operand.Attribute attribute) implements Condition {
        @Override
        public boolean holds(Map<String, Value> item) {
            return attribute.in(item).isPresent();
        }
    }

    record Begins(Operand whole, Operand beginning) implements Condition {
        @Override
        public boolean holds(Map<String, Value> item) {
            return whole.in(item).orElse(null) instanceof Value.Text(var text)
                    && beginning.in(item).orElse(null) instanceof Value.Text(var start)
                    && text.startsWith(start);
        }
    }

    /** Nothing but {@code <>} is true of an attribute that is not there, nor of values of different types. */
    record Compares(Operand left, String operator, Operand right) implements Condition {
        @Override
        public boolean holds(Map<String, Value> item) {
            Optional<Value> one = left.in(item);
            Optional<Value> two = right.in(item);
            boolean equal = one.isPresent() && one.equals(two);
            OptionalInt order = one.isPresent() && two.isPresent() ? one.get().order(two.get()) : OptionalInt.empty();
            return switch (operator) {
                case "=" -> equal;
                case "<>" -> !equal;
                case "<" -> order.isPresent() && order.getAsInt() < 0;
                case "<=" -> order.isPresent() && order.getAsInt() <= 0;
                case ">" -> order.isPresent() && order.getAsInt() > 0;
                case ">=" -> order.isPresent() && order.getAsInt() >= 0;
                default -> throw new IllegalStateException("no comparison is called " + operator);
            };
        }
    }
}

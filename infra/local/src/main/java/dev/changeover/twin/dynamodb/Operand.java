package dev.changeover.twin.dynamodb;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A part of an expression that has a value. */
sealed interface Operand {
    /** Its value for an item; empty if it names an attribute the item has not. */
    Optional<Value> in(Map<String, Value> item);

    record Attribute(String name) implements Operand {
        @Override
        public Optional<Value> in(Map<String, Value> item) {
            return Optional.ofNullable(item.get(name));
        }
    }

    record Literal(Value value) implements Operand {
        @Override
        public Optional<Value> in(Map<String, Value> item) {
            return Optional.of(value);
        }
    }

    /** {@code list_append}. */
    record Joined(Operand first, Operand second) implements Operand {
        @Override
        public Optional<Value> in(Map<String, Value> item) {
            List<Value> all = new ArrayList<>(list(first, item));
            all.addAll(list(second, item));
            return Optional.of(new Value.Items(all));
        }

        private static List<Value> list(Operand operand, Map<String, Value> item) {
            return switch (required(operand, item)) {
                case Value.Items(var values) -> values;
                case Value other -> throw wrongType("list_append", other);
            };
        }
    }

    /** {@code if_not_exists}. */
    record Otherwise(Attribute attribute, Operand instead) implements Operand {
        @Override
        public Optional<Value> in(Map<String, Value> item) {
            return attribute.in(item).or(() -> instead.in(item));
        }
    }

    record Sum(Operand left, Operand right, boolean negated) implements Operand {
        @Override
        public Optional<Value> in(Map<String, Value> item) {
            BigDecimal second = number(right, item);
            return Optional.of(new Value.Numeral(number(left, item).add(negated ? second.negate() : second)));
        }

        private static BigDecimal number(Operand operand, Map<String, Value> item) {
            return switch (required(operand, item)) {
                case Value.Numeral(var number) -> number;
                case Value other -> throw wrongType("+ or -", other);
            };
        }
    }

    /** The value that an update cannot do without. */
    static Value required(Operand operand, Map<String, Value> item) {
        return operand.in(item)
                .orElseThrow(() -> TableErrors.invalid(
                        "The provided expression refers to an attribute that does not exist in the item"));
    }

    private static RuntimeException wrongType(String operator, Value value) {
        return TableErrors.invalid("An operand in the update expression has an incorrect data type; operator: "
                + operator + ", operand type: " + value.type());
    }
}

package dev.changeover.twin.dynamodb;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What a query's condition may say: the hash key equals a value and, if anything more, one thing of the range key. */
final class KeyConditions {
    private static final Set<String> OF_RANGES = Set.of("=", "<", "<=", ">", ">=");

    private KeyConditions() {}

    static void require(Condition condition, KeySchema schema) {
        List<Condition> parts = switch (condition) {
            case Condition.And(var all) -> all;
            case Condition one -> List.of(one);
        };
        long hashes = parts.stream()
                .filter(part -> compared(part, Set.of("="))
                        .equals(Optional.of(schema.hash().name())))
                .count();
        if (hashes != 1) {
            throw TableErrors.invalid("Query condition missed key schema element: "
                    + schema.hash().name());
        }
        long ranges = schema.range()
                .map(range -> parts.stream()
                        .filter(part -> compared(part, OF_RANGES).equals(Optional.of(range.name())))
                        .count())
                .orElse(0L);
        if (ranges > 1 || hashes + ranges != parts.size()) {
            throw TableErrors.invalid("Query key condition not supported");
        }
    }

    /** The attribute a part compares with a value, in one of these ways. */
    private static Optional<String> compared(Condition part, Set<String> operators) {
        return switch (part) {
            case Condition.Compares(Operand.Attribute(var name), var operator, Operand.Literal _)
            when operators.contains(operator) -> Optional.of(name);
            case Condition.Begins(Operand.Attribute(var name), Operand.Literal _)
            when operators.size() > 1 -> Optional.of(name);
            case Condition _ -> Optional.empty();
        };
    }
}

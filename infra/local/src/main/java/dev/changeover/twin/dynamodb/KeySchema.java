package dev.changeover.twin.dynamodb;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Which attributes name an item. */
public record KeySchema(Part hash, Optional<Part> range) {
    /** An attribute of the key; {@code type} is S, N or B. */
    public record Part(String name, String type) {}

    /** Texts for both, as most tables have it. */
    public static KeySchema texts(String hash, String range) {
        return new KeySchema(new Part(hash, "S"), Optional.of(new Part(range, "S")));
    }

    List<Part> parts() {
        return Stream.concat(Stream.of(hash), range.stream()).toList();
    }

    /** The key of a whole item. */
    Map<String, Value> keyOf(Map<String, Value> item) {
        Map<String, Value> key = new TreeMap<>();
        for (Part part : parts()) {
            Value value = item.get(part.name());
            if (value == null) {
                throw TableErrors.invalid(
                        "One or more parameter values were invalid: Missing the key " + part.name() + " in the item");
            }
            requireType(part, value);
            key.put(part.name(), value);
        }
        return key;
    }

    /** The key exactly, no more and no less. */
    void requireKey(Map<String, Value> key) {
        boolean named =
                key.size() == parts().size() && parts().stream().map(Part::name).allMatch(key::containsKey);
        if (!named) {
            throw TableErrors.invalid("The provided key element does not match the schema");
        }
        parts().forEach(part -> requireType(part, key.get(part.name())));
    }

    /** Within one hash, the order a query answers in. */
    Comparator<Map<String, Value>> order() {
        return (one, other) -> parts().stream()
                .mapToInt(part ->
                        one.get(part.name()).order(other.get(part.name())).orElseThrow())
                .filter(order -> order != 0)
                .findFirst()
                .orElse(0);
    }

    private static void requireType(Part part, Value value) {
        if (!value.type().equals(part.type())) {
            throw TableErrors.invalid("One or more parameter values were invalid: Type mismatch for key " + part.name()
                    + " expected: " + part.type() + " actual: " + value.type());
        }
        if (value instanceof Value.Text(var text) && text.isEmpty()) {
            throw TableErrors.invalid("One or more parameter values are not valid. The AttributeValue for a key"
                    + " attribute cannot contain an empty string value. Key: " + part.name());
        }
    }
}

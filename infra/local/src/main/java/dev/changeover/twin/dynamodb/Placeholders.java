package dev.changeover.twin.dynamodb;

import dev.changeover.twin.model.AwsError;
import dev.changeover.twin.wire.Fields;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** What {@code #names} and {@code :values} of a request's expressions stand for. One that is never used is refused. */
final class Placeholders {
    private final Map<String, String> names = new TreeMap<>();
    private final Map<String, Value> values;
    private final Set<String> unusedNames;
    private final Set<String> unusedValues;

    private Placeholders(Map<String, String> names, Map<String, Value> values) {
        this.names.putAll(names);
        this.values = values;
        this.unusedNames = new TreeSet<>(names.keySet());
        this.unusedValues = new TreeSet<>(values.keySet());
    }

    static Placeholders in(Fields input) {
        Map<String, String> names = new TreeMap<>();
        input.maybeStructure("ExpressionAttributeNames")
                .ifPresent(sent -> sent.values().keySet().forEach(name -> names.put(name, sent.text(name))));
        return new Placeholders(
                names, ValueJson.item(input, "ExpressionAttributeValues").orElse(Map.of()));
    }

    /** The attribute a word of an expression names. */
    String name(String word) {
        if (!word.startsWith("#")) {
            return word;
        }
        unusedNames.remove(word);
        String name = names.get(word);
        if (name == null) {
            throw undefined("name used in the document path", "name", word);
        }
        return name;
    }

    Value value(String word) {
        unusedValues.remove(word);
        Value value = values.get(word);
        if (value == null) {
            throw undefined("value used in expression", "value", word);
        }
        return value;
    }

    void requireAllUsed() {
        if (!unusedNames.isEmpty()) {
            throw unused("ExpressionAttributeNames", unusedNames);
        }
        if (!unusedValues.isEmpty()) {
            throw unused("ExpressionAttributeValues", unusedValues);
        }
    }

    private static AwsError undefined(String what, String kind, String word) {
        return TableErrors.invalid("Invalid expression: An expression attribute " + what + " is not defined; attribute "
                + kind + ": " + word);
    }

    private static AwsError unused(String parameter, Set<String> words) {
        return TableErrors.invalid(
                "Value provided in " + parameter + " unused in expressions: keys: {" + String.join(", ", words) + "}");
    }
}

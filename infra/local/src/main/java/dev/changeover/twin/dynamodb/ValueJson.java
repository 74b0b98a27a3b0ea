package dev.changeover.twin.dynamodb;

import dev.changeover.twin.model.AwsError;
import dev.changeover.twin.wire.Fields;
import java.math.BigDecimal;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Values as they stand on the wire, such as {@code {"S": "text"}}. */
final class ValueJson {
    /** How deep lists and maps may be nested. Source: "Quotas in Amazon DynamoDB", read 2026-11-22. */
    private static final int DEPTH_MAX = 32;

    /** Significant digits, and about the largest power of ten. Source: "Data types", developer guide, 2026-11-22. */
    private static final int DIGITS_MAX = 38;

    private static final int EXPONENT_MAX = 130;

    private static final Set<String> SETS = Set.of("SS", "NS", "BS");

    private ValueJson() {}

    /** The item or key under this name; empty if there is none. */
    static Optional<Map<String, Value>> item(Fields input, String name) {
        return input.maybeStructure(name).map(item -> members(item.values(), 0));
    }

    static Map<String, Value> required(Fields input, String name) {
        return item(input, name)
                .orElseThrow(() -> TableErrors.invalid("The request must contain the parameter " + name + "."));
    }

    static Map<String, Object> write(Map<String, Value> item) {
        Map<String, Object> written = new LinkedHashMap<>();
        new TreeMap<>(item).forEach((name, value) -> written.put(name, write(value)));
        return written;
    }

    private static Map<String, Object> write(Value value) {
        Object content = switch (value) {
            case Value.Text(var text) -> text;
            case Value.Numeral(var number) -> number.toPlainString();
            case Value.Bytes(var base64) -> base64;
            case Value.Flag(var flag) -> flag;
            case Value.Null _ -> true;
            case Value.Items(var values) ->
                values.stream().map(ValueJson::write).toList();
            case Value.Members(var values) -> write(values);
            case Value.Many(var _, var values) -> List.copyOf(new TreeSet<>(values));
        };
        return Map.of(value.type(), content);
    }

    private static Map<String, Value> members(Map<?, ?> sent, int depth) {
        if (depth > DEPTH_MAX) {
            throw TableErrors.invalid("Nesting Levels have exceeded supported limits");
        }
        Map<String, Value> values = new TreeMap<>();
        sent.forEach((name, value) -> values.put(name.toString(), value(value, depth)));
        return values;
    }

    private static Value value(Object sent, int depth) {
        if (!(sent instanceof Map<?, ?> typed) || typed.size() != 1) {
            throw TableErrors.invalid(
                    "Supplied AttributeValue is empty, must contain exactly one of the supported" + " datatypes");
        }
        var entry = typed.entrySet().iterator().next();
        return value(entry.getKey().toString(), entry.getValue(), depth);
    }

    private static Value value(String type, Object content, int depth) {
        return switch (content) {
            case String text when type.equals("S") -> new Value.Text(text);
            case String digits when type.equals("N") -> new Value.Numeral(number(digits));
            case String base64 when type.equals("B") -> new Value.Bytes(base64(base64));
            case Boolean flag when type.equals("BOOL") -> new Value.Flag(flag);
            case Boolean _ when type.equals("NULL") -> new Value.Null();
            case List<?> list
            when type.equals("L") ->
                new Value.Items(
                        list.stream().map(each -> value(each, depth + 1)).toList());
            case Map<?, ?> map when type.equals("M") -> new Value.Members(members(map, depth + 1));
            case List<?> list
            when SETS.contains(type) && !list.isEmpty() ->
                new Value.Many(
                        type, new TreeSet<>(list.stream().map(Object::toString).toList()));
            case null, default ->
                throw TableErrors.invalid("Supplied AttributeValue has the datatype " + type + " and no such content");
        };
    }

    private static BigDecimal number(String digits) {
        try {
            BigDecimal number = new BigDecimal(digits);
            if (number.precision() > DIGITS_MAX
                    || Math.abs((long) number.precision() - number.scale()) > EXPONENT_MAX) {
                throw TableErrors.invalid("Attempting to store more than 38 significant digits in a Number, or a Number"
                        + " whose magnitude is larger or smaller than supported");
            }
            return number;
        } catch (NumberFormatException _) {
            throw TableErrors.invalid("The parameter cannot be converted to a numeric value: " + digits);
        }
    }

    private static String base64(String text) {
        try {
            Base64.getDecoder().decode(text);
            return text;
        } catch (IllegalArgumentException _) {
            throw new AwsError("SerializationException", 400, "The value of a B attribute is not Base64");
        }
    }
}

package dev.changeover.twin.dynamodb;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/** One attribute's value, by DynamoDB's own types. */
public sealed interface Value {
    record Text(String text) implements Value {}

    /** Equal when the numbers are, however they were written. */
    record Numeral(BigDecimal number) implements Value {
        public Numeral {
            number = number.signum() == 0 ? BigDecimal.ZERO : number.stripTrailingZeros();
        }
    }

    record Bytes(String base64) implements Value {}

    record Flag(boolean flag) implements Value {}

    record Null() implements Value {}

    record Items(List<Value> values) implements Value {
        public Items {
            values = List.copyOf(values);
        }
    }

    record Members(Map<String, Value> values) implements Value {
        public Members {
            values = Map.copyOf(values);
        }
    }

    /** {@code type} is SS, NS or BS. */
    record Many(String type, Set<String> values) implements Value {
        public Many {
            values = Set.copyOf(values);
        }
    }

    /** A text. */
    static Value of(String text) {
        return new Text(text);
    }

    static Value of(long number) {
        return new Numeral(BigDecimal.valueOf(number));
    }

    /** DynamoDB's word for the type. */
    default String type() {
        return switch (this) {
            case Text _ -> "S";
            case Numeral _ -> "N";
            case Bytes _ -> "B";
            case Flag _ -> "BOOL";
            case Null _ -> "NULL";
            case Items _ -> "L";
            case Members _ -> "M";
            case Many many -> many.type();
        };
    }

    /**
     * How two values of one type are ordered: texts and bytes by their unsigned bytes. Empty for values of different
     * types, and of types that have no order.
     */
    default OptionalInt order(Value other) {
        if (this instanceof Text(var one) && other instanceof Text(var two)) {
            return OptionalInt.of(Arrays.compareUnsigned(utf8(one), utf8(two)));
        }
        if (this instanceof Numeral(var one) && other instanceof Numeral(var two)) {
            return OptionalInt.of(one.compareTo(two));
        }
        if (this instanceof Bytes(var one) && other instanceof Bytes(var two)) {
            var decoder = Base64.getDecoder();
            return OptionalInt.of(Arrays.compareUnsigned(decoder.decode(one), decoder.decode(two)));
        }
        return OptionalInt.empty();
    }

    /** Bytes as DynamoDB counts them. Source: "DynamoDB item sizes and formats", developer guide, read 2026-11-22. */
    default int size() {
        return switch (this) {
            case Text(var text) -> utf8(text).length;
            case Numeral(var number) -> (number.precision() + 1) / 2 + 1;
            case Bytes(var base64) -> base64.length() / 4 * 3;
            case Flag _, Null _ -> 1;
            case Items(var values) ->
                COLLECTION_BYTES
                        + values.stream().mapToInt(value -> value.size() + 1).sum();
            case Members(var values) -> COLLECTION_BYTES + values.size() + size(values);
            case Many(var _, var values) ->
                values.stream().mapToInt(value -> utf8(value).length).sum();
        };
    }

    /** The moment a number of seconds since 1970 stands for; empty for what is no such number. */
    default Optional<Instant> epochSeconds() {
        return this instanceof Numeral(var number)
                        && number.signum() > 0
                        && number.compareTo(BigDecimal.valueOf(EPOCH_SECONDS_MAX)) < 0
                ? Optional.of(Instant.ofEpochSecond(number.longValue()))
                : Optional.empty();
    }

    /** The bytes of an item: names and values. */
    static int size(Map<String, Value> item) {
        return item.entrySet().stream()
                .mapToInt(
                        entry -> utf8(entry.getKey()).length + entry.getValue().size())
                .sum();
    }

    /** Seconds. The end of the year 9999; whoever means milliseconds is beyond it. */
    long EPOCH_SECONDS_MAX = 253_402_300_800L;

    /** What a list or a map costs beside its members, and each member one byte. */
    int COLLECTION_BYTES = 3;

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}

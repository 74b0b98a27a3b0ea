package dev.changeover.http;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The body of a request, read strictly: what is not in the contract is refused, key by key. */
final class Fields {
    /** Every body of the contract fits into a tenth of it. */
    static final int BODY_BYTES_MAX = 64 * 1024;

    /** The contract's deepest body is an array in an object. */
    private static final int DEPTH_MAX = 8;

    private static final JsonMapper MAPPER = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(DEPTH_MAX)
                            .build())
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .build())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY)
            .build();

    private final JsonNode object;

    private Fields(JsonNode object) {
        this.object = object;
    }

    /** Reads a body that must be there. */
    static Fields of(Request request, Set<String> known) {
        if (request.body().length == 0) {
            throw new Refusal(Code.BODY_MISSING, "the request has no body");
        }
        String type = request.header("Content-Type").orElse("").split(";", 2)[0].strip();
        if (!type.equalsIgnoreCase("application/json")) {
            throw new Refusal(Code.NOT_JSON, "the body's type is '" + Shown.of(type) + "'");
        }
        JsonNode node = parsed(request.body());
        if (!node.isObject()) {
            throw new Refusal(Code.WRONG_TYPE, "the body is not a JSON object");
        }
        for (String key : node.propertyNames()) {
            if (!known.contains(key)) {
                String shown = Shown.of(key);
                throw new Refusal(Code.UNKNOWN_KEY, "there is no key '" + shown + "' here", Map.of("key", shown));
            }
        }
        return new Fields(node);
    }

    /** Makes sure that nothing is said where nothing is asked. */
    static void none(Request request) {
        if (request.body().length > 0) {
            of(request, Set.of());
        }
    }

    String reason() {
        return text("reason", 500);
    }

    /** A text that must be there, in one line, and not blank. */
    String text(String key, int lengthMax) {
        String text = string(key, demand(key));
        boolean tooLong = text.codePointCount(0, text.length()) > lengthMax;
        if (text.isBlank() || tooLong || text.codePoints().anyMatch(Fields::unfit)) {
            throw bad(key, "it must be one line of 1 to " + lengthMax + " characters");
        }
        return text;
    }

    /** A word of a list. */
    <T> T word(String key, Function<String, Optional<T>> named, String choice) {
        return word(key, demand(key), named, choice);
    }

    boolean flag(String key) {
        JsonNode value = demand(key);
        if (!value.isBoolean()) {
            throw wrongType(key, "true or false");
        }
        return value.booleanValue();
    }

    boolean has(String key) {
        return object.has(key);
    }

    Optional<Long> number(String key, long most) {
        if (!object.has(key)) {
            return Optional.empty();
        }
        JsonNode value = object.get(key);
        if (!value.isIntegralNumber()) {
            throw wrongType(key, "a whole number");
        }
        if (!value.canConvertToLong() || value.longValue() < 0 || value.longValue() > most) {
            throw bad(key, "it must be from 0 to " + most);
        }
        return Optional.of(value.longValue());
    }

    /** Words, each once; an absent list is an empty one. */
    <T> List<T> words(String key, int most, Function<String, Optional<T>> named, String choice) {
        if (!object.has(key)) {
            return List.of();
        }
        JsonNode value = object.get(key);
        if (!value.isArray()) {
            throw wrongType(key, "a list");
        }
        if (value.size() > most) {
            throw bad(key, "it must have at most " + most + " entries");
        }
        List<T> words = new ArrayList<>();
        for (JsonNode entry : value) {
            words.add(word(key, entry, named, choice));
        }
        return List.copyOf(new LinkedHashSet<>(words));
    }

    <T> Set<T> set(String key, int most, Function<String, Optional<T>> named, String choice) {
        return new HashSet<>(words(key, most, named, choice));
    }

    static Refusal bad(String key, String why) {
        return new Refusal(Code.BAD_VALUE, key + ": " + why, Map.of("key", key));
    }

    static Refusal missing(String key) {
        return new Refusal(Code.KEY_MISSING, key + " is missing", Map.of("key", key));
    }

    private JsonNode demand(String key) {
        if (!object.has(key)) {
            throw missing(key);
        }
        return object.get(key);
    }

    private static <T> T word(String key, JsonNode value, Function<String, Optional<T>> named, String choice) {
        return named.apply(string(key, value)).orElseThrow(() -> bad(key, "it must be " + choice));
    }

    private static String string(String key, JsonNode value) {
        if (!value.isString()) {
            throw wrongType(key, "a text");
        }
        return value.stringValue();
    }

    private static Refusal wrongType(String key, String expected) {
        return new Refusal(Code.WRONG_TYPE, key + ": it must be " + expected, Map.of("key", key));
    }

    /** Control characters would forge lines in a log; half a surrogate pair cannot be written down again. */
    private static boolean unfit(int character) {
        return Character.isISOControl(character) || Character.getType(character) == Character.SURROGATE;
    }

    private static JsonNode parsed(byte[] body) {
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(body))
                    .toString();
            return MAPPER.readTree(text);
        } catch (CharacterCodingException broken) {
            throw new Refusal(Code.MALFORMED_JSON, "the body is not UTF-8");
        } catch (JacksonException broken) {
            throw new Refusal(Code.MALFORMED_JSON, "the body cannot be read as JSON");
        }
    }
}

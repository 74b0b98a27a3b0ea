package dev.changeover.handler;

import dev.changeover.core.model.ChangeoverId;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The members of an event, each read with a sentence for whoever sent something else. */
record Fields(JsonNode event) {
    /** Bytes. Our own events take less than 1 KB; Lambda itself lets 6 MB through. */
    static final int SIZE_MAX = 256 * 1024;

    private static final JsonMapper MAPPER = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    /** @throws UnusableEvent if it is no JSON object */
    static Fields read(InputStream in) {
        try {
            byte[] bytes = in.readNBytes(SIZE_MAX + 1);
            if (bytes.length > SIZE_MAX) {
                throw new UnusableEvent("the event is larger than " + SIZE_MAX / 1024 + " KB");
            }
            JsonNode event = MAPPER.readTree(bytes);
            if (!event.isObject()) {
                throw new UnusableEvent("the event is not a JSON object");
            }
            return new Fields(event);
        } catch (JacksonException malformed) {
            throw new UnusableEvent("the event is not JSON");
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    boolean has(String key) {
        return event.has(key);
    }

    JsonNode node(String key) {
        return event.path(key);
    }

    String text(String key) {
        JsonNode value = event.path(key);
        if (!value.isString() || value.asString().isBlank()) {
            throw new UnusableEvent("\"" + key + "\" must be text");
        }
        return value.asString();
    }

    int number(String key, int least, int most) {
        JsonNode value = event.path(key);
        if (!value.isIntegralNumber() || value.asLong() < least || value.asLong() > most) {
            throw new UnusableEvent("\"" + key + "\" must be a whole number from " + least + " to " + most);
        }
        return value.asInt();
    }

    <E extends Enum<E>> E word(String key, Class<E> words) {
        String text = text(key);
        return Arrays.stream(words.getEnumConstants())
                .filter(word -> word.name().equals(text))
                .findFirst()
                .orElseThrow(() -> new UnusableEvent(
                        "\"" + key + "\" must be one of " + Arrays.toString(words.getEnumConstants())));
    }

    ChangeoverId changeover() {
        String id = text("changeover");
        try {
            return new ChangeoverId(id);
        } catch (IllegalArgumentException malformed) {
            throw new UnusableEvent("\"changeover\" is not a changeover's id");
        }
    }

    /** Whoever misspells a member must hear of it. */
    void requireOnly(Set<String> known) {
        var strangers = new TreeSet<>(event.propertyNames());
        strangers.removeAll(known);
        if (!strangers.isEmpty()) {
            throw new UnusableEvent(strangers.size() + " unknown members; known are " + new TreeSet<>(known));
        }
    }
}

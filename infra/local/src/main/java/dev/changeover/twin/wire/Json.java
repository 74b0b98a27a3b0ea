package dev.changeover.twin.wire;

import dev.changeover.twin.model.AwsError;
import java.io.ByteArrayOutputStream;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.json.JsonMapper;

/** A tree of members as JSON, and back. Times are seconds since 1970. */
final class Json {
    private static final JsonMapper MAPPER = JsonMapper.shared();

    private Json() {}

    /** An empty body is an empty object. */
    @SuppressWarnings("unchecked") // a JSON object has text keys
    static Map<String, Object> read(byte[] body) {
        if (body.length == 0) {
            return Map.of();
        }
        try {
            Map<String, Object> members = MAPPER.readValue(body, Map.class);
            if (members == null) {
                throw new AwsError("SerializationException", 400, "The body is null, not a JSON object.");
            }
            return members;
        } catch (JacksonException malformed) {
            throw new AwsError(
                    "SerializationException", 400, "The body is not a JSON object: " + malformed.getOriginalMessage());
        }
    }

    static byte[] write(Map<String, ?> members) {
        var bytes = new ByteArrayOutputStream();
        try (JsonGenerator out = MAPPER.createGenerator(bytes)) {
            write(out, members);
        }
        return bytes.toByteArray();
    }

    private static void write(JsonGenerator out, Object value) {
        switch (value) {
            case Map<?, ?> members -> {
                out.writeStartObject();
                members.forEach((name, member) -> {
                    out.writeName(name.toString());
                    write(out, member);
                });
                out.writeEndObject();
            }
            case Items items -> writeAll(out, items.values());
            case List<?> items -> writeAll(out, items);
            case Instant time -> out.writeNumber(time.toEpochMilli() / 1000.0);
            case Boolean flag -> out.writeBoolean(flag);
            case Integer number -> out.writeNumber(number);
            case Long number -> out.writeNumber(number);
            case Double number -> out.writeNumber(number);
            case Object text -> out.writeString(text.toString());
        }
    }

    private static void writeAll(JsonGenerator out, List<?> items) {
        out.writeStartArray();
        items.forEach(item -> write(out, item));
        out.writeEndArray();
    }
}

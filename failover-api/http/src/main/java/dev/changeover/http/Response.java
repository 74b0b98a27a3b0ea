package dev.changeover.http;

import dev.changeover.view.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/** What is answered. */
public record Response(int status, Map<String, String> headers, Body body) {
    public Response {
        headers = new LinkedHashMap<>(headers);
    }

    /** The answer's body. */
    public sealed interface Body {
        @SuppressWarnings("ArrayRecordComponent") // An answer is never compared with another.
        record Bytes(byte[] bytes) implements Body {}

        /** Written bit by bit while the other side listens. */
        record Stream(Source source) implements Body {}
    }

    /** Writes a stream until it ends or nobody listens any more. */
    @FunctionalInterface
    public interface Source {
        void write(Sink sink) throws IOException;
    }

    /** Where a stream goes. Throws when nobody listens any more. */
    @FunctionalInterface
    public interface Sink {
        void send(String text) throws IOException;
    }

    public static Response json(int status, Object value) {
        return new Response(status, Map.of("Content-Type", "application/json"), new Body.Bytes(Json.bytes(value)));
    }

    public static Response text(int status, String type, String text) {
        return new Response(
                status, Map.of("Content-Type", type), new Body.Bytes(text.getBytes(StandardCharsets.UTF_8)));
    }

    public static Response empty(int status) {
        return new Response(status, Map.of(), new Body.Bytes(new byte[0]));
    }

    public static Response stream(Source source) {
        return new Response(200, Map.of("Content-Type", "text/event-stream"), new Body.Stream(source));
    }

    public Response with(String header, String value) {
        Map<String, String> more = new LinkedHashMap<>(headers);
        more.put(header, value);
        return new Response(status, more, body);
    }
}

package dev.changeover.http;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * What was asked, whichever door it came by.
 *
 * @param path as sent, not decoded
 * @param query as sent, not decoded; empty without one
 * @param headers by name in lower case
 * @param body at most one byte more than is allowed
 * @param from the address it came from
 */
@SuppressWarnings("ArrayRecordComponent") // A request is never compared with another.
public record Request(
        String method, String path, String query, Map<String, List<String>> headers, byte[] body, String from) {
    public Optional<String> header(String name) {
        List<String> values = headers.getOrDefault(name.toLowerCase(Locale.ROOT), List.of());
        return values.size() == 1 ? Optional.of(values.getFirst()) : Optional.empty();
    }

    /** A header that is there twice is there; what it says nobody can know. */
    public boolean has(String name) {
        return headers.containsKey(name.toLowerCase(Locale.ROOT));
    }
}

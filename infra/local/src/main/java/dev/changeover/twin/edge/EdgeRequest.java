package dev.changeover.twin.edge;

import java.util.Optional;
import java.util.Set;

/** What a viewer asks, and what the edge asks of an origin. {@code path} and {@code query} are still encoded. */
@SuppressWarnings("ArrayRecordComponent") // the body is handed on and never compared
public record EdgeRequest(String method, String path, Optional<String> query, Headers headers, byte[] body) {
    private static final Set<String> READS = Set.of("GET", "HEAD");

    /** The methods with which CloudFront fails over. */
    private static final Set<String> FAILING_OVER = Set.of("GET", "HEAD", "OPTIONS");

    public EdgeRequest withPath(String other) {
        return new EdgeRequest(method, other, query, headers, body);
    }

    public EdgeRequest withHeaders(Headers other) {
        return new EdgeRequest(method, path, query, other, body);
    }

    boolean reads() {
        return READS.contains(method);
    }

    boolean mayFailOver() {
        return FAILING_OVER.contains(method);
    }

    boolean isHead() {
        return method.equals("HEAD");
    }

    /** Path and query as they stand in a request line. */
    String target() {
        return path + query.map(text -> "?" + text).orElse("");
    }

    /** Another page, asked for by the edge itself. */
    EdgeRequest reading(String page) {
        return new EdgeRequest("GET", page, Optional.empty(), Headers.NONE, new byte[0]);
    }
}

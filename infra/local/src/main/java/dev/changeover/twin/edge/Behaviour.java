package dev.changeover.twin.edge;

import java.util.List;
import java.util.Set;

/** What becomes of requests whose path fits. */
public record Behaviour(
        PathPattern pattern, Target target, Methods methods, Caching caching, List<OriginFunction> functions) {
    /** The three choices CloudFront gives. */
    public enum Methods {
        READ,
        READ_AND_OPTIONS,
        ALL;

        private static final Set<String> READING = Set.of("GET", "HEAD");
        private static final Set<String> ASKING = Set.of("GET", "HEAD", "OPTIONS");
        private static final Set<String> EVERY = Set.of("GET", "HEAD", "OPTIONS", "PUT", "POST", "PATCH", "DELETE");

        boolean allow(String method) {
            return switch (this) {
                case READ -> READING.contains(method);
                case READ_AND_OPTIONS -> ASKING.contains(method);
                case ALL -> EVERY.contains(method);
            };
        }
    }

    public Behaviour {
        functions = List.copyOf(functions);
    }

    boolean keeps(EdgeRequest request) {
        return caching instanceof Caching.On
                && request.reads()
                && request.headers().first("Range").isEmpty();
    }
}

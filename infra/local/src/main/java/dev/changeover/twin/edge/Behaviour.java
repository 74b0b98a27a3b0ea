package dev.changeover.twin.edge;

import java.util.List;
import java.util.Set;

/** What becomes of requests whose path fits. */
public record Behaviour(
        PathPattern pattern, Target target, Methods methods, Caching caching, List<OriginFunction> functions) {
    /** The three choices CloudFront gives. */
    public enum Methods {
        READ(Set.of("GET", "HEAD")),
        READ_AND_OPTIONS(Set.of("GET", "HEAD", "OPTIONS")),
        ALL(Set.of("GET", "HEAD", "OPTIONS", "PUT", "POST", "PATCH", "DELETE"));

        private final Set<String> names;

        Methods(Set<String> names) {
            this.names = names;
        }

        boolean allow(String method) {
            return names.contains(method);
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

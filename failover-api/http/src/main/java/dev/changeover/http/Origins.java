package dev.changeover.http;

import java.util.Set;

/** The pages of other origins that may call, such as the console of the other Region. By default none. */
public record Origins(Set<String> allowed) {
    public Origins {
        allowed = Set.copyOf(allowed);
        if (allowed.contains("*")) {
            throw new IllegalArgumentException("name each origin; '*' would let any page in");
        }
    }

    public static Origins none() {
        return new Origins(Set.of());
    }

    boolean allows(Request request) {
        return request.header("Origin").filter(allowed::contains).isPresent();
    }

    Response dress(Response response, Request request) {
        if (allowed.isEmpty()) {
            return response;
        }
        Response varied = response.with("Vary", "Origin");
        if (!allows(request)) {
            return varied;
        }
        return varied.with(
                        "Access-Control-Allow-Origin", request.header("Origin").orElseThrow())
                .with("Access-Control-Allow-Methods", "GET, POST")
                .with("Access-Control-Allow-Headers", "Authorization, Content-Type, Idempotency-Key, Last-Event-ID")
                .with("Access-Control-Expose-Headers", "Location, Changeover-Region")
                .with("Access-Control-Max-Age", "600")
                .with("Cross-Origin-Resource-Policy", "cross-origin");
    }
}

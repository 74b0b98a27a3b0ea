package dev.changeover.http;

import java.util.Optional;

/** Files that are served beside the API, such as the console's. */
@FunctionalInterface
public interface Pages {
    /** The file at the request's path; empty if it is none of these. */
    Optional<Response> at(Request request);

    static Pages none() {
        return request -> Optional.empty();
    }
}

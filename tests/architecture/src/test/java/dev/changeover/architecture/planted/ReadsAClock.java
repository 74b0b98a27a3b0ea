package dev.changeover.architecture.planted;

import java.time.Instant;

/** A violation on purpose: the test of the rules must see it. */
final class ReadsAClock {
    private ReadsAClock() {}

    static Instant now() {
        return Instant.now();
    }
}

package dev.changeover.core.drill;

import dev.changeover.core.model.Actor;
import java.time.Duration;

/**
 * What was asked for.
 *
 * @param soak how long the application stays away, probed all the while
 */
public record DrillRequest(DrillId id, Actor by, Duration soak) {
    /** Long enough for a few probes and a DNS answer at AWS's advised TTL of 60 s to be asked anew. */
    public static final Duration SOAK_DEFAULT = Duration.ofMinutes(2);

    /** Longer is no drill but a move. */
    public static final Duration SOAK_MAX = Duration.ofHours(12);

    public DrillRequest {
        if (soak.isNegative() || soak.compareTo(SOAK_MAX) > 0) {
            throw new IllegalArgumentException("a soak lasts 0 s to " + SOAK_MAX.toHours() + " h, not " + soak);
        }
    }
}

package dev.changeover.aws;

import dev.changeover.core.model.Region;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Remembers for a short while which Regions something was seen of. A hint for where to ask first, never a fact. */
final class Lately {
    /** Ours: longer than the step that profits from it, shorter than a person needs to mend a Region. */
    static final Duration WHILE = Duration.ofSeconds(10);

    private final Map<Region, Instant> seen = new ConcurrentHashMap<>();
    private final InstantSource clock;

    Lately(InstantSource clock) {
        this.clock = clock;
    }

    void note(Region what) {
        seen.put(what, clock.instant());
    }

    boolean has(Region what) {
        Instant at = seen.get(what);
        return at != null && at.plus(WHILE).isAfter(clock.instant());
    }

    /** Whether it was seen here, and {@code other} has not seen it since. */
    boolean hasAfter(Lately other, Region what) {
        Instant there = other.seen.get(what);
        return has(what) && (there == null || there.isBefore(seen.get(what)));
    }
}

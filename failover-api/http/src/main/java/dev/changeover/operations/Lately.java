package dev.changeover.operations;

import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/** What was read of something lately, for many readers: as of at most {@link Chronicle#FRESH} ago. */
final class Lately<K, V> {
    private final InstantSource clock;
    private final Map<K, Kept<V>> kept = new ConcurrentHashMap<>();

    private record Kept<V>(V value, Instant at) {}

    Lately(InstantSource clock) {
        this.clock = clock;
    }

    V of(K key, Supplier<V> reading) {
        Instant now = clock.instant();
        Kept<V> known = kept.get(key);
        if (known != null && now.isBefore(known.at().plus(Chronicle.FRESH))) {
            return known.value();
        }
        V value = reading.get();
        kept.put(key, new Kept<>(value, now));
        return value;
    }
}

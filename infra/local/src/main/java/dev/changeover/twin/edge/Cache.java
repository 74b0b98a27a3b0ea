package dev.changeover.twin.edge;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** What the edge has kept. When it is full, what has been asked for least recently goes first. */
final class Cache {
    /** Bytes of bodies; a twelfth of the heap that {@code up} gives the twin. Ours. */
    private static final long BYTES_MAX = 32L * 1024 * 1024;

    /** One answer, whose it was, since when and until when it is served. */
    record Kept(EdgeAnswer answer, String origin, Instant since, Instant until) {
        Duration age(Instant now) {
            return Duration.between(since, now);
        }
    }

    private final Map<String, Kept> entries = new LinkedHashMap<>(16, 0.75f, true);
    private long bytes;

    synchronized Optional<Kept> find(String key, Instant now) {
        Kept kept = entries.get(key);
        if (kept == null) {
            return Optional.empty();
        }
        if (now.isBefore(kept.until())) {
            return Optional.of(kept);
        }
        remove(key);
        return Optional.empty();
    }

    synchronized void keep(String key, Kept kept) {
        remove(key);
        if (kept.answer().body().length > BYTES_MAX) {
            return;
        }
        entries.put(key, kept);
        bytes += kept.answer().body().length;
        while (bytes > BYTES_MAX) {
            remove(entries.keySet().iterator().next());
        }
    }

    private void remove(String key) {
        Kept gone = entries.remove(key);
        if (gone != null) {
            bytes -= gone.answer().body().length;
        }
    }
}

package dev.changeover.operations;

import dev.changeover.core.model.ChangeoverId;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Who looks at a changeover through this service, so that two people at 03:00 know of each other. */
public final class Watchers {
    /** A page polls at least each second, a stream beats each ten: whoever was silent for longer has left. */
    static final Duration GONE_AFTER = Duration.ofSeconds(15);

    /** More changeovers than anybody looks at within {@link #GONE_AFTER}. */
    private static final int REMEMBERED_MAX = 100;

    private final InstantSource clock;
    private final Map<ChangeoverId, Map<String, Watcher>> watching = new ConcurrentHashMap<>();

    Watchers(InstantSource clock) {
        this.clock = clock;
    }

    /** Somebody, since when, and when last heard of. */
    public record Watcher(String who, Instant since, Instant lastSeenAt) {}

    public void looks(ChangeoverId id, String who) {
        Instant now = clock.instant();
        if (watching.size() > REMEMBERED_MAX) {
            tidy(now);
        }
        watching.computeIfAbsent(id, any -> new ConcurrentHashMap<>())
                .merge(
                        who,
                        new Watcher(who, now, now),
                        (known, fresh) -> gone(known, now) ? fresh : new Watcher(who, known.since(), now));
    }

    /** The newest last. */
    public List<Watcher> of(ChangeoverId id) {
        Instant now = clock.instant();
        return watching.getOrDefault(id, Map.of()).values().stream()
                .filter(watcher -> !gone(watcher, now))
                .sorted(Comparator.comparing(Watcher::since).thenComparing(Watcher::who))
                .toList();
    }

    /** Forgets who has left; called when there are many to remember. */
    private void tidy(Instant now) {
        watching.values().forEach(known -> known.values().removeIf(watcher -> gone(watcher, now)));
        watching.values().removeIf(Map::isEmpty);
    }

    private static boolean gone(Watcher watcher, Instant now) {
        return watcher.lastSeenAt().plus(GONE_AFTER).isBefore(now);
    }
}

package dev.changeover.operations;

import dev.changeover.core.journal.Event;
import dev.changeover.core.journal.Fold;
import dev.changeover.core.journal.Journal;
import dev.changeover.core.model.ApplicationName;
import dev.changeover.core.model.ChangeoverId;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/** Reads the journal for many readers at once. */
final class Chronicle {
    /** A thousand pages that poll the same changeover read its journal ten times a second, not a thousand times. */
    static final Duration FRESH = Duration.ofMillis(100);

    /** An ended changeover changes only when a debt is paid. */
    static final Duration FRESH_ENDED = Duration.ofSeconds(2);

    /** A fleet's live changeovers and the page somebody reads; each is some kilobytes. */
    private static final int KEPT_MAX = 200;

    private final Journal journal;
    private final InstantSource clock;
    private final Map<ChangeoverId, Told> kept = Collections.synchronizedMap(new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<ChangeoverId, Told> eldest) {
            return size() > KEPT_MAX;
        }
    });

    private final Map<ApplicationName, Latest> latest = new ConcurrentHashMap<>();

    Chronicle(Journal journal, InstantSource clock) {
        this.journal = journal;
        this.clock = clock;
    }

    /** As of at most {@link #FRESH} ago; empty if there is no such changeover. */
    Optional<Told> lately(ChangeoverId id) {
        Told told = kept.get(id);
        if (told != null) {
            Duration fresh = told.state().ended() ? FRESH_ENDED : FRESH;
            if (Duration.between(told.readAt(), clock.instant()).compareTo(fresh) < 0) {
                return Optional.of(told);
            }
        }
        return now(id);
    }

    /** As of now; empty if there is no such changeover. */
    Optional<Told> now(ChangeoverId id) {
        Instant readAt = clock.instant();
        List<Event> events = reading(() -> journal.read(id));
        if (events.isEmpty()) {
            return Optional.empty();
        }
        Told before = kept.get(id);
        Told told = before != null && before.events().equals(events)
                ? new Told(before.state(), before.events(), readAt)
                : new Told(reading(() -> Fold.of(events)), events, readAt);
        kept.put(id, told);
        return Optional.of(told);
    }

    Optional<ChangeoverId> live(ApplicationName application) {
        return reading(() -> journal.live(application));
    }

    /** Oldest first. */
    List<ChangeoverId> history(ApplicationName application) {
        return reading(() -> journal.history(application));
    }

    /** The latest one there is, as of at most {@link #FRESH} ago. */
    Optional<Told> latest(ApplicationName application) {
        Instant now = clock.instant();
        Latest known = latest.get(application);
        if (known == null || !known.at().plus(FRESH).isAfter(now)) {
            List<ChangeoverId> history = history(application);
            known = new Latest(history.isEmpty() ? Optional.empty() : Optional.of(history.getLast()), now);
            latest.put(application, known);
        }
        return known.id().flatMap(this::lately);
    }

    private record Latest(Optional<ChangeoverId> id, Instant at) {}

    static <T> T reading(Supplier<T> read) {
        return JournalUnreadable.reading(read);
    }
}

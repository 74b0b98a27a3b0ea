package dev.changeover.operations;

import dev.changeover.core.journal.Event;
import dev.changeover.core.journal.Fold;
import dev.changeover.core.journal.Journal;
import dev.changeover.core.model.ApplicationName;
import dev.changeover.core.model.ChangeoverId;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.Supplier;

/** Reads the journal for many readers at once. */
final class Chronicle {
    /** A thousand pages that poll the same changeover read its journal ten times a second, not a thousand times. */
    static final Duration FRESH = Duration.ofMillis(100);

    /** An ended changeover changes only when a debt is paid, or its driver leaves. */
    static final Duration FRESH_ENDED = Duration.ofSeconds(2);

    /** What nothing may follow is the same for ever; a day is longer than anybody reads about it. */
    static final Duration FRESH_OVER = Duration.ofDays(1);

    private final Journal journal;
    private final InstantSource clock;
    private final Lately<ChangeoverId, Optional<Told>> told;
    private final Lately<ApplicationName, List<ChangeoverId>> histories;

    /** {@code background} is where what many ask for is read before they ask. */
    Chronicle(Journal journal, InstantSource clock, Executor background) {
        this.journal = journal;
        this.clock = clock;
        this.told = new Lately<>(
                clock, background, known -> known.map(Chronicle::fresh).orElse(Duration.ZERO));
        this.histories = new Lately<>(clock, background, _ -> FRESH);
    }

    private static Duration fresh(Told told) {
        return told.over() ? FRESH_OVER : told.state().ended() ? FRESH_ENDED : FRESH;
    }

    /** As of at most {@link #FRESH} ago; empty if there is no such changeover. */
    Optional<Told> lately(ChangeoverId id) {
        return told.of(id, () -> read(id)).value();
    }

    /** As of now; empty if there is no such changeover. */
    Optional<Told> now(ChangeoverId id) {
        return told.anew(id, () -> read(id));
    }

    private Optional<Told> read(ChangeoverId id) {
        Instant readAt = clock.instant();
        List<Event> events = reading(() -> journal.read(id));
        if (events.isEmpty()) {
            return Optional.empty();
        }
        Optional<Told> before = told.known(id).flatMap(known -> known);
        return Optional.of(
                before.isPresent() && before.get().events().equals(events)
                        ? new Told(before.get().state(), before.get().events(), readAt)
                        : new Told(reading(() -> Fold.of(events)), events, readAt));
    }

    Optional<ChangeoverId> live(ApplicationName application) {
        return reading(() -> journal.live(application));
    }

    /** Oldest first, as of at most {@link #FRESH} ago. */
    AsOf<List<ChangeoverId>> history(ApplicationName application) {
        return histories.of(application, () -> List.copyOf(reading(() -> journal.history(application))));
    }

    /** The latest one there is, as of at most {@link #FRESH} ago. */
    AsOf<Optional<Told>> latest(ApplicationName application) {
        AsOf<List<ChangeoverId>> history = history(application);
        Optional<Told> last = history.value().isEmpty()
                ? Optional.empty()
                : lately(history.value().getLast());
        Instant at = last.filter(told -> !told.over() && told.readAt().isBefore(history.at()))
                .map(Told::readAt)
                .orElse(history.at());
        return new AsOf<>(last, at);
    }

    /** Whoever has written gets nothing that was read before. */
    void forget() {
        histories.forget();
    }

    static <T> T reading(Supplier<T> read) {
        return JournalUnreadable.reading(read);
    }
}

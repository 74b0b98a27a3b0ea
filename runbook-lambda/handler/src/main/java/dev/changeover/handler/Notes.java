package dev.changeover.handler;

import dev.changeover.core.journal.ChangeoverState;
import dev.changeover.core.journal.Event;
import dev.changeover.core.journal.Fold;
import dev.changeover.core.journal.Journal;
import dev.changeover.core.model.ChangeoverId;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Writes what does not come from a turn: that somebody approved, that a driver left. */
record Notes(Journal journal) {
    /** How often to write again when somebody else writes between our reading and our writing. */
    static final int TRIES_MAX = 20;

    /** Taken only to be given back. */
    private static final Duration LEASE_SHORTEST = Duration.ofMillis(1);

    /** @throws UnusableEvent if there is no such changeover */
    List<Event> events(ChangeoverId id) {
        List<Event> events = journal.read(id);
        if (events.isEmpty()) {
            throw new UnusableEvent("there is no changeover of that id in the journal");
        }
        return events;
    }

    ChangeoverState state(ChangeoverId id) {
        return Fold.of(events(id));
    }

    /**
     * Appends what {@code note} makes of the journal, if it makes anything of it.
     *
     * @throws UncheckedIOException if the journal cannot be written; whoever called may call again
     */
    void append(ChangeoverId id, Function<List<Event>, Optional<Event>> note) {
        for (int tries = 0; tries < TRIES_MAX; tries++) {
            List<Event> events = events(id);
            Optional<Event> event = note.apply(events);
            if (event.isEmpty()) {
                return;
            }
            switch (journal.append(id, events.size(), event.get(), Optional.empty())) {
                case Journal.Appending.Appended _ -> {
                    return;
                }
                case Journal.Appending.Behind _, Journal.Appending.Fenced _ -> {
                    // Somebody wrote meanwhile: read again.
                }
                case Journal.Appending.Unavailable(var why) -> throw unwritten(why.toString());
            }
        }
        throw unwritten("others wrote first " + TRIES_MAX + " times");
    }

    /** Says that a driver is gone, once for each time that it took over, and gives back the lease it may have left. */
    void left(ChangeoverId id, Event.DriverLeft leaving) {
        append(id, events -> saidAlready(events, leaving) ? Optional.empty() : Optional.of(leaving));
        if (journal.lease(id, leaving.driver(), leaving.at(), LEASE_SHORTEST)
                instanceof Journal.Leasing.Taken(var lease)) {
            journal.release(lease);
        }
    }

    private static boolean saidAlready(List<Event> events, Event.DriverLeft leaving) {
        return events.reversed().stream()
                .takeWhile(event -> !(event instanceof Event.DriverTook took
                        && took.driver().equals(leaving.driver())))
                .anyMatch(event ->
                        event instanceof Event.DriverLeft left && left.driver().equals(leaving.driver()));
    }

    private static UncheckedIOException unwritten(String why) {
        return new UncheckedIOException(new IOException("the journal cannot be written: " + why));
    }
}

package dev.changeover.core.journal;

import dev.changeover.core.model.ApplicationName;
import dev.changeover.core.model.ChangeoverId;
import dev.changeover.core.port.PortFailure;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Where events are kept. What is appended is durable before the call returns, and an application has at most one live
 * changeover: that is released by its end, never by a clock. An id is used once, whatever the application.
 *
 * <p>A journal that cannot be written says so with an answer; one that cannot be read throws an {@link
 * java.io.UncheckedIOException}.
 */
public interface Journal {
    /** Writes the first event and names the changeover the application's live one, both or neither. */
    Opening open(Event.Started first);

    /** All events of a changeover in order; empty if there is none of that id. */
    List<Event> read(ChangeoverId id);

    /**
     * Takes or renews the right to drive a changeover. Refused while another driver's lease runs. Each taking by
     * another driver raises the epoch, and an append under a lower one is fenced off.
     */
    Leasing lease(ChangeoverId id, String driver, Instant now, Duration length);

    /** The lease last taken, run out or given back included, without taking it; empty if there never was one. */
    Optional<Lease> lastLease(ChangeoverId id);

    /** Gives the right back early, so that another driver need not wait for it to run out. */
    void release(Lease lease);

    /**
     * Appends one event if exactly {@code expected} events are there. A person's verb carries no lease. A driver that
     * is behind because another took over hears that it is fenced off; a changeover never opened is unavailable.
     */
    Appending append(ChangeoverId id, int expected, Event event, Optional<Lease> lease);

    Optional<ChangeoverId> live(ApplicationName application);

    /** The application's changeovers, oldest first. */
    List<ChangeoverId> history(ApplicationName application);

    /** The right of one driver to act, until a time, in an epoch. */
    record Lease(ChangeoverId id, String driver, long epoch, Instant until) {}

    /** How opening went. */
    sealed interface Opening {
        record Opened() implements Opening {}

        record AlreadyLive(ChangeoverId id) implements Opening {}

        record Unavailable(PortFailure why) implements Opening {}
    }

    /** How taking a lease went. */
    sealed interface Leasing {
        record Taken(Lease lease) implements Leasing {}

        record HeldBy(String driver, Instant until) implements Leasing {}

        record Unavailable(PortFailure why) implements Leasing {}
    }

    /** How appending went. */
    sealed interface Appending {
        record Appended() implements Appending {}

        /** Somebody else appended first: read again. */
        record Behind() implements Appending {}

        /** Another driver has taken over. */
        record Fenced() implements Appending {}

        record Unavailable(PortFailure why) implements Appending {}
    }
}

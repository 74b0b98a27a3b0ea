package dev.changeover.core.drill;

import dev.changeover.core.model.ApplicationName;
import dev.changeover.core.port.PortFailure;
import java.util.List;
import java.util.Optional;

/**
 * Where drills are kept. What is appended is durable before the call returns, and an application has at most one live
 * drill. One that cannot be read throws an {@link java.io.UncheckedIOException}.
 */
public interface DrillJournal {
    Opening open(DrillEvent.Started first);

    /**
     * Writes the whole of a drill that was driven to its end somewhere else: all of it or nothing, since a part of it
     * would look like a drill whose driver has died. {@link Opening.AlreadyThere} as for {@link #open}.
     */
    Opening bring(List<DrillEvent> whole);

    /** All events in order; empty if there is no such drill. */
    List<DrillEvent> read(DrillId id);

    /** Appends if exactly {@code expected} events are there. */
    Appending append(DrillId id, int expected, DrillEvent event);

    /** The application's drills, oldest first. */
    List<DrillId> history(ApplicationName application);

    /** The drill that has not ended; only the last can be it. */
    default Optional<DrillId> live(ApplicationName application) {
        List<DrillId> history = history(application);
        return history.isEmpty() || DrillState.of(read(history.getLast())).end().isPresent()
                ? Optional.empty()
                : Optional.of(history.getLast());
    }

    /** How opening went. */
    sealed interface Opening {
        record Opened() implements Opening {}

        /** This drill is there already, or another of the application has not ended. */
        record AlreadyThere(DrillId id) implements Opening {}

        record Unavailable(PortFailure why) implements Opening {}
    }

    /** How appending went. */
    sealed interface Appending {
        record Appended() implements Appending {}

        /** Somebody else appended first: read again. */
        record Behind() implements Appending {}

        record Unavailable(PortFailure why) implements Appending {}
    }
}

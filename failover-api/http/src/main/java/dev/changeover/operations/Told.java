package dev.changeover.operations;

import dev.changeover.core.journal.ChangeoverState;
import dev.changeover.core.journal.Event;
import dev.changeover.core.model.ChangeoverId;
import java.time.Instant;
import java.util.List;

/** A changeover as its journal told it when it was read. */
public record Told(ChangeoverState state, List<Event> events, Instant readAt) {
    public Told {
        events = List.copyOf(events);
    }

    public ChangeoverId id() {
        return state.request().id();
    }

    /** Whether it has ended and nothing may follow any more: no debt is owed, and no driver has still to leave. */
    public boolean over() {
        return state.ended() && state.openDebts().isEmpty() && state.driver().isEmpty();
    }

    /** When this was true: when it was read, or {@code now} if it cannot have changed since. */
    public Instant asOf(Instant now) {
        return over() ? now : readAt;
    }
}

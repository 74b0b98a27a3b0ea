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
}

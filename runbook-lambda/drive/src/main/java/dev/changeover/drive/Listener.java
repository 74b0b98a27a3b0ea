package dev.changeover.drive;

import dev.changeover.core.journal.ChangeoverState;
import dev.changeover.core.journal.Event;
import dev.changeover.core.model.ChangeoverId;
import java.time.Instant;

/** Hears what happens to a changeover, whoever drives it. Must be quick: the driver waits for it. */
public interface Listener {
    /** Each event once, in order. One of this driver's own is told when it is durable, before the act it announces. */
    void event(ChangeoverId id, Event event);

    /** This driver has taken a turn. */
    default void turned() {}

    /** Nothing to do for a moment. Told at least once a second while the driver waits. */
    default void resting(ChangeoverState state, Instant now) {}

    /** Another driver has the lease; this one looks on and takes over when the lease runs out. */
    default void following(String driver, Instant until) {}

    static Listener silent() {
        return (id, event) -> {};
    }
}

package dev.changeover.core.guard;

import dev.changeover.core.model.Actor;
import java.time.Instant;

/** What a person did, and when. */
public record Given(Actor by, Instant at) {
    @Override
    public String toString() {
        return by.who() + " at " + at + (by.reason().isBlank() ? "" : ": " + by.reason());
    }
}

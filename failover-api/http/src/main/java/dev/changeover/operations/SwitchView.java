package dev.changeover.operations;

import dev.changeover.core.model.Actor;
import dev.changeover.core.port.PortFailure;
import java.time.Instant;
import java.util.Optional;

/** What one look at a switch showed. */
public sealed interface SwitchView {
    /** It could be read; {@code by} and {@code at} are empty if nobody ever turned it. */
    record Standing(boolean on, Optional<Actor> by, Optional<Instant> at) implements SwitchView {}

    record Unreadable(PortFailure why) implements SwitchView {}

    static SwitchView untouched() {
        return new Standing(false, Optional.empty(), Optional.empty());
    }
}

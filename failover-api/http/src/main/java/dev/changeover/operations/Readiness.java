package dev.changeover.operations;

import dev.changeover.core.model.Region;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Whether an application could be moved, as last found.
 *
 * @param ranAt empty if nobody has looked yet
 */
public record Readiness(State state, String said, Optional<Instant> ranAt, List<Check> checks) {
    public Readiness {
        checks = List.copyOf(checks);
    }

    /** The verdict. */
    public enum State {
        READY,
        NOT_READY,
        UNKNOWN
    }

    /** How much a check matters. */
    public enum Severity {
        BLOCKING,
        WARNING,
        NOTE,
        FINE,
        UNREADABLE
    }

    /** One thing that was looked at; {@code region} is empty when it is about none alone. */
    public record Check(
            String name, Severity severity, Optional<Region> region, String evidence, String remedy, Instant seenAt) {}

    public static Readiness unknown(String said) {
        return new Readiness(State.UNKNOWN, said, Optional.empty(), List.of());
    }
}

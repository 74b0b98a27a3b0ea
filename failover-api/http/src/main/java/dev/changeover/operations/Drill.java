package dev.changeover.operations;

import dev.changeover.core.model.Actor;
import dev.changeover.core.model.ApplicationName;
import dev.changeover.core.model.ChangeoverId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A rehearsal, there and back.
 *
 * @param there the changeover that leaves
 * @param back the changeover that returns
 */
public record Drill(
        String id,
        ApplicationName application,
        Actor by,
        Duration soak,
        Phase phase,
        Span span,
        Optional<ChangeoverId> there,
        Optional<ChangeoverId> back,
        Figures figures,
        List<Verdict> verdicts) {
    public Drill {
        verdicts = List.copyOf(verdicts);
    }

    /** Where it is. */
    public enum Phase {
        PRECHECK,
        THERE,
        SOAK,
        BACK,
        OVER
    }

    /** Whether it passed; empty while it runs. */
    public record Span(Instant startedAt, Optional<Instant> endedAt, Optional<Boolean> passed) {}

    /** What was measured. A drill that did not pass has no RTO, only a time to failure. */
    public record Figures(Optional<Duration> rtoThere, Optional<Duration> rtoBack, Optional<Duration> timeToFailure) {
        public static final Figures NONE = new Figures(Optional.empty(), Optional.empty(), Optional.empty());
    }

    /** One objective; {@code passed} is empty while it is undecided. */
    public record Verdict(String name, Optional<Boolean> passed, String said) {}
}

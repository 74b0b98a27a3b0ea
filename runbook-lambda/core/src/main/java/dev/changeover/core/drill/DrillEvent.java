package dev.changeover.core.drill;

import dev.changeover.core.model.ApplicationPlan;
import dev.changeover.core.model.ChangeoverId;
import dev.changeover.core.model.Region;
import dev.changeover.core.ready.ReadinessFinding;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** One line of a drill's journal, appended, never edited. */
public sealed interface DrillEvent {
    Instant at();

    /** Carries the whole plan, so that any driver can go on from the journal alone. */
    record Started(DrillRequest request, ApplicationPlan plan, Instant at) implements DrillEvent {}

    /** Somebody drives from here on. There is one at a time: whoever comes second learns who was first, and ends. */
    record DriverTook(String driver, Instant at) implements DrillEvent {}

    /** Whoever drove, or was to, has died; somebody else wrote it down. */
    record DriverLost(String why, Instant at) implements DrillEvent {}

    /**
     * Readiness was looked at.
     *
     * @param active where the application was, and so where it is to come back to
     */
    record Prechecked(Optional<Region> active, List<ReadinessFinding> findings, Instant at) implements DrillEvent {
        public Prechecked {
            findings = List.copyOf(findings);
        }
    }

    /** Durable before the changeover is opened. */
    record LegStarted(Leg leg, ChangeoverId changeover, Instant at) implements DrillEvent {}

    record LegEnded(Leg leg, LegResult result, Instant at) implements DrillEvent {}

    record SoakStarted(Instant at) implements DrillEvent {}

    /**
     * Probes made since the last of these.
     *
     * @param failed how many of them found the application not reached or not well
     * @param said what the last one that failed saw, or else the last one
     */
    record SoakProbed(int probes, int failed, String said, Instant at) implements DrillEvent {}

    record SoakEnded(Instant at) implements DrillEvent {}

    /** The drill ends where it is. */
    record Stopped(DrillPhase phase, StopReason reason, String said, Instant at) implements DrillEvent {}

    record Judged(DrillVerdict verdict, Instant at) implements DrillEvent {}
}

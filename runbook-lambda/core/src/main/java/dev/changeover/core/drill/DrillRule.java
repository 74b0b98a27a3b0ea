package dev.changeover.core.drill;

import dev.changeover.core.journal.Outcome;
import dev.changeover.core.model.Actor;
import dev.changeover.core.model.ChangeoverRequest;
import dev.changeover.core.model.Mode;
import dev.changeover.core.model.Site;
import dev.changeover.core.port.ProbeView;
import dev.changeover.core.port.TrafficView;
import dev.changeover.core.ready.ReadinessFinding;
import dev.changeover.core.ready.ReadinessReport;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** What follows from what a drill has seen. Pure. */
public final class DrillRule {
    private DrillRule() {}

    /** The changeover of one leg: always graceful, and under an id that follows from the drill's. */
    public static ChangeoverRequest request(DrillState state, Leg leg) {
        DrillRequest drill = state.request();
        String reason = "drill " + drill.id()
                + (drill.by().reason().isBlank() ? "" : ": " + drill.by().reason());
        return new ChangeoverRequest(
                drill.id().changeover(leg),
                state.from(leg).region(),
                state.to(leg).region(),
                Mode.GRACEFUL,
                new Actor(drill.by().who(), reason),
                Optional.empty(),
                Set.of(),
                List.of());
    }

    public static DrillEvent.Prechecked prechecked(ReadinessReport report, Instant at) {
        return new DrillEvent.Prechecked(report.active(), report.findings(), at);
    }

    /** Why the precheck does not let the drill begin; empty if it does. */
    public static Optional<DrillEvent.Stopped> refusal(DrillEvent.Prechecked checked) {
        List<ReadinessFinding> blocking = checked.findings().stream()
                .filter(ReadinessFinding::blocksDrill)
                .toList();
        if (blocking.isEmpty() && checked.active().isPresent()) {
            return Optional.empty();
        }
        String said = blocking.isEmpty()
                ? "it is not known where the application is"
                : blocking.stream()
                        .map(finding -> finding.code() + " (" + finding.check() + ": " + finding.evidence() + ")")
                        .collect(Collectors.joining("; "));
        return Optional.of(
                new DrillEvent.Stopped(DrillPhase.PRECHECK, StopReason.PRECHECK_BLOCKED, said, checked.at()));
    }

    /** Why a drill does not go on after a leg; empty if it does. */
    public static Optional<StopReason> stopAfter(Outcome outcome) {
        return switch (outcome) {
            case COMPLETED -> Optional.empty();
            case COMPLETED_WITH_EXCEPTIONS -> Optional.of(StopReason.CHANGEOVER_WITH_EXCEPTIONS);
            case CANCELLED -> Optional.of(StopReason.CHANGEOVER_CANCELLED);
        };
    }

    /** What a probe found. */
    public record Probe(boolean well, String said) {}

    /** Whether the application's name leads to {@code expected}, and it is well there. */
    public static Probe probed(TrafficView seen, Site expected) {
        return switch (seen.resolution()) {
            case TrafficView.Resolution.Unreadable(var why) -> new Probe(false, "DNS: " + why);
            case TrafficView.Resolution.Answered(var answers)
            when Collections.disjoint(answers, expected.dnsAnswers()) -> new Probe(false, "DNS answers " + answers);
            case TrafficView.Resolution.Answered _ ->
                switch (seen.health()) {
                    case ProbeView.Failed failed -> new Probe(false, failed.why());
                    case ProbeView.Passed passed -> new Probe(true, passed.evidence());
                };
        };
    }

    /** The verdict; only in its phase. */
    public static DrillVerdict verdict(DrillState state) {
        return DrillVerdict.of(state);
    }
}

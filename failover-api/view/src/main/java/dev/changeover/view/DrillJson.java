package dev.changeover.view;

import dev.changeover.core.drill.DrillEvent;
import dev.changeover.core.drill.DrillState;
import dev.changeover.core.drill.DrillState.End;
import dev.changeover.core.drill.DrillVerdict;
import dev.changeover.core.drill.Leg;
import dev.changeover.core.drill.LegResult;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** A drill as JSON. The keys are promised in docs/drills.md. */
public final class DrillJson {
    private DrillJson() {}

    public static Map<String, Object> of(DrillState state) {
        Map<String, Object> object = Json.object(
                "id", state.request().id(),
                "application", state.plan().name(),
                "verdict", Reports.verdict(state).word(),
                "phase", state.phase(),
                "said", DrillWords.sentence(state),
                "home", state.precheck().flatMap(DrillEvent.Prechecked::active),
                "startedAt", state.startedAt(),
                "endedAt", state.end().map(End::at),
                "rtoMs", rto(state),
                "rtoObjectiveMs", state.plan().objectives().rto(),
                "timeToFailureMs", state.timeToFailure(),
                "by", state.request().by().who(),
                "reason", state.request().by().reason(),
                "soakMs", state.request().soak());
        object.put(
                "findings",
                state.precheck().map(DrillEvent.Prechecked::findings).orElse(List.of()).stream()
                        .map(ReadyJson::finding)
                        .toList());
        object.put("soak", state.soak().map(DrillJson::soak).orElse(null));
        object.put(
                "legs", Stream.of(Leg.values()).flatMap(leg -> leg(state, leg)).toList());
        object.put("criteria", criteria(state));
        return object;
    }

    /** Only a drill that passed has one. */
    private static Optional<Duration> rto(DrillState state) {
        return state.passed()
                ? state.leg(Leg.FAILOVER).flatMap(DrillState.LegRun::result).flatMap(LegResult::recovery)
                : Optional.empty();
    }

    private static Map<String, Object> soak(DrillState.Soak soak) {
        return Json.object(
                "startedAt", soak.startedAt(),
                "endedAt", soak.endedAt(),
                "probes", soak.probes(),
                "failed", soak.failed(),
                "said", soak.said());
    }

    private static Stream<Map<String, Object>> leg(DrillState state, Leg leg) {
        return state.leg(leg).stream().map(run -> {
            Optional<LegResult> result = run.result();
            Map<String, Object> object = Json.object(
                    "leg", leg,
                    "changeover", run.changeover(),
                    "from", state.from(leg).region(),
                    "to", state.to(leg).region(),
                    "startedAt", run.startedAt(),
                    "endedAt", result.map(LegResult::endedAt),
                    "recoveredMs", result.flatMap(LegResult::recovery),
                    "writeGapAtMostMs", result.flatMap(LegResult::writeGap));
            object.put(
                    "steps",
                    result.map(LegResult::steps).orElse(List.of()).stream()
                            .map(span -> Json.object(
                                    "name", span.step(),
                                    "startedAt", span.from(),
                                    "ms", Duration.between(span.from(), span.to()),
                                    "skipped", span.skipped(),
                                    "said", span.said()))
                            .toList());
            return object;
        });
    }

    private static List<Map<String, Object>> criteria(DrillState state) {
        List<DrillVerdict.Criterion> criteria =
                state.end().orElse(null) instanceof End.Judged(var verdict, var _) ? verdict.criteria() : List.of();
        return criteria.stream()
                .map(criterion -> Json.object(
                        "name", criterion.name(),
                        "met", criterion.met(),
                        "measured", criterion.measured(),
                        "wanted", criterion.wanted()))
                .toList();
    }
}

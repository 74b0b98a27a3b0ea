package dev.changeover.operations.boards;

import dev.changeover.core.drill.DrillPhase;
import dev.changeover.core.drill.DrillState;
import dev.changeover.core.drill.DrillState.End;
import dev.changeover.core.drill.DrillState.LegRun;
import dev.changeover.core.drill.DrillVerdict;
import dev.changeover.core.drill.Leg;
import dev.changeover.core.drill.LegResult;
import dev.changeover.operations.Drill;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** A drill as a page shows it. */
final class DrillPages {
    private DrillPages() {}

    static Drill of(DrillState state) {
        return new Drill(
                state.request().id().value(),
                state.plan().name(),
                state.request().by(),
                state.request().soak(),
                phase(state),
                new Drill.Span(
                        state.startedAt(), state.end().map(End::at), state.end().map(_ -> state.passed())),
                state.leg(Leg.FAILOVER).map(LegRun::changeover),
                state.leg(Leg.FAILBACK).map(LegRun::changeover),
                figures(state),
                verdicts(state));
    }

    private static Drill.Phase phase(DrillState state) {
        Optional<DrillPhase> phase = state.phase();
        return phase.isEmpty()
                ? Drill.Phase.OVER
                : switch (phase.get()) {
                    case PRECHECK -> Drill.Phase.PRECHECK;
                    case FAILOVER -> Drill.Phase.THERE;
                    case SOAK -> Drill.Phase.SOAK;
                    case FAILBACK -> Drill.Phase.BACK;
                    case VERDICT -> Drill.Phase.OVER;
                };
    }

    /** A drill that stopped has no recovery times, even where one of its legs has. */
    private static Drill.Figures figures(DrillState state) {
        if (state.end().filter(End.Stopped.class::isInstance).isPresent()) {
            return new Drill.Figures(Optional.empty(), Optional.empty(), state.timeToFailure());
        }
        return new Drill.Figures(recovery(state, Leg.FAILOVER), recovery(state, Leg.FAILBACK), Optional.empty());
    }

    private static Optional<Duration> recovery(DrillState state, Leg leg) {
        return state.leg(leg).flatMap(LegRun::result).flatMap(LegResult::recovery);
    }

    private static List<Drill.Verdict> verdicts(DrillState state) {
        Optional<End> end = state.end();
        return end.isEmpty()
                ? List.of()
                : switch (end.get()) {
                    case End.Judged(var verdict, var _) ->
                        verdict.criteria().stream().map(DrillPages::verdict).toList();
                    case End.Stopped(var phase, var reason, var said, var _) ->
                        List.of(new Drill.Verdict(
                                phase.toString(),
                                Optional.of(false),
                                reason.inWords() + " (" + said + "); " + reason.whatToDo()));
                };
    }

    private static Drill.Verdict verdict(DrillVerdict.Criterion criterion) {
        return new Drill.Verdict(
                criterion.name(), Optional.of(criterion.met()), criterion.measured() + "; " + criterion.wanted());
    }
}

package dev.changeover.view;

import dev.changeover.core.drill.DrillPhase;
import dev.changeover.core.drill.DrillState;
import dev.changeover.core.drill.DrillState.End;
import dev.changeover.core.drill.DrillVerdict;
import dev.changeover.core.drill.Leg;
import dev.changeover.core.drill.LegResult;
import dev.changeover.view.Report.Case;
import dev.changeover.view.Report.Case.Result;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A drill as a suite of tests: its phases, then the criteria of its verdict. */
final class DrillCases {
    private final DrillState state;

    private DrillCases(DrillState state) {
        this.state = state;
    }

    static List<Case> of(DrillState state) {
        var cases = new DrillCases(state);
        List<Case> all = new ArrayList<>();
        for (DrillPhase phase :
                List.of(DrillPhase.PRECHECK, DrillPhase.FAILOVER, DrillPhase.SOAK, DrillPhase.FAILBACK)) {
            all.add(cases.phase(phase));
        }
        state.end().ifPresent(end -> {
            if (end instanceof End.Judged(var verdict, var _)) {
                verdict.criteria().forEach(criterion -> all.add(cases.criterion(criterion)));
            }
        });
        return all;
    }

    private Case phase(DrillPhase phase) {
        if (state.end().orElse(null) instanceof End.Stopped(var where, var reason, var said, var _) && where == phase) {
            String words = reason.inWords() + " (" + said + "). What to do: " + reason.whatToDo() + ".";
            return new Case(phase.toString(), state.timeToFailure(), Result.FAILED, words);
        }
        return over(phase)
                ? new Case(phase.toString(), took(phase), Result.HELD, "over")
                : new Case(phase.toString(), Optional.empty(), Result.SKIPPED, "not come to");
    }

    private boolean over(DrillPhase phase) {
        DrillPhase present = state.end()
                .map(end -> end instanceof End.Stopped stopped ? stopped.phase() : DrillPhase.VERDICT)
                .orElseGet(() -> state.phase().orElseThrow());
        return phase.compareTo(present) < 0;
    }

    private Optional<Duration> took(DrillPhase phase) {
        return switch (phase) {
            case PRECHECK -> state.precheck().map(checked -> Duration.between(state.startedAt(), checked.at()));
            case FAILOVER -> took(Leg.FAILOVER);
            case FAILBACK -> took(Leg.FAILBACK);
            case SOAK ->
                state.soak().flatMap(soak -> soak.endedAt().map(end -> Duration.between(soak.startedAt(), end)));
            case VERDICT -> Optional.empty();
        };
    }

    private Optional<Duration> took(Leg leg) {
        return state.leg(leg)
                .flatMap(run -> run.result().map(result -> Duration.between(run.startedAt(), result.endedAt())));
    }

    private Case criterion(DrillVerdict.Criterion criterion) {
        Optional<Duration> took = switch (criterion.name()) {
            case "failover-rto" -> recovery(Leg.FAILOVER);
            case "failback-rto" -> recovery(Leg.FAILBACK);
            default -> Optional.empty();
        };
        return new Case(
                "criterion " + criterion.name(),
                took,
                criterion.met() ? Result.HELD : Result.FAILED,
                criterion.measured() + "; wanted: " + criterion.wanted());
    }

    private Optional<Duration> recovery(Leg leg) {
        return state.leg(leg).flatMap(DrillState.LegRun::result).flatMap(LegResult::recovery);
    }
}

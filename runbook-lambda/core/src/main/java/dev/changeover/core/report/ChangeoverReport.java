package dev.changeover.core.report;

import dev.changeover.core.journal.ChangeoverState;
import dev.changeover.core.journal.OwedDebt;
import dev.changeover.core.journal.Progress;
import dev.changeover.core.model.ChangeoverId;
import dev.changeover.core.model.Direction;
import dev.changeover.core.model.Mode;
import dev.changeover.core.step.Step;
import dev.changeover.core.step.StepName;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * The measured result of one changeover.
 *
 * @param rto from the request until the application was healthy in the target; empty if it never was
 * @param database how long SwitchDatabase took; empty while it is not over
 * @param withinObjective whether rto is within the plan's objective; empty without an rto
 */
public record ChangeoverReport(
        ChangeoverId id,
        Direction direction,
        Mode mode,
        ChangeoverState.Phase phase,
        Optional<Duration> rto,
        Optional<Duration> database,
        Optional<Boolean> withinObjective,
        List<StepLine> steps,
        List<OwedDebt> debts) {
    public ChangeoverReport {
        steps = List.copyOf(steps);
        debts = List.copyOf(debts);
    }

    /** One step's share. {@code took} is empty while it is not over. */
    public record StepLine(StepName name, Progress.Status status, Optional<Duration> took, String evidence) {}

    public static ChangeoverReport of(ChangeoverState state) {
        Optional<Duration> rto = state.recoveryTime();
        return new ChangeoverReport(
                state.request().id(),
                state.direction(),
                state.mode(),
                state.phase(),
                rto,
                state.progress(StepName.SWITCH_DATABASE).took(),
                rto.map(took -> took.compareTo(state.plan().objectives().rto()) <= 0),
                state.steps().stream().map(step -> line(state, step)).toList(),
                state.debts());
    }

    private static StepLine line(ChangeoverState state, Step step) {
        Progress progress = state.progress(step.name());
        return new StepLine(step.name(), progress.status(), progress.took(), progress.said());
    }
}

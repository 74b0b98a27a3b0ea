package dev.changeover.core.journal;

import dev.changeover.core.model.ApplicationPlan;
import dev.changeover.core.model.ChangeoverRequest;
import dev.changeover.core.model.Direction;
import dev.changeover.core.model.Mode;
import dev.changeover.core.step.Finding;
import dev.changeover.core.step.Step;
import dev.changeover.core.step.StepName;
import dev.changeover.core.step.Steps;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A changeover as its journal tells it.
 *
 * @param driver who drove it last
 * @param mode the present mode: an operator may have escalated
 * @param acceptedLoss the loss a person accepted, with the request or when escalating
 * @param acknowledged the findings a person goes on in spite of
 * @param verbs what people said, in order
 */
public record ChangeoverState(
        ChangeoverRequest request,
        ApplicationPlan plan,
        Instant startedAt,
        Optional<String> driver,
        Phase phase,
        Mode mode,
        Optional<Duration> acceptedLoss,
        Set<String> acknowledged,
        Map<StepName, Progress> progress,
        List<Finding> findings,
        List<OwedDebt> debts,
        List<Verb> verbs) {
    /** Where the changeover as a whole is. */
    public sealed interface Phase {
        record Running() implements Phase {}

        record Paused() implements Phase {}

        /** The present step halted; a person has to speak. */
        record Halted() implements Phase {}

        /** Cancelled, and the end is not yet written. */
        record Cancelling() implements Phase {}

        record Ended(Outcome outcome, Instant at) implements Phase {}
    }

    public Direction direction() {
        return plan.directionTo(request.to());
    }

    public List<Step> steps() {
        return Steps.of(plan, request, mode);
    }

    public Progress progress(StepName step) {
        return progress.getOrDefault(step, Progress.NONE);
    }

    /** The first step that is not over; empty when all are. */
    public Optional<Step> current() {
        return steps().stream().filter(step -> !progress(step.name()).over()).findFirst();
    }

    public boolean ended() {
        return phase instanceof Phase.Ended;
    }

    public List<OwedDebt> openDebts() {
        return debts.stream().filter(debt -> !debt.paid()).toList();
    }

    /** Recovery time: from the request until the application was healthy in the target; empty before that. */
    public Optional<Duration> recoveryTime() {
        Progress verified = progress(StepName.VERIFY_TRAFFIC);
        return verified.status() instanceof Progress.Status.Satisfied
                ? verified.endedAt().map(end -> Duration.between(startedAt, end))
                : Optional.empty();
    }

    /** The person who approved, if someone other than the requester did. */
    public Optional<String> approvedBy() {
        return verbs.stream()
                .filter(Verb.Approve.class::isInstance)
                .map(verb -> verb.by().who())
                .filter(who -> !who.equals(request.by().who()))
                .findFirst();
    }
}

package dev.changeover.core.drill;

import dev.changeover.core.journal.ChangeoverState;
import dev.changeover.core.journal.ChangeoverState.Phase;
import dev.changeover.core.journal.Event;
import dev.changeover.core.journal.Fold;
import dev.changeover.core.journal.Outcome;
import dev.changeover.core.journal.Progress;
import dev.changeover.core.model.Region;
import dev.changeover.core.port.Action;
import dev.changeover.core.step.Step;
import dev.changeover.core.step.StepName;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What one leg came to, measured from its journal.
 *
 * @param recovery from the request until the application was healthy in the target; empty if it never was
 * @param writeGap from the asking for the writer's move until the application was healthy there: the longest that
 *     writes can have failed, as far as the journal knows and DNS caches aside; empty if either is not in it
 */
public record LegResult(
        Region from,
        Region to,
        Outcome outcome,
        Optional<Duration> recovery,
        Optional<Duration> writeGap,
        List<Span> steps,
        Instant endedAt) {
    public LegResult {
        steps = List.copyOf(steps);
    }

    /** A step that is over, with what it ended on. */
    public record Span(StepName step, Instant from, Instant to, boolean skipped, String said) {}

    /** Measures an ended changeover; one that has not ended is a bug of the caller. */
    public static LegResult of(List<Event> events) {
        ChangeoverState state = Fold.of(events);
        if (!(state.phase() instanceof Phase.Ended(var outcome, var endedAt))) {
            throw new IllegalArgumentException(state.request().id() + " has not ended");
        }
        return new LegResult(
                state.request().from(),
                state.request().to(),
                outcome,
                outcome == Outcome.COMPLETED ? state.recoveryTime() : Optional.empty(),
                writeGap(events, state),
                state.steps().stream()
                        .flatMap(step -> span(state, step).stream())
                        .toList(),
                endedAt);
    }

    private static Optional<Span> span(ChangeoverState state, Step step) {
        Progress progress = state.progress(step.name());
        boolean skipped = progress.status() instanceof Progress.Status.Skipped;
        return progress.startedAt()
                .flatMap(from ->
                        progress.endedAt().map(to -> new Span(step.name(), from, to, skipped, progress.said())));
    }

    private static Optional<Duration> writeGap(List<Event> events, ChangeoverState state) {
        Optional<Instant> asked = events.stream()
                .filter(event -> event instanceof Event.ActionIntended(var _, var action, var _)
                        && (action instanceof Action.SwitchOver || action instanceof Action.FailOver))
                .map(Event::at)
                .findFirst();
        Progress healthy = state.progress(StepName.VERIFY_TRAFFIC);
        return healthy.status() instanceof Progress.Status.Satisfied
                ? asked.flatMap(from -> healthy.endedAt().map(to -> Duration.between(from, to)))
                : Optional.empty();
    }
}

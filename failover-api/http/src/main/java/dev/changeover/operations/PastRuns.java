package dev.changeover.operations;

import dev.changeover.core.journal.ChangeoverState;
import dev.changeover.core.model.ApplicationName;
import dev.changeover.core.model.ChangeoverId;
import dev.changeover.core.model.Direction;
import dev.changeover.core.step.StepName;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** How long such a move took before. */
public final class PastRuns {
    /** Older runs were of another database and another team. */
    private static final int LOOK_BACK_MAX = 20;

    /** What took place in the last seconds changes no forecast. */
    private static final Duration FRESH = Duration.ofSeconds(10);

    private final Chronicle chronicle;
    private final InstantSource clock;
    private final Map<Key, Kept> kept = new ConcurrentHashMap<>();

    PastRuns(Chronicle chronicle, InstantSource clock) {
        this.chronicle = chronicle;
        this.clock = clock;
    }

    private record Key(ApplicationName application, Direction direction) {}

    private record Kept(Figures figures, Instant at) {}

    /**
     * Recovery times of earlier changeovers that reached their end, in one direction.
     *
     * @param steps how long each step took the last time
     */
    public record Figures(
            int samples, Optional<Duration> median, Optional<Duration> ninetieth, Map<StepName, Duration> steps) {
        public Figures {
            steps = Map.copyOf(steps);
        }
    }

    Figures of(ApplicationName application, Direction direction) {
        return kept.compute(
                        new Key(application, direction),
                        (key, known) -> known != null
                                        && clock.instant().isBefore(known.at().plus(FRESH))
                                ? known
                                : new Kept(count(application, direction), clock.instant()))
                .figures();
    }

    private Figures count(ApplicationName application, Direction direction) {
        List<ChangeoverId> history = chronicle.history(application).value();
        List<ChangeoverState> ended =
                history.subList(Math.max(0, history.size() - LOOK_BACK_MAX), history.size()).stream()
                        .flatMap(id -> chronicle.lately(id).stream())
                        .map(Told::state)
                        .filter(state -> state.ended() && state.direction() == direction)
                        .filter(state -> state.recoveryTime().isPresent())
                        .toList();
        List<Duration> times = ended.stream()
                .map(state -> state.recoveryTime().orElseThrow())
                .sorted()
                .toList();
        Map<StepName, Duration> steps = new EnumMap<>(StepName.class);
        if (!ended.isEmpty()) {
            ended.getLast()
                    .progress()
                    .forEach((step, progress) -> progress.took().ifPresent(took -> steps.put(step, took)));
        }
        return new Figures(times.size(), rank(times, 50), rank(times, 90), steps);
    }

    /** The nearest rank. */
    private static Optional<Duration> rank(List<Duration> sorted, int percent) {
        return sorted.isEmpty() ? Optional.empty() : Optional.of(sorted.get((sorted.size() * percent + 99) / 100 - 1));
    }
}

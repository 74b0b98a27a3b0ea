package dev.changeover.twin.lambda;

import dev.changeover.core.model.Region;
import dev.changeover.twin.model.AwsError;
import dev.changeover.twin.model.RegionTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Events on their way to functions. A function that fails gets its event again; one that was throttled, or died with
 * its Region, gets it again without that being held against it. What is too old, or has failed too often, is discarded.
 */
final class EventQueue {
    /**
     * The pause after an attempt that did not reach the function, doubled each time up to the longest. Source: "Error
     * handling and retries for asynchronous invocation", Lambda developer guide, read 2026-11-22.
     */
    static final Duration BACKOFF_MIN = Duration.ofSeconds(1);

    static final Duration BACKOFF_MAX = Duration.ofMinutes(5);

    /** How many discarded events are remembered. */
    static final int DISCARDED_MAX = 100;

    /** Sends one event to its function, if that is still there. */
    interface Attempt {
        void start(Consumer<Ended> completion);
    }

    /** An event that was given up, and why. */
    record Discarded(Region region, String function, String requestId, String why) {}

    /** An event and how it has fared so far. */
    static final class Queued {
        private final Region region;
        private final String function;
        private final String requestId;
        private final Instant since;
        private final Supplier<EventTerms> terms;
        private final Attempt attempt;
        private int failures;
        private int backoffs;

        Queued(Region region, String function, String requestId, Instant since, Way way) {
            this.region = region;
            this.function = function;
            this.requestId = requestId;
            this.since = since;
            this.terms = way.terms();
            this.attempt = way.attempt();
        }
    }

    /** How an event reaches its function. Both may refuse once the function is gone. */
    record Way(Supplier<EventTerms> terms, Attempt attempt) {}

    private final RegionTime time;
    private final Hosting.Terms hosting;
    private final Set<Queued> waiting = new HashSet<>();
    private final Deque<Discarded> discarded = new ArrayDeque<>();

    EventQueue(RegionTime time, Hosting.Terms hosting) {
        this.time = time;
        this.hosting = hosting;
    }

    void add(Queued event) {
        waiting.add(event);
        after(Duration.ZERO, event);
    }

    /** How many are not yet over. */
    int count(Region region) {
        return (int)
                waiting.stream().filter(event -> event.region.equals(region)).count();
    }

    List<Discarded> discarded() {
        return List.copyOf(discarded);
    }

    private void after(Duration pause, Queued event) {
        time.after(event.region, pause, () -> attempt(event));
    }

    private void attempt(Queued event) {
        try {
            if (event.since.plus(event.terms.get().ageMax()).isBefore(time.now())) {
                discard(event, "EventAgeExceeded");
                return;
            }
            event.attempt.start(ended -> settle(event, ended.outcome()));
        } catch (AwsError refused) {
            if (refused.status() == 429) {
                backOff(event);
            } else {
                discard(event, refused.getMessage());
            }
        }
    }

    private void settle(Queued event, Outcome outcome) {
        switch (outcome) {
            case Outcome.Returned _ -> waiting.remove(event);
            case Outcome.Failed _ -> retry(event);
            case Outcome.Lost _ -> backOff(event);
        }
    }

    private void retry(Queued event) {
        if (event.failures >= retriesMax(event).orElse(0)) {
            discard(event, "RetriesExhausted");
            return;
        }
        event.failures++;
        after(event.failures == 1 ? hosting.firstRetry() : hosting.secondRetry(), event);
    }

    private void backOff(Queued event) {
        Duration pause = BACKOFF_MIN.multipliedBy(1L << Math.min(event.backoffs++, 20));
        after(pause.compareTo(BACKOFF_MAX) > 0 ? BACKOFF_MAX : pause, event);
    }

    private static Optional<Integer> retriesMax(Queued event) {
        try {
            return Optional.of(event.terms.get().retriesMax());
        } catch (AwsError gone) {
            return Optional.empty();
        }
    }

    private void discard(Queued event, String why) {
        waiting.remove(event);
        discarded.add(new Discarded(event.region, event.function, event.requestId, why));
        if (discarded.size() > DISCARDED_MAX) {
            discarded.remove();
        }
    }
}

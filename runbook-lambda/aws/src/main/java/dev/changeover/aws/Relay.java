package dev.changeover.aws;

import dev.changeover.core.port.PortFailure;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletionService;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/**
 * Asks the same of several, one after another, until enough have answered. The next is asked when one has failed, or
 * when nothing has happened for {@code patience}; a slow one may still be the first to answer. Since every request is
 * bounded, this is too: {@code patience} times the requests not asked at once, and one bound more.
 *
 * @param wanted how many answers are enough
 * @param atOnce how many are asked at once to begin with
 */
record Relay(Caller caller, int wanted, int atOnce, Duration patience) {
    /** Answers in the order they came, and why the others gave none. */
    record Outcome<T>(List<Reply<T>> answers, List<PortFailure> failures) {}

    /** {@code conclusive} tells an answer from a reason to ask the next. */
    <T> Outcome<T> run(List<Callable<Reply<T>>> requests, Predicate<Reply<T>> conclusive) {
        var race = new Race<>(requests, caller.completions());
        try {
            return race.run(conclusive);
        } finally {
            race.begun.forEach(request -> request.cancel(true));
        }
    }

    private final class Race<T> {
        private final Queue<Callable<Reply<T>>> waiting;
        private final CompletionService<Reply<T>> runners;
        private final List<Future<Reply<T>>> begun = new ArrayList<>();
        private final Outcome<T> outcome = new Outcome<>(new ArrayList<>(), new ArrayList<>());
        private int running;

        Race(List<Callable<Reply<T>>> requests, CompletionService<Reply<T>> runners) {
            this.waiting = new ArrayDeque<>(requests);
            this.runners = runners;
        }

        Outcome<T> run(Predicate<Reply<T>> conclusive) {
            for (int i = 0; i < atOnce; i++) {
                startNext();
            }
            while (running > 0 && outcome.answers().size() < wanted) {
                Optional<Reply<T>> reply = nextReply();
                if (reply.isPresent() && conclusive.test(reply.get())) {
                    outcome.answers().add(reply.get());
                } else {
                    reply.flatMap(Reply::failure).ifPresent(outcome.failures()::add);
                    startNext();
                }
            }
            return outcome;
        }

        private void startNext() {
            Callable<Reply<T>> request = waiting.poll();
            if (request != null) {
                running++;
                begun.add(runners.submit(request));
            }
        }

        private Optional<Reply<T>> nextReply() {
            try {
                Future<Reply<T>> ended = runners.poll(patience.toNanos(), TimeUnit.NANOSECONDS);
                if (ended == null) {
                    return Optional.empty();
                }
                running--;
                return Optional.of(Caller.join(ended));
            } catch (InterruptedException stop) {
                throw Caller.interrupted();
            }
        }
    }
}

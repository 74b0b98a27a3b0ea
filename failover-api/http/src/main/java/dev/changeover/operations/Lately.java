package dev.changeover.operations;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * What was read lately, for many readers. Of those who come together one reads, and the others wait for what it hears,
 * be it a failure. What is asked for again when half of its time is over is read anew in the background, so that a page
 * which many poll is seldom waited for; and nobody ever gets what was read longer ago than it stays fresh.
 */
final class Lately<K, V> {
    /** A reading that began longer ago than this is not waited for: the journal hangs, and another try may not. */
    static final Duration JOINED = Duration.ofMillis(100);

    /** What a fleet's pages show at once; each is some kilobytes. */
    private static final int KEPT_MAX = 200;

    private final InstantSource clock;
    private final Executor background;
    private final Function<V, Duration> fresh;
    private final Map<K, Reading<V>> readings = new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<K, Reading<V>> eldest) {
            return size() > KEPT_MAX;
        }
    };

    /** @param fresh for how long what was read may be shown, counted from when its reading began */
    Lately(InstantSource clock, Executor background, Function<V, Duration> fresh) {
        this.clock = clock;
        this.background = background;
        this.fresh = fresh;
    }

    /** One reading. While it is under way, {@code before} is what is known. */
    private static final class Reading<V> {
        private final Instant at;
        private final FutureTask<V> task;
        private volatile Optional<Reading<V>> before;

        Reading(Supplier<V> read, Instant at, Optional<Reading<V>> before) {
            this.at = at;
            this.task = new FutureTask<>(read::get);
            this.before = before;
        }

        void run() {
            task.run();
            if (task.state() == Future.State.SUCCESS) {
                before = Optional.empty();
            }
        }

        AsOf<V> heard() {
            try {
                return new AsOf<>(task.get(), at);
            } catch (ExecutionException failed) {
                throw failed.getCause() instanceof RuntimeException why
                        ? why
                        : new IllegalStateException(failed.getCause());
            } catch (InterruptedException stopped) {
                Thread.currentThread().interrupt();
                throw new CancellationException("interrupted while another was reading");
            }
        }
    }

    /** What was read lately enough; reads it if nothing was. */
    AsOf<V> of(K key, Supplier<V> read) {
        Instant now = clock.instant();
        Optional<Reading<V>> known;
        Optional<Reading<V>> begun = Optional.empty();
        synchronized (readings) {
            Optional<Reading<V>> last = Optional.ofNullable(readings.get(key));
            known = last.flatMap(reading -> usable(reading, now));
            if (known.isEmpty() || (known.equals(last) && ages(known.get(), now))) {
                begun = Optional.of(new Reading<>(read, now, known));
                readings.put(key, begun.get());
            }
        }
        if (known.isPresent()) {
            begun.ifPresent(reading -> background.execute(reading::run));
            return known.get().heard();
        }
        begun.orElseThrow().run();
        return begun.get().heard();
    }

    /** Reads now, whatever is known. */
    V anew(K key, Supplier<V> read) {
        var mine = new Reading<V>(read, clock.instant(), Optional.empty());
        synchronized (readings) {
            readings.put(key, mine);
        }
        mine.run();
        return mine.heard().value();
    }

    /** What the last reading that ended well heard, however long ago. */
    Optional<V> known(K key) {
        Reading<V> last;
        synchronized (readings) {
            last = readings.get(key);
        }
        return Optional.ofNullable(last)
                .flatMap(reading -> heardWell(reading) ? Optional.of(reading) : reading.before)
                .filter(Lately::heardWell)
                .map(reading -> reading.task.resultNow());
    }

    /** Whoever asks next gets nothing that was read before this. */
    void forget() {
        synchronized (readings) {
            readings.clear();
        }
    }

    private Optional<Reading<V>> usable(Reading<V> last, Instant now) {
        return switch (last.task.state()) {
            case SUCCESS -> Optional.of(last).filter(reading -> younger(reading, freshness(reading), now));
            case RUNNING ->
                last.before
                        .filter(reading -> younger(reading, freshness(reading), now))
                        .or(() -> Optional.of(last).filter(reading -> younger(reading, JOINED, now)));
            case FAILED, CANCELLED -> last.before.filter(reading -> younger(reading, freshness(reading), now));
        };
    }

    private boolean ages(Reading<V> known, Instant now) {
        return heardWell(known) && !younger(known, freshness(known).dividedBy(2), now);
    }

    private Duration freshness(Reading<V> known) {
        return fresh.apply(known.task.resultNow());
    }

    private static boolean heardWell(Reading<?> reading) {
        return reading.task.state() == Future.State.SUCCESS;
    }

    private static boolean younger(Reading<?> reading, Duration age, Instant now) {
        return Duration.between(reading.at, now).compareTo(age) < 0;
    }
}

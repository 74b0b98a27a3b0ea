package dev.changeover.cli.workshop;

import java.time.Duration;
import java.time.Instant;
import java.util.function.Predicate;
import java.util.function.Supplier;

/** Looks again and again until something is as promised, or for too long. */
final class Patience {
    /** DNS answers live 1 s, pages 1 s, the edge waits 2 s for a bucket; the rest is for a busy machine. */
    static final Duration LOOK_MAX = Duration.ofSeconds(60);

    private static final Duration LOOK_EVERY = Duration.ofMillis(50);

    private Patience() {}

    /**
     * What was seen last.
     *
     * @param came whether it is what was waited for
     * @param failed looks in between that {@code fine} does not hold for
     */
    record Seen<T>(T last, boolean came, Duration took, int looks, int failed) {}

    /** Until {@code wanted}, counting the looks that were not even {@code fine}. */
    static <T> Seen<T> look(Supplier<T> eye, Predicate<T> wanted, Predicate<T> fine) {
        Instant began = Instant.now();
        int failed = 0;
        for (int looks = 1; ; looks++) {
            T seen = eye.get();
            Duration took = Duration.between(began, Instant.now());
            failed += fine.test(seen) ? 0 : 1;
            if (wanted.test(seen)) {
                return new Seen<>(seen, true, took, looks, failed);
            }
            if (took.compareTo(LOOK_MAX) > 0 || !paused()) {
                return new Seen<>(seen, false, took, looks, failed);
            }
        }
    }

    static <T> Seen<T> until(Supplier<T> eye, Predicate<T> wanted) {
        return look(eye, wanted, wanted);
    }

    private static boolean paused() {
        try {
            Thread.sleep(LOOK_EVERY);
            return true;
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}

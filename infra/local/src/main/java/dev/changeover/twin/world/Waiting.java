package dev.changeover.twin.world;

import java.time.Duration;
import java.util.function.BooleanSupplier;

/** Waits for a condition of the running world, for a bounded time. */
final class Waiting {
    private static final Duration LOOK_EVERY = Duration.ofMillis(10);

    private Waiting() {}

    /** Returns once it holds; a world that does not come to hold it is in trouble. */
    static void until(BooleanSupplier holds, Duration longest, String what) {
        until(holds, LOOK_EVERY, longest, what);
    }

    /** As above, for what is dear to look at. */
    static void until(BooleanSupplier holds, Duration lookEvery, Duration longest, String what) {
        long end = System.nanoTime() + longest.toNanos();
        while (!holds.getAsBoolean()) {
            if (System.nanoTime() > end) {
                throw new TwinTrouble(what + " did not happen within " + longest.toSeconds() + " s");
            }
            try {
                Thread.sleep(lookEvery);
            } catch (InterruptedException stop) {
                Thread.currentThread().interrupt();
                throw new TwinTrouble("interrupted while waiting: " + what, stop);
            }
        }
    }
}

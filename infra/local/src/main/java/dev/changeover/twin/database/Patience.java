package dev.changeover.twin.database;

import java.time.Duration;
import java.util.function.BooleanSupplier;

/** Waits for something to become true, never longer than it is told. */
final class Patience {
    /** Between two looks; the things waited for take 10 to 200 ms. */
    private static final Duration LOOK_EVERY = Duration.ofMillis(4);

    private Patience() {}

    /** Whether it became true in time. */
    static boolean waitFor(Duration atMost, BooleanSupplier condition) {
        long end = System.nanoTime() + atMost.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() - end >= 0) {
                return false;
            }
            rest(LOOK_EVERY);
        }
        return true;
    }

    static void rest(Duration pause) {
        try {
            Thread.sleep(pause);
        } catch (InterruptedException closing) {
            Thread.currentThread().interrupt();
            throw new DatabaseTrouble("The twin is closing.", closing);
        }
    }
}

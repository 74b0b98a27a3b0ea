package dev.changeover.conformance;

import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.function.BooleanSupplier;

/** Waits for the real world. */
final class Waits {
    private static final Duration LOOK_EVERY = Duration.ofMillis(20);

    private Waits() {}

    static void until(String what, Duration longest, BooleanSupplier holds) {
        await(what)
                .atMost(longest)
                .pollDelay(Duration.ZERO)
                .pollInterval(LOOK_EVERY)
                .until(holds::getAsBoolean);
    }

    /** Waits until something holds, for a bounded time. */
    interface Awaiting {
        void until(String what, BooleanSupplier holds);
    }
}

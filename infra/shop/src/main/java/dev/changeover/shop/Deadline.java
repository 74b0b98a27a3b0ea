package dev.changeover.shop;

import java.time.Duration;

/** A moment after which nobody waits for the answer any more. */
record Deadline(long atNanos) {
    static Deadline in(Duration budget) {
        return new Deadline(System.nanoTime() + budget.toNanos());
    }

    /** Zero once it has passed. */
    Duration remaining() {
        return Duration.ofNanos(Math.max(0, atNanos - System.nanoTime()));
    }

    boolean passed() {
        return remaining().isZero();
    }
}

package dev.changeover.twin.model;

import java.time.Duration;

/** How a call goes wrong. */
public sealed interface Fault {
    /** It does not. */
    record None() implements Fault {}

    /** A black hole: the request is never seen, nothing answers until it is healed, then the connection drops. */
    record Dark() implements Fault {}

    /** The call is answered, later. */
    record Slow(Duration by) implements Fault {
        public Slow {
            if (by.isNegative() || by.compareTo(LONGEST) > 0) {
                throw new IllegalArgumentException("slow by 0 to " + LONGEST.toSeconds() + " s, not " + by);
            }
        }
    }

    /** The service refuses with an internal error of its own, and does nothing. */
    record Broken() implements Fault {}

    /** The service refuses because it was asked too often, and does nothing. */
    record Throttle() implements Fault {}

    /** The request is taken and does nothing; no answer ever comes. */
    record Silent() implements Fault {}

    /** Done, but nobody hears of it: the connection closes without an answer. */
    record LoseReply() implements Fault {}

    /** Not done, and the connection closes without an answer. */
    record LoseRequest() implements Fault {}

    /** The longest a call may be slowed: above it, no client of ours still waits. */
    Duration LONGEST = Duration.ofMinutes(10);
}

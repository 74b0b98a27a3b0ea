package dev.changeover.drive;

import dev.changeover.core.model.Timeouts;
import java.time.Duration;
import java.time.Instant;

/**
 * How long a lease is taken for, and when it is renewed.
 *
 * @param turn the longest turn
 */
record LeaseTerms(Duration turn) {
    /**
     * The most AWS calls one turn makes one after another: three RDS reads in each of two Regions, the five ARC
     * endpoints for the action, and one for the read that falls between them. Reads of other services go side by side
     * with these.
     */
    static final int CALLS_MAX = 12;

    /** So that a wait between two turns does not cost a renewal each time. */
    static final Duration SLACK = Duration.ofSeconds(10);

    static LeaseTerms of(Timeouts timeouts) {
        return new LeaseTerms(timeouts.call().multipliedBy(CALLS_MAX));
    }

    /** With the default call bound of 3 s: 46 s. */
    Duration length() {
        return turn.plus(SLACK);
    }

    /** Whether a turn begun now would be over before the lease is. */
    boolean lasts(Instant until, Instant now) {
        return !now.plus(turn).isAfter(until);
    }
}

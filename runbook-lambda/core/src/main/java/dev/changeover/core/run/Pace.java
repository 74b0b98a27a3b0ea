package dev.changeover.core.run;

import java.time.Duration;

/** How soon to look again: often while little time has passed, seldom when the wait is long anyway. */
final class Pace {
    /** Four reads at this pace stay within the 300-request burst of the RDS API for the first seconds. */
    static final Duration SHORTEST = Duration.ofMillis(50);

    /** One look in five seconds is far below the 12 requests a second RDS allows. */
    static final Duration LONGEST = Duration.ofSeconds(5);

    /** A look late by a tenth of the wait so far is not noticed. */
    private static final int FRACTION = 10;

    private Pace() {}

    static Duration after(Duration waited) {
        Duration share = waited.dividedBy(FRACTION);
        if (share.compareTo(SHORTEST) < 0) {
            return SHORTEST;
        }
        return share.compareTo(LONGEST) > 0 ? LONGEST : share;
    }
}

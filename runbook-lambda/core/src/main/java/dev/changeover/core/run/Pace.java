package dev.changeover.core.run;

import dev.changeover.core.step.StepName;
import java.time.Duration;

/** How soon to look again: often while little time has passed, seldom when the wait is long anyway. */
final class Pace {
    /** Four reads at this pace stay within the 300-request burst of the RDS API for the first seconds. */
    static final Duration SHORTEST = Duration.ofMillis(50);

    /** The application's own pages and DNS have no such quota, and answer in 5 to 50 ms. */
    static final Duration SHORTEST_OF_PROBES = Duration.ofMillis(20);

    /** One look in five seconds is far below the 12 requests a second RDS allows. */
    static final Duration LONGEST = Duration.ofSeconds(5);

    /** A look late by a tenth of the wait so far is not noticed. */
    private static final int FRACTION = 10;

    private Pace() {}

    static Duration after(StepName step, Duration waited) {
        boolean probe = step == StepName.VERIFY_WRITABLE || step == StepName.VERIFY_TRAFFIC;
        Duration shortest = probe ? SHORTEST_OF_PROBES : SHORTEST;
        Duration share = waited.dividedBy(FRACTION);
        if (share.compareTo(shortest) < 0) {
            return shortest;
        }
        return share.compareTo(LONGEST) > 0 ? LONGEST : share;
    }
}

package dev.changeover.twin.edge;

import java.time.Duration;

/**
 * Whether and how long a behaviour keeps what it fetched, and with it what of the viewer's request reaches the
 * origin.
 */
public sealed interface Caching {
    /** Nothing is kept; the origin sees the viewer's headers, cookies and authorization. */
    record Off() implements Caching {}

    /**
     * Answers to GET and HEAD are kept. Cookies and authorization stop at the edge, or one viewer would get what was
     * meant for another.
     *
     * @param ttlDefault where the origin does not say
     */
    record On(Duration ttlMin, Duration ttlDefault, Duration ttlMax) implements Caching {
        public On {
            if (ttlMin.isNegative() || ttlMin.compareTo(ttlDefault) > 0 || ttlDefault.compareTo(ttlMax) > 0) {
                throw new IllegalArgumentException("TTLs rise from minimum (at least 0) over default to maximum, not "
                        + ttlMin + ", " + ttlDefault + ", " + ttlMax);
            }
        }

        /** CloudFront's own: 0, a day, a year. */
        public static On defaults() {
            return new On(Duration.ZERO, Duration.ofDays(1), Duration.ofDays(365));
        }
    }
}

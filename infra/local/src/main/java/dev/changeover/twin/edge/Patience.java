package dev.changeover.twin.edge;

import java.time.Duration;

/**
 * How long the edge tries one origin. Bounds and defaults: "Values that you specify when you create or update a
 * distribution" and "Optimize high availability with CloudFront origin failover", read 2026-11-22.
 *
 * @param connectionAttempts 1 to 3
 * @param connectTimeout of each attempt to connect, 1 to 10 s
 * @param responseTimeout of each answer, from the request to the answer's last byte, 1 to 60 s
 */
public record Patience(int connectionAttempts, Duration connectTimeout, Duration responseTimeout) {
    public static final int ATTEMPTS_MAX = 3;
    public static final Duration CONNECT_MAX = Duration.ofSeconds(10);
    public static final Duration RESPONSE_MAX = Duration.ofSeconds(60);

    static final Duration RESPONSE_DEFAULT = Duration.ofSeconds(30);

    public Patience {
        if (connectionAttempts < 1 || connectionAttempts > ATTEMPTS_MAX) {
            throw new IllegalArgumentException(
                    "connection attempts are 1 to " + ATTEMPTS_MAX + ", not " + connectionAttempts);
        }
        within("the connection timeout", connectTimeout, CONNECT_MAX);
        within("the response timeout", responseTimeout, RESPONSE_MAX);
    }

    /** What CloudFront takes when nothing is said: 3 attempts of 10 s, 30 s for an answer. */
    public static Patience defaults() {
        return new Patience(ATTEMPTS_MAX, CONNECT_MAX, RESPONSE_DEFAULT);
    }

    private static void within(String what, Duration given, Duration max) {
        if (!given.equals(Duration.ofSeconds(given.toSeconds())) || given.toSeconds() < 1 || given.compareTo(max) > 0) {
            throw new IllegalArgumentException(what + " is 1 to " + max.toSeconds() + " whole seconds, not " + given);
        }
    }
}

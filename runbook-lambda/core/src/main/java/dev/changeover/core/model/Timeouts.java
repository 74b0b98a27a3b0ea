package dev.changeover.core.model;

import java.time.Duration;
import java.util.Map;

/**
 * How long to wait for whom. Short, so that a dark Region costs seconds and never minutes.
 *
 * @param connect longest wait for a TCP connection to an AWS API; default 1 s
 * @param call longest wait for one whole AWS API call; default 3 s
 * @param steps deadline of each step by its name; a step past it halts for a person
 */
public record Timeouts(Duration connect, Duration call, Map<String, Duration> steps) {
    public static final Duration CONNECT_DEFAULT = Duration.ofSeconds(1);
    public static final Duration CALL_DEFAULT = Duration.ofSeconds(3);

    public Timeouts {
        if (!connect.isPositive() || !call.isPositive() || call.compareTo(connect) < 0) {
            throw new IllegalArgumentException("timeouts must be above zero, and call not below connect");
        }
        steps = Map.copyOf(steps);
    }

    public static Timeouts defaults() {
        return new Timeouts(CONNECT_DEFAULT, CALL_DEFAULT, Map.of());
    }

    /**
     * How long a call whose reply was lost may still take effect. Until then the world is only looked at: twice the
     * call's own bound, because a request can sit in a queue on either side of it.
     */
    public Duration lostReply() {
        return call.multipliedBy(2);
    }
}

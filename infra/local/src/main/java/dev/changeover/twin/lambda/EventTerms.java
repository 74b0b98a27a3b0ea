package dev.changeover.twin.lambda;

import java.time.Duration;
import java.time.Instant;

/**
 * How long and how often Lambda tries an event. Defaults and bounds: "Error handling and retries for asynchronous
 * invocation", Lambda developer guide, and botocore's lambda 2015-03-31 model, read 2026-11-22.
 */
public record EventTerms(int retriesMax, Duration ageMax, Instant modified) {
    public static final int RETRIES_MAX = 2;
    public static final Duration AGE_MIN = Duration.ofSeconds(60);
    public static final Duration AGE_MAX = Duration.ofHours(6);

    static final EventTerms DEFAULT = new EventTerms(RETRIES_MAX, AGE_MAX, Instant.EPOCH);

    public EventTerms {
        if (retriesMax < 0 || retriesMax > RETRIES_MAX) {
            throw LambdaErrors.invalid("MaximumRetryAttempts must be 0 to " + RETRIES_MAX + ", not " + retriesMax);
        }
        if (ageMax.compareTo(AGE_MIN) < 0 || ageMax.compareTo(AGE_MAX) > 0) {
            throw LambdaErrors.invalid("MaximumEventAgeInSeconds must be " + AGE_MIN.toSeconds() + " to "
                    + AGE_MAX.toSeconds() + ", not " + ageMax.toSeconds());
        }
    }
}

package dev.changeover.twin.lambda;

import dev.changeover.twin.model.Timeline;
import java.time.Duration;

/** Where functions run in this twin, and on which terms. */
public record Hosting(Sandboxes sandboxes, Terms terms) {
    /**
     * What AWS leaves to the account, and does in its own time.
     *
     * @param concurrency invocations at a time in one Region, all functions together
     * @param firstRetry from the first failure of an event to the second attempt
     * @param secondRetry from the second failure to the third attempt
     * @param idleMax how long an unused sandbox is kept
     */
    public record Terms(int concurrency, Duration firstRetry, Duration secondRetry, Duration idleMax) {
        public Terms {
            if (concurrency < 1) {
                throw new IllegalArgumentException("concurrency must be at least 1, not " + concurrency);
            }
        }

        /** As AWS has it, but for the concurrency of one machine. */
        public static Terms local() {
            return new Terms(
                    16, // a choice: each is a JVM; an account on AWS begins with 10 and has 1,000 by default
                    Duration.ofMinutes(1), // "Error handling and retries for asynchronous invocation", Lambda
                    Duration.ofMinutes(2), // developer guide, read 2026-11-22
                    Duration.ofMinutes(10)); // a choice: AWS publishes no figure
        }

        public Terms retryingAfter(Duration first, Duration second) {
            return new Terms(concurrency, first, second, idleMax);
        }

        public Terms concurrency(int other) {
            return new Terms(other, firstRetry, secondRetry, idleMax);
        }

        public Terms idleFor(Duration other) {
            return new Terms(concurrency, firstRetry, secondRetry, other);
        }
    }

    /** Functions can be created, and none of them runs. */
    public static Hosting none(Timeline timeline) {
        return new Hosting(new PlainSandboxes(timeline), Terms.local());
    }
}

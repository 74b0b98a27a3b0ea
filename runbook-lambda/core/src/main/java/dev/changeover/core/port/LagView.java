package dev.changeover.core.port;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** How much would be lost if the writer's Region vanished now. */
public sealed interface LagView {
    Instant seenAt();

    /**
     * CloudWatch had figures.
     *
     * @param latest the newest figure
     * @param maximum the highest in the last five minutes
     * @param measuredAt when AWS measured the newest figure
     * @param source which metric, in which Region
     */
    record Measured(Duration latest, Duration maximum, Instant measuredAt, String source, Instant seenAt)
            implements LagView {
        /** The lag is told in whole milliseconds, so nothing shorter can be told from none. */
        private static final Duration RESOLUTION = Duration.ofMillis(1);

        /**
         * The most that a move now could lose, and so the least that a person has to accept: whole milliseconds,
         * rounded up, and never none, since replication that does not wait for its replica can always lose.
         */
        public Duration possibleLoss() {
            Duration told = maximum.truncatedTo(ChronoUnit.MILLIS);
            return told.equals(maximum) && !told.isZero() ? told : told.plus(RESOLUTION);
        }
    }

    record Unreadable(PortFailure why, Instant seenAt) implements LagView {}
}

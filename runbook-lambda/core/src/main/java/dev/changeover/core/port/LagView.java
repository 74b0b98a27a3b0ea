package dev.changeover.core.port;

import java.time.Duration;
import java.time.Instant;

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
            implements LagView {}

    record Unreadable(PortFailure why, Instant seenAt) implements LagView {}
}

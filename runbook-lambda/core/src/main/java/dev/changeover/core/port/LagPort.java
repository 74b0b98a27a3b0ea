package dev.changeover.core.port;

import dev.changeover.core.model.Site;

/** Replication lag, as CloudWatch has it in the replica's Region. */
public interface LagPort {
    /** The lag of {@code replica} behind {@code writer}; asks the replica's Region first. */
    LagView lag(Site replica, Site writer);
}

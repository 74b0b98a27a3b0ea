package dev.changeover.core.port;

import dev.changeover.core.model.Region;
import java.time.Instant;

/** What one look at the global database showed. */
public sealed interface DatabaseView {
    Instant seenAt();

    /**
     * Nothing is moving.
     *
     * @param ready whether the global database, the writer's cluster and an instance of it are all {@code available};
     *     false too when the Region that answered is not the writer's, since then only the global database was seen
     * @param status AWS's own words for what is ready or not
     * @param replica the state of replication to the other Region
     */
    record WriterIn(Region region, boolean ready, String status, Replica replica, Instant seenAt)
            implements DatabaseView {}

    /** RDS is moving the writer. {@code status} is {@code FailoverState.Status} as RDS spells it. */
    record Moving(Region from, Region to, String status, Instant seenAt) implements DatabaseView {}

    /** The global database is there but not what the plan says: a member is missing, or there is no writer. */
    record Broken(String found, Instant seenAt) implements DatabaseView {}

    record Unreadable(PortFailure why, Instant seenAt) implements DatabaseView {}

    /** {@code SynchronizationStatus} of the member that does not write. */
    enum Replica {
        CONNECTED,
        PENDING_RESYNC,
        UNKNOWN
    }
}

package dev.changeover.twin.secrets;

import dev.changeover.core.model.Region;

/** How a copy in another Region stands, as {@code DescribeSecret} in the primary Region tells it. */
public record ReplicaStatus(Region region, Sync sync, String message) {
    /** AWS's own words for it. */
    public enum Sync {
        InSync,
        InProgress,
        Failed
    }
}

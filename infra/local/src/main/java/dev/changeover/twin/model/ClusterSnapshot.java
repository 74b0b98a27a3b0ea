package dev.changeover.twin.model;

import java.time.Instant;

/**
 * A snapshot of a DB cluster. The twin makes only those AWS makes of a former writer after an unplanned failover;
 * {@code keptAside} says where the data really are.
 */
public record ClusterSnapshot(
        String id, ClusterArn cluster, String engineVersion, String masterUsername, Instant created, String keptAside) {
    public String arn() {
        return Account.arn("rds", cluster.region(), "cluster-snapshot:" + id);
    }
}

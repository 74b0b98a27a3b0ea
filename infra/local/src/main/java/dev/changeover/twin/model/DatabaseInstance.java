package dev.changeover.twin.model;

import java.time.Instant;

/** A DB instance as {@code DescribeDBInstances} shows it. A cluster has one server; its instances stand for it. */
public record DatabaseInstance(
        String id, ClusterArn cluster, String instanceClass, String status, int port, Instant created) {
    public String arn() {
        return Account.arn("rds", cluster.region(), "db:" + id);
    }

    public String endpoint() {
        return id + ".twin." + cluster.region() + ".rds.twin.test";
    }
}

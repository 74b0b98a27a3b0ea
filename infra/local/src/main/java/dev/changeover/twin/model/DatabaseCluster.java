package dev.changeover.twin.model;

import dev.changeover.core.model.Region;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** A DB cluster as {@code DescribeDBClusters} shows it. */
public record DatabaseCluster(
        ClusterArn arn,
        String resourceId,
        String status,
        String engineVersion,
        DataPlane.Contents contents,
        int port,
        Instant created,
        boolean deletionProtection,
        Optional<String> globalCluster,
        Optional<ClusterArn> follows,
        List<String> instances,
        String parameterGroup) {
    /** Whether it takes writes as far as RDS knows. */
    public boolean writer() {
        return follows.isEmpty();
    }

    public String endpoint() {
        return endpoint(arn, "cluster-twin");
    }

    public String readerEndpoint() {
        return endpoint(arn, "cluster-ro-twin");
    }

    private static String endpoint(ClusterArn arn, String kind) {
        Region region = arn.region();
        return arn.id() + "." + kind + "." + region + ".rds.twin.test";
    }
}

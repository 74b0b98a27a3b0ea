package dev.changeover.twin.wire;

import dev.changeover.twin.model.ClusterSnapshot;
import dev.changeover.twin.model.DatabaseCluster;
import dev.changeover.twin.model.DatabaseInstance;
import dev.changeover.twin.model.GlobalCluster;
import dev.changeover.twin.model.Rds;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** The model's views in RDS's shapes; member names are those of botocore 1.43. */
final class RdsShapes {
    /** RDS's first choice for who is promoted within a cluster; the twin has one server a cluster. */
    private static final int PROMOTION_TIER = 1;

    private static final String WRITE_FORWARDING = "disabled";

    private RdsShapes() {}

    static Map<String, Object> global(GlobalCluster global) {
        return Output.of("GlobalClusterIdentifier", global.id())
                .with("GlobalClusterResourceId", global.resourceId())
                .with("GlobalClusterArn", global.arn())
                .with("Status", global.status())
                .with("Engine", Rds.ENGINE)
                .with("EngineVersion", global.engineVersion())
                .maybe("DatabaseName", global.databaseName())
                .with("StorageEncrypted", false)
                .with("DeletionProtection", global.deletionProtection())
                .with("GlobalClusterMembers", new Items("GlobalClusterMember", members(global)))
                .with("Endpoint", global.endpoint())
                .maybe("FailoverState", global.move().map(RdsShapes::move))
                .map();
    }

    private static List<Map<String, Object>> members(GlobalCluster global) {
        List<String> replicas = global.members().stream()
                .filter(member -> !member.writer())
                .map(member -> member.cluster().toString())
                .toList();
        return global.members().stream()
                .map(member -> Output.of("DBClusterArn", member.cluster())
                        .with("Readers", member.writer() ? replicas : List.of())
                        .with("IsWriter", member.writer())
                        .with("GlobalWriteForwardingStatus", WRITE_FORWARDING)
                        .with("SynchronizationStatus", member.connected() ? "connected" : "pending-resync")
                        .map())
                .toList();
    }

    private static Map<String, Object> move(GlobalCluster.Move move) {
        return Output.of("Status", move.phase())
                .with("FromDbClusterArn", move.from())
                .with("ToDbClusterArn", move.to())
                .with("IsDataLossAllowed", move.dataLossAllowed())
                .map();
    }

    static Map<String, Object> cluster(DatabaseCluster cluster) {
        var region = cluster.arn().region();
        return Output.of("DBClusterIdentifier", cluster.arn().id())
                .with("DBClusterArn", cluster.arn())
                .with("DbClusterResourceId", cluster.resourceId())
                .with("Status", cluster.status())
                .with("Engine", Rds.ENGINE)
                .with("EngineVersion", cluster.engineVersion())
                .with("EngineMode", "provisioned")
                .with("Endpoint", cluster.endpoint())
                .with("ReaderEndpoint", cluster.readerEndpoint())
                .with("Port", cluster.port())
                .with("DatabaseName", cluster.contents().databaseName())
                .with("MasterUsername", cluster.contents().masterUsername())
                .with("ClusterCreateTime", cluster.created())
                .with("DBClusterParameterGroup", cluster.parameterGroup())
                .with("DeletionProtection", cluster.deletionProtection())
                .with("StorageEncrypted", false)
                .with("MultiAZ", cluster.instances().size() > 1)
                .with(
                        "AvailabilityZones",
                        new Items(
                                "AvailabilityZone",
                                Stream.of("a", "b", "c")
                                        .map(region.code()::concat)
                                        .toList()))
                .with("DBClusterMembers", new Items("DBClusterMember", instances(cluster)))
                .maybe("GlobalClusterIdentifier", cluster.globalCluster())
                .maybe("GlobalWriteForwardingStatus", cluster.globalCluster().map(_ -> WRITE_FORWARDING))
                .maybe("ReplicationSourceIdentifier", cluster.follows())
                .map();
    }

    private static List<Map<String, Object>> instances(DatabaseCluster cluster) {
        return IntStream.range(0, cluster.instances().size())
                .mapToObj(at -> Output.of(
                                "DBInstanceIdentifier", cluster.instances().get(at))
                        .with("IsClusterWriter", at == 0 && cluster.writer())
                        .with("DBClusterParameterGroupStatus", "in-sync")
                        .with("PromotionTier", PROMOTION_TIER)
                        .map())
                .toList();
    }

    static Map<String, Object> instance(DatabaseInstance instance) {
        return Output.of("DBInstanceIdentifier", instance.id())
                .with("DBInstanceArn", instance.arn())
                .with("DBInstanceClass", instance.instanceClass())
                .with("DBInstanceStatus", instance.status())
                .with("DBClusterIdentifier", instance.cluster().id())
                .with("Engine", Rds.ENGINE)
                .with("EngineVersion", Rds.ENGINE_VERSION)
                .with("InstanceCreateTime", instance.created())
                .with("AvailabilityZone", instance.cluster().region() + "a")
                .with("PromotionTier", PROMOTION_TIER)
                .with(
                        "Endpoint",
                        Output.of("Address", instance.endpoint())
                                .with("Port", instance.port())
                                .map())
                .map();
    }

    static Map<String, Object> snapshot(ClusterSnapshot snapshot) {
        return Output.of("DBClusterSnapshotIdentifier", snapshot.id())
                .with("DBClusterSnapshotArn", snapshot.arn())
                .with("DBClusterIdentifier", snapshot.cluster().id())
                .with("SnapshotCreateTime", snapshot.created())
                .with("SnapshotType", "automated")
                .with("Status", "available")
                .with("PercentProgress", 100)
                .with("Engine", Rds.ENGINE)
                .with("EngineVersion", snapshot.engineVersion())
                .with("MasterUsername", snapshot.masterUsername())
                .with("StorageEncrypted", false)
                .map();
    }
}

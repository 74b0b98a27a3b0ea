package dev.changeover.twin.model;

import dev.changeover.core.model.Region;
import dev.changeover.twin.model.GlobalCluster.Member;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * Sends Aurora's replication lag to CloudWatch, in milliseconds, in the Region of each secondary that is connected. A
 * secondary cut off from its writer sends nothing, so its alarms see missing data.
 */
public final class ReplicationMetrics {
    public static final String NAMESPACE = "AWS/RDS";

    /**
     * The lag a failover would lose, the lag of older engines, and the lag of the storage: the twin knows one lag and
     * gives it to all. Source: "Amazon CloudWatch metrics for Amazon Aurora", Aurora user guide, read 2026-11-21.
     */
    public static final List<String> NAMES =
            List.of("AuroraGlobalDBRPOLag", "AuroraGlobalDBReplicationLag", "AuroraGlobalDBProgressLag");

    private final Rds.Surroundings around;
    private final Rds rds;
    private final CloudWatch cloudWatch;

    /** Sends from now on, on the timeline. */
    public ReplicationMetrics(Rds.Surroundings around, Rds rds, CloudWatch cloudWatch) {
        this.around = around;
        this.rds = rds;
        this.cloudWatch = cloudWatch;
        around.timeline().after(around.timing().metrics(), this::sendAgain);
    }

    private void sendAgain() {
        for (GlobalCluster global : rds.globalClusters()) {
            global.writer()
                    .ifPresent(writer -> global.members().stream()
                            .filter(member -> !member.writer())
                            .forEach(member -> send(member, writer.cluster().region())));
        }
        around.timeline().after(around.timing().metrics(), this::sendAgain);
    }

    private void send(Member secondary, Region source) {
        Region region = secondary.cluster().region();
        if (secondary.connected() && !around.regions().dark(region)) {
            around.dataPlane()
                    .lag(secondary.cluster().server())
                    .ifPresent(lag -> NAMES.forEach(name -> put(name, secondary.cluster(), source, lag)));
        }
    }

    /** Under both sets of dimensions by which AWS lists the metric: by cluster, and by cluster and source Region. */
    private void put(String name, ClusterArn cluster, Region source, Duration lag) {
        var point = MetricPoint.of(around.timeline().now(), lag.toNanos() / 1e6);
        var byCluster = Map.of("DBClusterIdentifier", cluster.id());
        var bySource = Map.of("DBClusterIdentifier", cluster.id(), "SourceRegion", source.code());
        for (var dimensions : List.of(byCluster, bySource)) {
            cloudWatch.put(cluster.region(), Metric.of(NAMESPACE, name, dimensions), point);
        }
    }
}

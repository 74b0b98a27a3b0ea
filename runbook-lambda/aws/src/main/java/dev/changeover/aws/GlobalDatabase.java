package dev.changeover.aws;

import dev.changeover.core.model.ClusterArn;
import dev.changeover.core.model.Region;
import dev.changeover.core.model.Site;
import dev.changeover.core.port.DatabaseView;
import dev.changeover.core.port.DatabaseView.Replica;
import java.time.Instant;
import java.util.Optional;
import software.amazon.awssdk.services.rds.model.FailoverState;
import software.amazon.awssdk.services.rds.model.GlobalCluster;
import software.amazon.awssdk.services.rds.model.GlobalClusterMember;

/** What {@code DescribeGlobalClusters} shows, held against the plan's two members. */
record GlobalDatabase(GlobalCluster cluster, Site trusted, Site other) {
    private static final String AVAILABLE = "available";

    /** What is wrong or on the move; empty when a member of the plan simply holds the writer. */
    Optional<DatabaseView> unsettled(Instant now) {
        Optional<FailoverState> move = Optional.ofNullable(cluster.failoverState())
                .filter(state -> state.statusAsString() != null
                        && !state.statusAsString().isBlank());
        if (move.isPresent()) {
            return Optional.of(moving(move.get(), now));
        }
        if (member(trusted.cluster()).isEmpty()) {
            return Optional.of(new DatabaseView.Broken(trusted.cluster() + " is not a member of " + name(), now));
        }
        Optional<ClusterArn> writer = writer();
        if (writer.isEmpty()) {
            return Optional.of(new DatabaseView.Broken("no member of " + name() + " is the writer", now));
        }
        boolean planned = writer.get().equals(trusted.cluster()) || writer.get().equals(other.cluster());
        return planned ? Optional.empty() : Optional.of(stranger(writer.get(), now));
    }

    private static DatabaseView stranger(ClusterArn writer, Instant now) {
        return new DatabaseView.WriterIn(
                writer.region(), false, "the writer is " + writer + ", not in the plan", Replica.UNKNOWN, now);
    }

    /** {@code switching-over} is not in the SDK's enum, so the status is read as a string (facts: AWS docs, 2026). */
    private DatabaseView moving(FailoverState state, Instant now) {
        if (state.fromDbClusterArn() == null || state.toDbClusterArn() == null) {
            return new DatabaseView.Broken(name() + " is " + state.statusAsString() + " from or to nowhere", now);
        }
        return new DatabaseView.Moving(
                regionOf(state.fromDbClusterArn()), regionOf(state.toDbClusterArn()), state.statusAsString(), now);
    }

    Optional<ClusterArn> writer() {
        return cluster.globalClusterMembers().stream()
                .filter(member -> Boolean.TRUE.equals(member.isWriter()))
                .map(member -> new ClusterArn(member.dbClusterArn()))
                .findFirst();
    }

    /** A member that is gone is being rebuilt: RDS puts the old writer back once its Region is well again. */
    Replica replica(Site of) {
        return member(of.cluster())
                .map(GlobalClusterMember::synchronizationStatusAsString)
                .map(status -> switch (status) {
                    case "connected" -> Replica.CONNECTED;
                    case "pending-resync" -> Replica.PENDING_RESYNC;
                    default -> Replica.UNKNOWN;
                })
                .orElse(Replica.UNKNOWN);
    }

    boolean available() {
        return AVAILABLE.equals(cluster.status());
    }

    String inWords() {
        return "global database " + cluster.status();
    }

    private Optional<GlobalClusterMember> member(ClusterArn arn) {
        return cluster.globalClusterMembers().stream()
                .filter(member -> arn.value().equals(member.dbClusterArn()))
                .findFirst();
    }

    private String name() {
        return cluster.globalClusterIdentifier();
    }

    private static Region regionOf(String clusterArn) {
        return new ClusterArn(clusterArn).region();
    }
}

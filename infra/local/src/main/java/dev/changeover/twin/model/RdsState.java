package dev.changeover.twin.model;

import dev.changeover.core.model.Region;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** What RDS remembers, and how it is looked up. Touched only under the timeline's lock. */
final class RdsState {
    /** A global cluster, available from the start as in AWS; members in the order they joined. */
    static final class Global {
        final String id;
        final String resourceId;
        final String engineVersion;
        final Optional<String> databaseName;
        final boolean deletionProtection;
        final List<Cluster> members = new ArrayList<>();
        String status = Statuses.AVAILABLE;
        Optional<GlobalCluster.Move> move = Optional.empty();

        Global(String id, String resourceId, String engineVersion, Optional<String> database, boolean protect) {
            this.id = id;
            this.resourceId = resourceId;
            this.engineVersion = engineVersion;
            this.databaseName = database;
            this.deletionProtection = protect;
        }

        Optional<Cluster> writer() {
            return members.stream().filter(member -> member.follows.isEmpty()).findFirst();
        }

        Optional<Cluster> member(ClusterArn arn) {
            return members.stream().filter(member -> member.arn.equals(arn)).findFirst();
        }
    }

    /** A DB cluster. {@code resyncing} holds from an unplanned failover until the former writer follows again. */
    static final class Cluster {
        final ClusterArn arn;
        final String resourceId;
        final String engineVersion;
        final DataPlane.Contents contents;
        final Instant created;
        int port;
        boolean deletionProtection;
        String status = Statuses.CREATING;
        Optional<Global> global = Optional.empty();
        Optional<Cluster> follows = Optional.empty();
        boolean resyncing;
        Instant failedOverAt = Instant.EPOCH;
        /** Why its last operation failed, in one sentence. */
        Optional<String> failure = Optional.empty();

        Cluster(ClusterArn arn, String resourceId, String engineVersion, DataPlane.Contents contents, Instant created) {
            this.arn = arn;
            this.resourceId = resourceId;
            this.engineVersion = engineVersion;
            this.contents = contents;
            this.created = created;
        }

        /** What an operation on it must hold. */
        String key() {
            return global.map(joined -> joined.id).orElseGet(arn::toString);
        }
    }

    /** A DB instance. */
    static final class Instance {
        final String id;
        final Cluster cluster;
        final String instanceClass;
        final Instant created;
        String status = Statuses.CREATING;

        Instance(String id, Cluster cluster, String instanceClass, Instant created) {
            this.id = id;
            this.cluster = cluster;
            this.instanceClass = instanceClass;
            this.created = created;
        }
    }

    final Map<String, Global> globals = new TreeMap<>();
    final Map<String, Cluster> clusters = new TreeMap<>();
    final Map<String, Instance> instances = new TreeMap<>();
    final List<ClusterSnapshot> snapshots = new ArrayList<>();
    private int resources;

    /** Numbered rather than random: the same calls give the same names. */
    String nextResourceId(String kind) {
        resources++;
        return kind + "-TWIN%08d".formatted(resources);
    }

    Global global(String id) {
        String lower = id.toLowerCase(Locale.ROOT);
        return Optional.ofNullable(globals.get(lower)).orElseThrow(() -> RdsErrors.globalNotFound(id));
    }

    /** By identifier, or by ARN; a cluster of another Region is not found here. */
    Cluster cluster(Region asked, String idOrArn) {
        return maybeCluster(asked, idOrArn).orElseThrow(() -> RdsErrors.clusterNotFound(idOrArn));
    }

    Optional<Cluster> maybeCluster(Region asked, String idOrArn) {
        ClusterArn arn = ClusterArn.parse(idOrArn).orElseGet(() -> new ClusterArn(asked, idOrArn));
        return Optional.ofNullable(clusters.get(arn.toString()))
                .filter(found -> found.arn.region().equals(asked));
    }

    /** The member of {@code global} with this ARN; an identifier alone does not name it, the Regions being two. */
    Cluster member(Global global, String arn) {
        ClusterArn parsed =
                ClusterArn.parse(arn).orElseThrow(() -> RdsErrors.value("Not the ARN of a DB cluster: " + arn));
        return global.member(parsed).orElseThrow(() -> RdsErrors.clusterNotFound(arn));
    }

    Instance instance(Region asked, String id) {
        return Optional.ofNullable(instances.get(instanceKey(asked, id)))
                .orElseThrow(() -> RdsErrors.instanceNotFound(id));
    }

    List<Instance> instancesOf(Cluster cluster) {
        return instances.values().stream()
                .filter(instance -> instance.cluster == cluster)
                .toList();
    }

    static String instanceKey(Region region, String id) {
        return region + "/" + id.toLowerCase(Locale.ROOT);
    }
}

package dev.changeover.twin.model;

import dev.changeover.core.model.Region;
import dev.changeover.twin.model.RdsState.Cluster;
import dev.changeover.twin.model.RdsState.Global;
import dev.changeover.twin.model.RdsState.Instance;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Amazon RDS as far as Aurora global databases go. Every call names the Region it is asked in, and is answered as that
 * Region would; whether the Region can be reached at all is for the caller to ask of {@link Faults}.
 */
public final class Rds {
    /** The engine the twin runs. */
    public static final String ENGINE = "aurora-postgresql";

    /** The version of that engine nearest to the servers beneath. */
    public static final String ENGINE_VERSION = "17.5";

    /** What RDS stands on. */
    public record Surroundings(Timeline timeline, Timing timing, Regions regions, DataPlane dataPlane) {}

    /** What {@code CreateGlobalCluster} asks for; {@code source} is the ARN of a cluster to start from. */
    public record NewGlobal(
            String id,
            Optional<String> engine,
            Optional<String> engineVersion,
            Optional<String> source,
            Settings settings) {}

    /** What both kinds of cluster may be given. */
    public record Settings(Optional<String> databaseName, boolean deletionProtection) {}

    /** What {@code CreateDBCluster} asks for; a cluster that joins a writer brings no credentials of its own. */
    public record NewCluster(
            String id,
            String engine,
            Optional<String> engineVersion,
            Optional<String> globalCluster,
            Optional<String> masterUsername,
            Optional<String> masterPassword,
            Settings settings) {
        @Override
        public String toString() {
            return "NewCluster[" + id + ", " + globalCluster + ", " + masterUsername + ", ***]";
        }
    }

    private final Timeline timeline;
    private final DataPlane dataPlane;
    private final RdsState state = new RdsState();
    private final ParameterGroups parameterGroups = new ParameterGroups();
    private final RdsLifecycle lifecycle;
    private final GlobalMoves moves;

    /** Watches the Regions from now on: a dark one loses its databases. */
    public Rds(Surroundings around) {
        this.timeline = around.timeline();
        this.dataPlane = around.dataPlane();
        var operations = new Operations(timeline);
        var rejoining = new Rejoining(around, state, operations);
        this.lifecycle = new RdsLifecycle(around, state, operations);
        this.moves = new GlobalMoves(around, state, operations, rejoining);
        around.regions().watch(rejoining);
    }

    public GlobalCluster createGlobalCluster(Region asked, NewGlobal wanted) {
        return timeline.call(() -> view(lifecycle.create(asked, wanted)));
    }

    public GlobalCluster deleteGlobalCluster(String id) {
        return timeline.call(() -> view(lifecycle.delete(state.global(id))));
    }

    public GlobalCluster globalCluster(String id) {
        return timeline.call(() -> view(state.global(id)));
    }

    /** The same in every Region: the account has one list of global clusters. */
    public List<GlobalCluster> globalClusters() {
        return timeline.call(
                () -> state.globals.values().stream().map(this::view).toList());
    }

    public GlobalCluster switchoverGlobalCluster(Region asked, String id, String targetArn) {
        return timeline.call(() -> {
            Global global = state.global(id);
            moves.switchover(asked, global, state.member(global, targetArn));
            return view(global);
        });
    }

    /** The unplanned kind, with loss allowed. */
    public GlobalCluster failoverGlobalCluster(Region asked, String id, String targetArn) {
        return timeline.call(() -> {
            Global global = state.global(id);
            moves.failover(asked, global, state.member(global, targetArn));
            return view(global);
        });
    }

    public GlobalCluster removeFromGlobalCluster(String id, String clusterArn) {
        return timeline.call(() -> {
            Global global = state.global(id);
            lifecycle.remove(global, state.member(global, clusterArn));
            return view(global);
        });
    }

    public DatabaseCluster createCluster(Region asked, NewCluster wanted) {
        return timeline.call(() -> view(lifecycle.create(asked, wanted)));
    }

    public DatabaseCluster deleteCluster(Region asked, String id) {
        return timeline.call(() -> view(lifecycle.delete(state.cluster(asked, id))));
    }

    public DatabaseCluster cluster(Region asked, String idOrArn) {
        return timeline.call(() -> view(state.cluster(asked, idOrArn)));
    }

    /** Why the cluster's last operation failed, if it did; AWS tells that in an event, in words of its own. */
    public Optional<String> failure(Region asked, String idOrArn) {
        return timeline.call(() -> state.cluster(asked, idOrArn).failure);
    }

    public List<DatabaseCluster> clusters(Region asked) {
        return timeline.call(() -> clustersIn(asked).map(this::view).toList());
    }

    public DatabaseInstance createInstance(Region asked, String id, String clusterId, String instanceClass) {
        return timeline.call(() -> view(lifecycle.createInstance(state.cluster(asked, clusterId), id, instanceClass)));
    }

    public DatabaseInstance deleteInstance(Region asked, String id) {
        return timeline.call(() -> view(lifecycle.delete(state.instance(asked, id))));
    }

    public DatabaseInstance instance(Region asked, String id) {
        return timeline.call(() -> view(state.instance(asked, id)));
    }

    public List<DatabaseInstance> instances(Region asked) {
        return timeline.call(() -> state.instances.values().stream()
                .filter(instance -> instance.cluster.arn.region().equals(asked))
                .map(this::view)
                .toList());
    }

    public List<ClusterSnapshot> snapshots(Region asked) {
        return timeline.call(() -> state.snapshots.stream()
                .filter(snapshot -> snapshot.cluster().region().equals(asked))
                .toList());
    }

    public ParameterGroups parameterGroups() {
        return parameterGroups;
    }

    private Stream<Cluster> clustersIn(Region asked) {
        return state.clusters.values().stream()
                .filter(cluster -> cluster.arn.region().equals(asked));
    }

    private GlobalCluster view(Global global) {
        return new GlobalCluster(
                global.id,
                global.resourceId,
                global.status,
                global.engineVersion,
                global.databaseName,
                global.deletionProtection,
                global.members.stream().map(this::member).toList(),
                global.move);
    }

    private GlobalCluster.Member member(Cluster cluster) {
        boolean writer = cluster.follows.isEmpty();
        boolean following =
                !cluster.resyncing && dataPlane.lag(cluster.arn.server()).isPresent();
        boolean connected = writer || following;
        return new GlobalCluster.Member(cluster.arn, writer, connected);
    }

    private DatabaseCluster view(Cluster cluster) {
        return new DatabaseCluster(
                cluster.arn,
                cluster.resourceId,
                cluster.status,
                cluster.engineVersion,
                cluster.contents,
                cluster.port,
                cluster.created,
                cluster.deletionProtection,
                cluster.global.map(global -> global.id),
                cluster.follows.map(writer -> writer.arn),
                state.instancesOf(cluster).stream().map(instance -> instance.id).toList(),
                parameterGroups.of(cluster.arn));
    }

    private DatabaseInstance view(Instance instance) {
        return new DatabaseInstance(
                instance.id,
                instance.cluster.arn,
                instance.instanceClass,
                instance.status,
                instance.cluster.port,
                instance.created);
    }
}

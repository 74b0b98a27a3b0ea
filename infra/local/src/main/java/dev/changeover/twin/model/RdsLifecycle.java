package dev.changeover.twin.model;

import dev.changeover.core.model.Region;
import dev.changeover.twin.model.RdsState.Cluster;
import dev.changeover.twin.model.RdsState.Global;
import dev.changeover.twin.model.RdsState.Instance;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Creates, deletes and detaches clusters and instances. */
final class RdsLifecycle {
    /** Letters, digits and single hyphens, a letter first, no hyphen last, at most 63: CreateDBCluster, RDS API. */
    private static final Pattern IDENTIFIER = Pattern.compile("(?=.{1,63}$)[a-zA-Z](-?[a-zA-Z0-9])*");

    /** The twin holds two Regions. AWS allows ten secondaries. */
    private static final int MEMBERS_MAX = 2;

    private final Timeline timeline;
    private final Timing timing;
    private final DataPlane dataPlane;
    private final RdsState state;
    private final Operations operations;

    RdsLifecycle(Rds.Surroundings around, RdsState state, Operations operations) {
        this.timeline = around.timeline();
        this.timing = around.timing();
        this.dataPlane = around.dataPlane();
        this.state = state;
        this.operations = operations;
    }

    Global create(Region asked, Rds.NewGlobal wanted) {
        String id = identifier(wanted.id());
        if (state.globals.containsKey(id)) {
            throw RdsErrors.globalExists(id);
        }
        Optional<Cluster> source = wanted.source().map(arn -> standalone(asked, arn, wanted));
        if (source.isEmpty()) {
            requireEngine(wanted.engine()
                    .orElseThrow(() -> RdsErrors.combination("Engine or SourceDBClusterIdentifier is required.")));
        }
        var global = new Global(
                id,
                state.nextResourceId("cluster"),
                source.map(cluster -> cluster.engineVersion)
                        .or(wanted::engineVersion)
                        .orElse(Rds.ENGINE_VERSION),
                source.map(cluster -> cluster.contents.databaseName()).or(wanted.settings()::databaseName),
                wanted.settings().deletionProtection());
        state.globals.put(id, global);
        source.ifPresent(cluster -> join(global, cluster));
        return global;
    }

    private Cluster standalone(Region asked, String arn, Rds.NewGlobal wanted) {
        if (wanted.engine().isPresent() || wanted.engineVersion().isPresent()) {
            throw RdsErrors.combination("Engine and EngineVersion come from the source cluster.");
        }
        Cluster source = state.cluster(asked, arn);
        GlobalMoves.requireAvailable(source);
        if (source.global.isPresent()) {
            throw RdsErrors.clusterState("DBCluster " + source.arn + " is already in a global cluster.");
        }
        return source;
    }

    Global delete(Global global) {
        if (global.deletionProtection) {
            throw RdsErrors.combination("Cannot delete protected global cluster " + global.id + ".");
        }
        if (!global.members.isEmpty()) {
            throw RdsErrors.globalState("Global cluster " + global.id + " is not empty.");
        }
        global.status = Statuses.DELETING;
        timeline.after(timing.deletion(), () -> state.globals.remove(global.id));
        return global;
    }

    Cluster create(Region asked, Rds.NewCluster wanted) {
        var arn = new ClusterArn(asked, identifier(wanted.id()));
        requireEngine(wanted.engine());
        if (state.clusters.containsKey(arn.toString())) {
            throw RdsErrors.clusterExists(arn.id());
        }
        Optional<Global> global = wanted.globalCluster().map(state::global);
        Optional<Cluster> writer = global.flatMap(joined -> writerToFollow(joined, arn));
        DataPlane.Contents contents =
                writer.map(leader -> inherited(leader, wanted)).orElseGet(() -> own(wanted));
        String version = global.map(joined -> joined.engineVersion)
                .or(wanted::engineVersion)
                .orElse(Rds.ENGINE_VERSION);
        var cluster = new Cluster(arn, state.nextResourceId("cluster"), version, contents, timeline.now());
        cluster.port = port(arn);
        cluster.deletionProtection = wanted.settings().deletionProtection();
        cluster.follows = writer;
        global.ifPresent(joined -> join(joined, cluster));
        state.clusters.put(arn.toString(), cluster);
        operations.ask(
                Set.of(cluster.key()),
                done -> writer.ifPresentOrElse(
                        leader -> dataPlane.createReplica(arn.server(), leader.arn.server(), done),
                        () -> dataPlane.createWriter(arn.server(), contents, done)),
                ending(cluster, timing.creation(), () -> cluster.status = Statuses.AVAILABLE));
        return cluster;
    }

    private static Optional<Cluster> writerToFollow(Global global, ClusterArn joining) {
        GlobalMoves.requireIdle(global);
        if (global.members.size() >= MEMBERS_MAX) {
            throw RdsErrors.globalState("The twin holds two members a global cluster; " + global.id + " has both.");
        }
        Optional<Cluster> writer = global.writer();
        writer.ifPresent(leader -> {
            if (leader.arn.region().equals(joining.region())) {
                throw RdsErrors.value(
                        "Global cluster " + global.id + " already has a cluster in " + joining.region() + ".");
            }
            GlobalMoves.requireAvailable(leader);
        });
        return writer;
    }

    private int port(ClusterArn arn) {
        try {
            return dataPlane.port(arn.server());
        } catch (RuntimeException noPlace) { // whatever a data plane throws, it says why in one sentence
            throw RdsErrors.noPlace(noPlace.getMessage());
        }
    }

    private static DataPlane.Contents inherited(Cluster writer, Rds.NewCluster wanted) {
        if (wanted.masterUsername().isPresent() || wanted.masterPassword().isPresent()) {
            throw RdsErrors.combination("Cannot specify user name or password for a secondary of a global cluster.");
        }
        return writer.contents;
    }

    private static DataPlane.Contents own(Rds.NewCluster wanted) {
        return new DataPlane.Contents(
                wanted.settings().databaseName().orElse("postgres"),
                wanted.masterUsername().orElseThrow(() -> RdsErrors.combination("MasterUsername is required.")),
                wanted.masterPassword().orElseThrow(() -> RdsErrors.combination("MasterUserPassword is required.")));
    }

    Cluster delete(Cluster cluster) {
        if (cluster.deletionProtection) {
            throw RdsErrors.combination("Cannot delete protected cluster " + cluster.arn.id() + ".");
        }
        if (cluster.global.isPresent()) {
            throw RdsErrors.clusterState("DBCluster " + cluster.arn.id()
                    + " is part of a global cluster; remove it from the global cluster first.");
        }
        if (state.instancesOf(cluster).stream().anyMatch(instance -> !instance.status.equals(Statuses.DELETING))) {
            throw RdsErrors.clusterState("DBCluster " + cluster.arn.id() + " still has DB instances.");
        }
        if (!cluster.status.equals(Statuses.FAILED)) {
            GlobalMoves.requireAvailable(cluster);
        }
        cluster.status = Statuses.DELETING;
        operations.ask(
                Set.of(cluster.key()),
                done -> dataPlane.delete(cluster.arn.server(), done),
                ending(cluster, timing.deletion(), () -> state.clusters.remove(cluster.arn.toString())));
        return cluster;
    }

    /** The writer may leave last; a replica leaves as a writer of its own. */
    void remove(Global global, Cluster member) {
        GlobalMoves.requireIdle(global);
        boolean writer = member.follows.isEmpty();
        if (writer && global.members.size() > 1) {
            throw RdsErrors.globalState("DBCluster " + member.arn + " is the primary cluster of " + global.id
                    + "; remove the secondaries first.");
        }
        if (writer) {
            leave(global, member);
            return;
        }
        member.status = Statuses.PROMOTING;
        operations.ask(
                Set.of(global.id),
                done -> dataPlane.detach(member.arn.server(), done),
                ending(member, timing.settling(), () -> {
                    leave(global, member);
                    member.status = Statuses.AVAILABLE;
                }));
    }

    Instance createInstance(Cluster cluster, String wantedId, String instanceClass) {
        String id = identifier(wantedId);
        String key = RdsState.instanceKey(cluster.arn.region(), id);
        if (state.instances.containsKey(key)) {
            throw RdsErrors.instanceExists(id);
        }
        var instance = new Instance(id, cluster, instanceClass, timeline.now());
        state.instances.put(key, instance);
        timeline.after(timing.creation(), () -> instance.status = Statuses.AVAILABLE);
        return instance;
    }

    Instance delete(Instance instance) {
        if (instance.status.equals(Statuses.DELETING)) {
            throw RdsErrors.instanceState("DBInstance " + instance.id + " is already being deleted.");
        }
        instance.status = Statuses.DELETING;
        String key = RdsState.instanceKey(instance.cluster.arn.region(), instance.id);
        timeline.after(timing.deletion(), () -> state.instances.remove(key));
        return instance;
    }

    private static void join(Global global, Cluster cluster) {
        global.members.add(cluster);
        cluster.global = Optional.of(global);
    }

    private static void leave(Global global, Cluster cluster) {
        global.members.remove(cluster);
        cluster.global = Optional.empty();
        cluster.follows = Optional.empty();
        cluster.resyncing = false;
    }

    private DataPlane.Completion ending(Cluster cluster, Duration takes, Runnable end) {
        return new DataPlane.Completion() {
            @Override
            public void succeeded() {
                timeline.after(takes, end);
            }

            @Override
            public void failed(String why) {
                cluster.status = Statuses.FAILED;
                cluster.failure = Optional.of(why);
            }
        };
    }

    private static String identifier(String text) {
        if (!IDENTIFIER.matcher(text).matches()) {
            throw RdsErrors.value("The identifier '" + text
                    + "' must start with a letter and hold only letters, digits and single hyphens.");
        }
        return text.toLowerCase(Locale.ROOT);
    }

    private static void requireEngine(String engine) {
        if (!engine.equals(Rds.ENGINE)) {
            throw RdsErrors.value("The twin runs " + Rds.ENGINE + " only, not " + engine + ".");
        }
    }
}

package dev.changeover.twin.wire;

import dev.changeover.core.model.Region;
import dev.changeover.twin.model.AwsError;
import dev.changeover.twin.model.ClusterSnapshot;
import dev.changeover.twin.model.DatabaseCluster;
import dev.changeover.twin.model.DatabaseInstance;
import dev.changeover.twin.model.GlobalCluster;
import dev.changeover.twin.model.Rds;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiPredicate;
import java.util.function.Function;

/** RDS on the wire: AWS Query, version 2014-10-31. */
public final class RdsService {
    private final Rds rds;

    private RdsService(Rds rds) {
        this.rds = rds;
    }

    public static RpcService service(Rds rds) {
        var calls = new RdsService(rds);
        var operations = new HashMap<String, RpcService.Operation>();
        operations.putAll(calls.globalClusters());
        operations.putAll(calls.clusters());
        operations.putAll(calls.instances());
        operations.putAll(new ParameterGroupCalls(rds).calls());
        return new RpcService(
                "rds", List.of(new QueryProtocol("http://rds.amazonaws.com/doc/2014-10-31/")), operations);
    }

    private Map<String, RpcService.Operation> globalClusters() {
        return Map.of(
                "CreateGlobalCluster", (region, input) -> global(rds.createGlobalCluster(region, newGlobal(input))),
                "DeleteGlobalCluster",
                        (_, input) -> global(rds.deleteGlobalCluster(input.text("GlobalClusterIdentifier"))),
                "DescribeGlobalClusters", (_, input) -> describeGlobalClusters(input),
                "SwitchoverGlobalCluster", (region, input) -> global(switchover(region, input)),
                "FailoverGlobalCluster", (region, input) -> global(failover(region, input)),
                "RemoveFromGlobalCluster",
                        (_, input) -> global(rds.removeFromGlobalCluster(
                                input.text("GlobalClusterIdentifier"), input.text("DbClusterIdentifier"))));
    }

    private Map<String, RpcService.Operation> clusters() {
        return Map.of(
                "CreateDBCluster",
                (region, input) -> cluster(rds.createCluster(region, newCluster(input))),
                "DeleteDBCluster",
                (region, input) -> cluster(deleteCluster(region, input)),
                "DescribeDBClusters",
                this::describeClusters,
                "DescribeDBClusterSnapshots",
                this::describeSnapshots);
    }

    private Map<String, RpcService.Operation> instances() {
        return Map.of(
                "CreateDBInstance", (region, input) -> instance(createInstance(region, input)),
                "DeleteDBInstance",
                        (region, input) -> instance(rds.deleteInstance(region, input.text("DBInstanceIdentifier"))),
                "DescribeDBInstances", this::describeInstances);
    }

    private static Rds.NewGlobal newGlobal(Fields input) {
        return new Rds.NewGlobal(
                input.text("GlobalClusterIdentifier"),
                input.maybeText("Engine"),
                input.maybeText("EngineVersion"),
                input.maybeText("SourceDBClusterIdentifier"),
                settings(input));
    }

    private static Rds.NewCluster newCluster(Fields input) {
        refuseFlag(input, "ManageMasterUserPassword"); // AWS refuses it in a global cluster, the twin everywhere
        refuseFlag(input, "EnableGlobalWriteForwarding");
        return new Rds.NewCluster(
                input.text("DBClusterIdentifier"),
                input.text("Engine"),
                input.maybeText("EngineVersion"),
                input.maybeText("GlobalClusterIdentifier"),
                input.maybeText("MasterUsername"),
                input.maybeText("MasterUserPassword"),
                settings(input));
    }

    private static Rds.Settings settings(Fields input) {
        return new Rds.Settings(input.maybeText("DatabaseName"), input.flag("DeletionProtection"));
    }

    private static void refuseFlag(Fields input, String name) {
        if (input.flag(name)) {
            throw new AwsError("InvalidParameterCombination", 400, "The twin does not support " + name + ".");
        }
    }

    private GlobalCluster switchover(Region region, Fields input) {
        return rds.switchoverGlobalCluster(
                region, input.text("GlobalClusterIdentifier"), input.text("TargetDbClusterIdentifier"));
    }

    /** Neither flag means a switchover: FailoverGlobalCluster, RDS API reference, read 2026-11-21. */
    private GlobalCluster failover(Region region, Fields input) {
        boolean lossAllowed = input.flag("AllowDataLoss");
        if (lossAllowed && input.flag("Switchover")) {
            throw new AwsError("InvalidParameterCombination", 400, "AllowDataLoss and Switchover exclude each other.");
        }
        return lossAllowed
                ? rds.failoverGlobalCluster(
                        region, input.text("GlobalClusterIdentifier"), input.text("TargetDbClusterIdentifier"))
                : switchover(region, input);
    }

    private DatabaseCluster deleteCluster(Region region, Fields input) {
        String id = input.text("DBClusterIdentifier");
        if (input.has("FinalDBSnapshotIdentifier")) {
            throw new AwsError(
                    "InvalidParameterCombination",
                    400,
                    "The twin keeps no final snapshot; say SkipFinalSnapshot instead.");
        }
        if (!input.flag("SkipFinalSnapshot")) {
            throw new AwsError(
                    "InvalidParameterCombination",
                    400,
                    "FinalDBSnapshotIdentifier is required unless SkipFinalSnapshot is specified.");
        }
        return rds.deleteCluster(region, id);
    }

    private DatabaseInstance createInstance(Region region, Fields input) {
        String engine = input.text("Engine");
        if (!engine.equals(Rds.ENGINE) || !input.has("DBClusterIdentifier")) {
            throw new AwsError(
                    "InvalidParameterCombination",
                    400,
                    "The twin makes DB instances only of " + Rds.ENGINE + " and only in a DB cluster.");
        }
        return rds.createInstance(
                region,
                input.text("DBInstanceIdentifier"),
                input.text("DBClusterIdentifier"),
                input.text("DBInstanceClass"));
    }

    private Map<String, Object> describeGlobalClusters(Fields input) {
        List<GlobalCluster> found = input.maybeText("GlobalClusterIdentifier")
                .map(id -> List.of(rds.globalCluster(id)))
                .orElseGet(rds::globalClusters);
        BiPredicate<GlobalCluster, String> inRegion = (global, value) -> global.members().stream()
                .anyMatch(member -> member.cluster().region().code().equals(value));
        BiPredicate<GlobalCluster, String> hasMember = (global, value) -> global.members().stream()
                .anyMatch(member ->
                        named(member.cluster().toString(), member.cluster().id(), value));
        var passing = RdsFilters.apply(found, input, Map.of("region", inRegion, "db-cluster-id", hasMember));
        return page("GlobalClusters", "GlobalClusterMember", RdsPage.of(passing, input), RdsShapes::global);
    }

    private Map<String, Object> describeClusters(Region region, Fields input) {
        List<DatabaseCluster> found = input.maybeText("DBClusterIdentifier")
                .map(id -> List.of(rds.cluster(region, id)))
                .orElseGet(() -> rds.clusters(region));
        BiPredicate<DatabaseCluster, String> byId = (cluster, value) ->
                named(cluster.arn().toString(), cluster.arn().id(), value);
        BiPredicate<DatabaseCluster, String> byEngine = (_, value) -> value.equals(Rds.ENGINE);
        var passing = RdsFilters.apply(found, input, Map.of("db-cluster-id", byId, "engine", byEngine));
        return page("DBClusters", "DBCluster", RdsPage.of(passing, input), RdsShapes::cluster);
    }

    private Map<String, Object> describeInstances(Region region, Fields input) {
        List<DatabaseInstance> found = input.maybeText("DBInstanceIdentifier")
                .map(id -> List.of(rds.instance(region, id)))
                .orElseGet(() -> rds.instances(region));
        BiPredicate<DatabaseInstance, String> byCluster = (instance, value) ->
                named(instance.cluster().toString(), instance.cluster().id(), value);
        BiPredicate<DatabaseInstance, String> byId = (instance, value) -> named(instance.arn(), instance.id(), value);
        var passing = RdsFilters.apply(found, input, Map.of("db-cluster-id", byCluster, "db-instance-id", byId));
        return page("DBInstances", "DBInstance", RdsPage.of(passing, input), RdsShapes::instance);
    }

    private Map<String, Object> describeSnapshots(Region region, Fields input) {
        Optional<String> wanted = input.maybeText("DBClusterSnapshotIdentifier");
        Optional<String> of = input.maybeText("DBClusterIdentifier");
        Optional<String> type = input.maybeText("SnapshotType");
        List<ClusterSnapshot> found = rds.snapshots(region).stream()
                .filter(snapshot -> wanted.map(id -> named(snapshot.arn(), snapshot.id(), id))
                        .orElse(true))
                .filter(snapshot -> of.map(id -> named(
                                snapshot.cluster().toString(),
                                snapshot.cluster().id(),
                                id))
                        .orElse(true))
                .filter(_ -> type.map("automated"::equals).orElse(true))
                .toList();
        if (found.isEmpty() && wanted.isPresent()) {
            throw new AwsError(
                    "DBClusterSnapshotNotFoundFault", 404, "DBClusterSnapshot " + wanted.get() + " not found.");
        }
        return page("DBClusterSnapshots", "DBClusterSnapshot", RdsPage.of(found, input), RdsShapes::snapshot);
    }

    private static boolean named(String arn, String id, String value) {
        return arn.equals(value) || id.equalsIgnoreCase(value);
    }

    private static <T> Map<String, Object> page(
            String list, String item, Page<T> page, Function<T, Map<String, Object>> shape) {
        return Output.of(list, new Items(item, page.items().stream().map(shape).toList()))
                .maybe("Marker", page.next())
                .map();
    }

    private static Map<String, Object> global(GlobalCluster global) {
        return Map.of("GlobalCluster", RdsShapes.global(global));
    }

    private static Map<String, Object> cluster(DatabaseCluster cluster) {
        return Map.of("DBCluster", RdsShapes.cluster(cluster));
    }

    private static Map<String, Object> instance(DatabaseInstance instance) {
        return Map.of("DBInstance", RdsShapes.instance(instance));
    }
}

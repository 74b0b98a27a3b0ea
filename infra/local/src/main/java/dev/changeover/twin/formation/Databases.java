package dev.changeover.twin.formation;

import dev.changeover.core.model.Region;
import dev.changeover.twin.dynamodb.TablesService;
import dev.changeover.twin.formation.Kind.Made;
import dev.changeover.twin.formation.Kind.Thing;
import dev.changeover.twin.model.Account;
import dev.changeover.twin.model.DatabaseCluster;
import dev.changeover.twin.model.Rds;
import dev.changeover.twin.secrets.SecretCalls;
import dev.changeover.twin.wire.Fields;
import dev.changeover.twin.wire.RdsService;
import java.security.SecureRandom;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Databases, tables and secrets. */
final class Databases {
    private static final String AVAILABLE = "available";

    /** As Secrets Manager's own: GetRandomPassword API reference, read 2026-11-22. */
    private static final int PASSWORD_LENGTH = 32;

    /** Printable ASCII without the blank, of which GenerateSecretString takes away what it is told to. */
    private static final String CHARACTERS =
            IntStream.rangeClosed('!', '~').mapToObj(Character::toString).collect(Collectors.joining());

    private Databases() {}

    static Map<String, Kind> kinds() {
        return Map.of(
                "AWS::RDS::GlobalCluster",
                new Made(
                        Set.of("GlobalClusterIdentifier", "Engine", "EngineVersion", "SourceDBClusterIdentifier"),
                        Set.of("DeletionProtection", "StorageEncrypted", "EngineLifecycleSupport", "Tags"),
                        Set.of(),
                        Databases::global),
                "AWS::RDS::DBCluster",
                new Made(CLUSTER, CLUSTER_IDLE, CLUSTER_ATTRIBUTES, Databases::cluster),
                "AWS::RDS::DBInstance",
                new Made(INSTANCE, INSTANCE_IDLE, Set.of("DBInstanceArn"), Databases::instance),
                "AWS::SecretsManager::Secret",
                new Made(
                        Set.of("Name", "SecretString", "GenerateSecretString", "ReplicaRegions"),
                        Set.of("Description", "KmsKeyId", "Tags"),
                        Set.of("Id"),
                        Databases::secret),
                "AWS::DynamoDB::GlobalTable",
                new Made(TABLE, TABLE_IDLE, Set.of("Arn", "TableId"), Databases::table));
    }

    private static final Set<String> CLUSTER = Set.of(
            "DBClusterIdentifier",
            "Engine",
            "EngineVersion",
            "GlobalClusterIdentifier",
            "DatabaseName",
            "MasterUsername",
            "MasterUserPassword");

    /** The port too: each cluster of a twin has one of the machine's. And what protects data a twin throws away. */
    private static final Set<String> CLUSTER_IDLE = Set.of(
            "BackupRetentionPeriod",
            "CopyTagsToSnapshot",
            "DBClusterParameterGroupName",
            "DBSubnetGroupName",
            "DeletionProtection",
            "EnableCloudwatchLogsExports",
            "EnableIAMDatabaseAuthentication",
            "KmsKeyId",
            "Port",
            "PreferredBackupWindow",
            "PreferredMaintenanceWindow",
            "StorageEncrypted",
            "StorageType",
            "Tags",
            "VpcSecurityGroupIds");

    private static final Set<String> CLUSTER_ATTRIBUTES =
            Set.of("Endpoint.Address", "Endpoint.Port", "ReadEndpoint.Address", "DBClusterArn", "DBClusterResourceId");

    private static final Set<String> INSTANCE =
            Set.of("DBInstanceIdentifier", "DBClusterIdentifier", "DBInstanceClass", "Engine");

    private static final Set<String> INSTANCE_IDLE = Set.of(
            "AutoMinorVersionUpgrade",
            "AvailabilityZone",
            "EnablePerformanceInsights",
            "MonitoringInterval",
            "MonitoringRoleArn",
            "PerformanceInsightsKMSKeyId",
            "PerformanceInsightsRetentionPeriod",
            "PromotionTier",
            "PubliclyAccessible",
            "Tags");

    private static final Set<String> TABLE = Set.of(
            "TableName",
            "AttributeDefinitions",
            "KeySchema",
            "MultiRegionConsistency",
            "Replicas",
            "GlobalTableWitnesses",
            "TimeToLiveSpecification");

    /** The stream too: AWS wants one to replicate by, and whatever else would read it is of a type the twin refuses. */
    private static final Set<String> TABLE_IDLE =
            Set.of("BillingMode", "SSESpecification", "StreamSpecification", "WriteProvisionedThroughputSettings");

    private static Thing global(Place place, Map<String, Object> properties) {
        Map<String, Object> wanted = Place.some(
                properties, List.of("GlobalClusterIdentifier", "Engine", "EngineVersion", "SourceDBClusterIdentifier"));
        wanted.putIfAbsent("GlobalClusterIdentifier", place.generated().toLowerCase(Locale.ROOT));
        place.call(RdsService.service(place.account().rds()), "CreateGlobalCluster", wanted);
        return new Thing(wanted.get("GlobalClusterIdentifier").toString(), Map.of());
    }

    private static Thing cluster(Place place, Map<String, Object> properties) {
        Map<String, Object> wanted = Place.some(properties, CLUSTER);
        wanted.putIfAbsent("DBClusterIdentifier", place.generated().toLowerCase(Locale.ROOT));
        String id = wanted.get("DBClusterIdentifier").toString();
        Rds rds = place.account().rds();
        place.call(RdsService.service(rds), "CreateDBCluster", wanted);
        await(place, id, () -> rds.cluster(place.region(), id).status().equals(AVAILABLE));
        DatabaseCluster made = rds.cluster(place.region(), id);
        return new Thing(
                id,
                Map.of(
                        "Endpoint.Address",
                        made.endpoint(),
                        "Endpoint.Port",
                        Integer.toString(made.port()),
                        "ReadEndpoint.Address",
                        made.readerEndpoint(),
                        "DBClusterArn",
                        made.arn().toString(),
                        "DBClusterResourceId",
                        made.resourceId()));
    }

    private static Thing instance(Place place, Map<String, Object> properties) {
        Map<String, Object> wanted = Place.some(properties, INSTANCE);
        wanted.putIfAbsent("DBInstanceIdentifier", place.generated().toLowerCase(Locale.ROOT));
        String id = wanted.get("DBInstanceIdentifier").toString();
        String cluster = wanted.get("DBClusterIdentifier").toString();
        Rds rds = place.account().rds();
        place.call(RdsService.service(rds), "CreateDBInstance", wanted);
        await(place, cluster, () -> rds.instance(place.region(), id).status().equals(AVAILABLE));
        return new Thing(id, Map.of("DBInstanceArn", Account.arn("rds", place.region(), "db:" + id)));
    }

    /** Until it is so, or the cluster's server has failed. */
    private static void await(Place place, String cluster, BooleanSupplier so) {
        Rds rds = place.account().rds();
        place.ground()
                .await()
                .accept(() -> so.getAsBoolean()
                        || rds.failure(place.region(), cluster).isPresent());
        rds.failure(place.region(), cluster).ifPresent(why -> {
            throw new FormationTrouble(place.generated() + " was not made: " + why);
        });
    }

    private static Thing secret(Place place, Map<String, Object> properties) {
        Fields fields = Fields.json(properties);
        String name = fields.maybeText("Name").orElse(place.generated());
        String text = fields.maybeStructure("GenerateSecretString")
                .map(Databases::generated)
                .or(() -> fields.maybeText("SecretString"))
                .orElse("");
        Region[] replicas = fields.structures("ReplicaRegions").stream()
                .map(one -> new Region(one.text("Region")))
                .toArray(Region[]::new);
        String arn = place.account()
                .secrets()
                .create(place.region(), SecretCalls.Create.text(name, text).replicatedTo(replicas))
                .arn();
        return new Thing(arn, Map.of("Id", arn));
    }

    private static String generated(Fields how) {
        String forbidden = how.maybeText("ExcludeCharacters").orElse("")
                + (how.flag("ExcludePunctuation") ? CHARACTERS.replaceAll("[A-Za-z0-9]", "") : "");
        List<Integer> allowed = CHARACTERS
                .chars()
                .filter(one -> forbidden.indexOf(one) < 0)
                .boxed()
                .toList();
        var chance = new SecureRandom();
        String password = chance.ints(how.maybeInteger("PasswordLength").orElse(PASSWORD_LENGTH), 0, allowed.size())
                .mapToObj(index -> Character.toString(allowed.get(index)))
                .collect(Collectors.joining());
        if (!how.has("SecretStringTemplate")) {
            return password;
        }
        ObjectNode json = (ObjectNode) JsonMapper.shared().readTree(how.text("SecretStringTemplate"));
        return json.put(how.text("GenerateStringKey"), password).toString();
    }

    /** First where the stack is, then in the other Region and the witness's, as the service has it. */
    private static Thing table(Place place, Map<String, Object> properties) {
        var tables = TablesService.over(place.account().tables());
        Fields fields = Fields.json(properties);
        Map<String, Object> wanted =
                new LinkedHashMap<>(Place.some(properties, List.of("TableName", "AttributeDefinitions", "KeySchema")));
        wanted.putIfAbsent("TableName", place.generated());
        wanted.put("BillingMode", "PAY_PER_REQUEST");
        String name = wanted.get("TableName").toString();
        place.call(tables, "CreateTable", wanted);
        place.call(tables, "UpdateTable", replicated(place, name, fields));
        fields.maybeStructure("TimeToLiveSpecification")
                .filter(life -> life.flag("Enabled"))
                .ifPresent(life -> place.call(tables, "UpdateTimeToLive", expiring(name, life.text("AttributeName"))));
        return new Thing(
                name, Map.of("Arn", Account.arn("dynamodb", place.region(), "table/" + name), "TableId", name));
    }

    private static Map<String, Object> replicated(Place place, String name, Fields fields) {
        Map<String, Object> wanted = new LinkedHashMap<>(Map.of(
                "TableName",
                name,
                "MultiRegionConsistency",
                fields.maybeText("MultiRegionConsistency").orElse("EVENTUAL"),
                "ReplicaUpdates",
                created(elsewhere(place, fields.structures("Replicas")))));
        List<Fields> witnesses = fields.structures("GlobalTableWitnesses");
        if (!witnesses.isEmpty()) {
            wanted.put("GlobalTableWitnessUpdates", created(witnesses));
        }
        return wanted;
    }

    private static Map<String, Object> expiring(String name, String attribute) {
        return Map.of(
                "TableName", name, "TimeToLiveSpecification", Map.of("Enabled", true, "AttributeName", attribute));
    }

    private static List<Fields> elsewhere(Place place, List<Fields> replicas) {
        return replicas.stream()
                .filter(replica -> !replica.text("Region").equals(place.region().code()))
                .toList();
    }

    private static List<Map<String, Object>> created(List<Fields> regions) {
        return regions.stream()
                .map(one -> Map.<String, Object>of("Create", Map.of("RegionName", one.text("Region"))))
                .toList();
    }
}

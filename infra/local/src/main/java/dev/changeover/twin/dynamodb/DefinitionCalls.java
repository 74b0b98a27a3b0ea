package dev.changeover.twin.dynamodb;

import dev.changeover.core.model.Region;
import dev.changeover.twin.dynamodb.Tables.Described;
import dev.changeover.twin.model.Account;
import dev.changeover.twin.wire.Fields;
import dev.changeover.twin.wire.Output;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The calls about tables, not items. */
final class DefinitionCalls {
    /** What a table of AWS may have and one of the twin may not. */
    private static final Set<String> UNSUPPORTED = Set.of(
            "GlobalSecondaryIndexes",
            "GlobalSecondaryIndexUpdates",
            "GlobalTableSourceArn",
            "LocalSecondaryIndexes",
            "StreamSpecification");

    private final Tables tables;

    DefinitionCalls(Tables tables) {
        this.tables = tables;
    }

    Map<String, ?> create(Region region, Fields input) {
        requireSupported(input);
        Described made = tables.create(region, input.text("TableName"), schema(input));
        return Output.of("TableDescription", shape(region, made, "ACTIVE")).map();
    }

    /** Makes a table global, or gives it one more replica; nothing else of a table can be changed. */
    Map<String, ?> update(Region region, Fields input) {
        requireSupported(input);
        if (!input.has("ReplicaUpdates")) {
            throw TableErrors.unsupported("any UpdateTable but one with ReplicaUpdates");
        }
        String name = input.text("TableName");
        Described made = switch (input.maybeText("MultiRegionConsistency").orElse("EVENTUAL")) {
            case "EVENTUAL" -> tables.addReplicas(region, name, replicas(input));
            case "STRONG" -> tables.makeStrong(region, name, strong(region, input));
            case String other ->
                throw TableErrors.invalid("MultiRegionConsistency must be EVENTUAL or STRONG, not " + other);
        };
        return Output.of("TableDescription", shape(region, made, "ACTIVE")).map();
    }

    private static Replication.Strong strong(Region region, Fields input) {
        return new Replication.Strong(
                region, created(input, "ReplicaUpdates"), created(input, "GlobalTableWitnessUpdates"));
    }

    private static List<Region> replicas(Fields input) {
        if (input.has("GlobalTableWitnessUpdates")) {
            throw TableErrors.invalid("A witness is for global tables of multi-Region strong consistency.");
        }
        return input.structures("ReplicaUpdates").stream()
                .map(update -> update.maybeStructure("Create")
                        .orElseThrow(() -> TableErrors.unsupported("a ReplicaUpdates action other than Create")))
                .map(create -> region(create.text("RegionName")))
                .toList();
    }

    /** Names the attribute by which items end. */
    Map<String, ?> expire(Region region, Fields input) {
        Fields wished = input.maybeStructure("TimeToLiveSpecification")
                .orElseThrow(() -> TableErrors.invalid("TimeToLiveSpecification is missing"));
        if (!wished.flag("Enabled")) {
            throw TableErrors.unsupported("a time to live that is switched off again");
        }
        tables.expireBy(region, input.text("TableName"), wished.text("AttributeName"));
        return Output.of(
                        "TimeToLiveSpecification",
                        Map.of("Enabled", true, "AttributeName", wished.text("AttributeName")))
                .map();
    }

    Map<String, ?> expiry(Region region, Fields input) {
        Map<String, String> described = tables.timeToLive(region, input.text("TableName"))
                .map(attribute -> Map.of("TimeToLiveStatus", "ENABLED", "AttributeName", attribute))
                .orElseGet(() -> Map.of("TimeToLiveStatus", "DISABLED"));
        return Output.of("TimeToLiveDescription", described).map();
    }

    Map<String, ?> describe(Region region, Fields input) {
        return Output.of("Table", shape(region, tables.describe(region, input.text("TableName")), "ACTIVE"))
                .map();
    }

    Map<String, ?> delete(Region region, Fields input) {
        Described gone = tables.delete(region, input.text("TableName"));
        return Output.of("TableDescription", shape(region, gone, "DELETING")).map();
    }

    private static Region created(Fields input, String name) {
        List<Fields> updates = input.structures(name);
        Optional<String> code = updates.size() == 1
                ? updates.getFirst().maybeStructure("Create").map(create -> create.text("RegionName"))
                : Optional.empty();
        return region(
                code.orElseThrow(() -> TableErrors.unsupported("a strongly consistent global table of anything but"
                        + " two replicas and a witness: " + name + " must create one")));
    }

    private static Region region(String code) {
        try {
            return new Region(code);
        } catch (IllegalArgumentException notARegion) {
            throw TableErrors.invalid(notARegion.getMessage());
        }
    }

    private static KeySchema schema(Fields input) {
        List<Fields> keys = input.structures("KeySchema");
        Optional<KeySchema.Part> hash = part(input, keys, "HASH");
        Optional<KeySchema.Part> range = part(input, keys, "RANGE");
        long parts = hash.stream().count() + range.stream().count();
        if (hash.isEmpty() || parts != keys.size()) {
            throw TableErrors.invalid("Invalid KeySchema: one HASH key, and at most one RANGE key");
        }
        if (input.structures("AttributeDefinitions").size() != parts) {
            throw TableErrors.invalid(
                    "One or more parameter values were invalid: Number of attributes in KeySchema does"
                            + " not exactly match number of attributes defined in AttributeDefinitions");
        }
        return new KeySchema(hash.get(), range);
    }

    private static Optional<KeySchema.Part> part(Fields input, List<Fields> keys, String kind) {
        return keys.stream()
                .filter(key -> key.text("KeyType").equals(kind))
                .findFirst()
                .map(key -> key.text("AttributeName"))
                .map(name -> new KeySchema.Part(name, type(input, name)));
    }

    private static String type(Fields input, String name) {
        String type = input.structures("AttributeDefinitions").stream()
                .filter(definition -> definition.text("AttributeName").equals(name))
                .findFirst()
                .orElseThrow(() -> TableErrors.invalid("One or more parameter values were invalid: Some index key"
                        + " attributes are not defined in AttributeDefinitions. Keys: [" + name + "]"))
                .text("AttributeType");
        if (!Set.of("S", "N", "B").contains(type)) {
            throw TableErrors.invalid("AttributeType must be S, N or B, not " + type);
        }
        return type;
    }

    private static Map<String, Object> shape(Region region, Described table, String status) {
        Output output = Output.of("TableName", table.name())
                .with("TableArn", Account.arn("dynamodb", region, "table/" + table.name()))
                .with("TableStatus", status)
                .with("CreationDateTime", table.created())
                .with("ItemCount", table.items())
                .with("TableSizeBytes", table.bytes())
                .with("BillingModeSummary", Map.of("BillingMode", "PAY_PER_REQUEST"))
                .with("KeySchema", keys(table.schema()))
                .with("AttributeDefinitions", definitions(table.schema()));
        return switch (table.replication()) {
            case Replication.Single _ -> output.map();
            case Replication.Eventual eventual ->
                global(output, "EVENTUAL", eventual).map();
            case Replication.Strong strong ->
                global(output, "STRONG", strong)
                        .with(
                                "GlobalTableWitnesses",
                                List.of(Map.of("RegionName", strong.witness().code(), "WitnessStatus", "ACTIVE")))
                        .map();
        };
    }

    private static Output global(Output output, String consistency, Replication replication) {
        var replicas =
                replication.replicas().stream().map(DefinitionCalls::replica).toList();
        return output.with("GlobalTableVersion", "2019.11.21")
                .with("MultiRegionConsistency", consistency)
                .with("Replicas", replicas);
    }

    private static Map<String, Object> replica(Region region) {
        return Map.of("RegionName", region.code(), "ReplicaStatus", "ACTIVE");
    }

    private static List<Map<String, Object>> keys(KeySchema schema) {
        return schema.parts().stream()
                .map(part -> Output.of("AttributeName", part.name())
                        .with("KeyType", part.equals(schema.hash()) ? "HASH" : "RANGE")
                        .map())
                .toList();
    }

    private static List<Map<String, Object>> definitions(KeySchema schema) {
        return schema.parts().stream()
                .map(part -> Output.of("AttributeName", part.name())
                        .with("AttributeType", part.type())
                        .map())
                .toList();
    }

    private static void requireSupported(Fields input) {
        UNSUPPORTED.stream().filter(input::has).sorted().findFirst().ifPresent(name -> {
            throw TableErrors.unsupported("the parameter " + name);
        });
    }
}

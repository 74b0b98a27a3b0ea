package dev.changeover.infra;

import dev.changeover.core.model.Region;
import java.util.List;
import software.amazon.awscdk.RemovalPolicy;
import software.amazon.awscdk.services.dynamodb.CfnGlobalTable;
import software.amazon.awscdk.services.dynamodb.CfnGlobalTable.AttributeDefinitionProperty;
import software.amazon.awscdk.services.dynamodb.CfnGlobalTable.GlobalTableWitnessProperty;
import software.amazon.awscdk.services.dynamodb.CfnGlobalTable.KeySchemaProperty;
import software.amazon.awscdk.services.dynamodb.CfnGlobalTable.PointInTimeRecoverySpecificationProperty;
import software.amazon.awscdk.services.dynamodb.CfnGlobalTable.ReplicaSpecificationProperty;
import software.amazon.awscdk.services.dynamodb.CfnGlobalTable.SSESpecificationProperty;
import software.amazon.awscdk.services.dynamodb.CfnGlobalTable.StreamSpecificationProperty;
import software.amazon.awscdk.services.dynamodb.CfnGlobalTable.TimeToLiveSpecificationProperty;
import software.constructs.Construct;

/** Tables with a replica in each Region, paid by use, protected and recoverable, all with the keys pk and sk. */
record Tables(Construct stack, Parameters parameters) {
    /** One that agrees in both Regions before it answers; a third Region votes and holds no data. */
    void strong(String id, String name) {
        kept(common(id, name)
                .multiRegionConsistency("STRONG")
                .globalTableWitnesses(List.of(GlobalTableWitnessProperty.builder()
                        .region(parameters.witness().code())
                        .build()))
                .build());
    }

    /**
     * One whose Regions follow each other, and whose items end by themselves.
     *
     * @param expiry the attribute that says when an item ends
     */
    void eventual(String id, String name, String expiry) {
        kept(common(id, name)
                .multiRegionConsistency("EVENTUAL")
                .streamSpecification(StreamSpecificationProperty.builder()
                        .streamViewType("NEW_AND_OLD_IMAGES") // CloudFormation wants it where there are two replicas
                        .build())
                .timeToLiveSpecification(TimeToLiveSpecificationProperty.builder()
                        .attributeName(expiry)
                        .enabled(true)
                        .build())
                .build());
    }

    private CfnGlobalTable.Builder common(String id, String name) {
        return CfnGlobalTable.Builder.create(stack, id)
                .tableName(name)
                .billingMode("PAY_PER_REQUEST")
                .attributeDefinitions(List.of(attribute("pk"), attribute("sk")))
                .keySchema(List.of(key("pk", "HASH"), key("sk", "RANGE")))
                .replicas(parameters.regions().stream().map(Tables::replica).toList())
                .sseSpecification(
                        SSESpecificationProperty.builder().sseEnabled(false).build()); // AWS's own key: no key to lose
    }

    private static void kept(CfnGlobalTable table) {
        table.applyRemovalPolicy(RemovalPolicy.RETAIN);
    }

    private static AttributeDefinitionProperty attribute(String name) {
        return AttributeDefinitionProperty.builder()
                .attributeName(name)
                .attributeType("S")
                .build();
    }

    private static KeySchemaProperty key(String name, String type) {
        return KeySchemaProperty.builder().attributeName(name).keyType(type).build();
    }

    private static ReplicaSpecificationProperty replica(Region region) {
        return ReplicaSpecificationProperty.builder()
                .region(region.code())
                .deletionProtectionEnabled(true)
                .pointInTimeRecoverySpecification(PointInTimeRecoverySpecificationProperty.builder()
                        .pointInTimeRecoveryEnabled(true)
                        .build())
                .build();
    }
}

package dev.changeover.twin.dynamodb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.changeover.core.model.Region;
import dev.changeover.twin.model.Faults;
import dev.changeover.twin.model.Regions;
import dev.changeover.twin.model.Timeline;
import dev.changeover.twin.wire.Gateway;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeDefinition;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbException;
import software.amazon.awssdk.services.dynamodb.model.GlobalTableWitnessGroupUpdate;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;
import software.amazon.awssdk.services.dynamodb.model.KeyType;
import software.amazon.awssdk.services.dynamodb.model.MultiRegionConsistency;
import software.amazon.awssdk.services.dynamodb.model.ReplicationGroupUpdate;
import software.amazon.awssdk.services.dynamodb.model.ResourceNotFoundException;
import software.amazon.awssdk.services.dynamodb.model.ScalarAttributeType;
import software.amazon.awssdk.services.dynamodb.model.TimeToLiveStatus;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;

/** Global tables of multi-Region eventual consistency, as a client in each Region sees them. */
class EventualTablesWireTest {
    private static final Instant START = Instant.parse("2026-11-22T03:00:00Z");
    private static final Duration MOMENT = Duration.ofMillis(1);
    private static final String TABLE = "carts";

    private final Timeline timeline = Timeline.virtual(START);
    private final Regions regions = new Regions(timeline);
    private final Tables tables = new Tables(timeline, regions::dark);
    private final Gateway gateway = Gateway.open(0, new Faults(regions), List.of(TablesService.over(tables)));
    private final DynamoDbClient east = client(Regions.US_EAST_1);
    private final DynamoDbClient west = client(Regions.US_WEST_2);

    private DynamoDbClient client(Region region) {
        return DynamoDbClient.builder()
                .region(software.amazon.awssdk.regions.Region.of(region.code()))
                .endpointOverride(URI.create("http://127.0.0.1:" + gateway.port()))
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("twin", "twin")))
                .httpClientBuilder(UrlConnectionHttpClient.builder())
                .build();
    }

    @BeforeEach
    void aTableThatIsAlreadyInUseGetsAReplica() {
        create(TABLE);
        put(east, "before", 1);
        east.updateTable(update -> update.tableName(TABLE).replicaUpdates(replica("us-west-2")));
    }

    private void create(String name) {
        east.createTable(table -> table.tableName(name)
                .billingMode(BillingMode.PAY_PER_REQUEST)
                .keySchema(KeySchemaElement.builder()
                        .attributeName("pk")
                        .keyType(KeyType.HASH)
                        .build())
                .attributeDefinitions(AttributeDefinition.builder()
                        .attributeName("pk")
                        .attributeType(ScalarAttributeType.S)
                        .build()));
    }

    private static ReplicationGroupUpdate replica(String region) {
        return ReplicationGroupUpdate.builder()
                .create(create -> create.regionName(region))
                .build();
    }

    @AfterEach
    void close() {
        east.close();
        west.close();
        gateway.close();
        timeline.close();
    }

    private static Map<String, AttributeValue> key(String pk) {
        return Map.of("pk", AttributeValue.fromS(pk));
    }

    private static void put(DynamoDbClient through, String pk, long number) {
        through.putItem(put -> put.tableName(TABLE).item(Map.of("pk", AttributeValue.fromS(pk), "n", number(number))));
    }

    private static void delete(DynamoDbClient through, String pk) {
        through.deleteItem(delete -> delete.tableName(TABLE).key(key(pk)));
    }

    private static AttributeValue number(long number) {
        return AttributeValue.fromN(Long.toString(number));
    }

    /** What a Region has under a key, 0 where it has nothing. */
    private static int at(DynamoDbClient from, String pk) {
        var item = from.getItem(get -> get.tableName(TABLE).key(key(pk)).consistentRead(true))
                .item();
        return item.isEmpty() ? 0 : Integer.parseInt(item.get("n").n());
    }

    @Test
    void theOtherRegionReadsAWriteAWhileLater() {
        put(east, "a", 1);
        assertThat(at(east, "a")).isEqualTo(1);
        timeline.advance(Tables.REPLICATION.minus(MOMENT));
        assertThat(at(west, "a")).as("not even a consistent read has it").isZero();
        timeline.advance(MOMENT);
        assertThat(at(west, "a")).isEqualTo(1);
        assertThat(at(west, "before")).as("written before there was a replica").isEqualTo(1);

        delete(west, "a");
        timeline.advance(Tables.REPLICATION);
        assertThat(at(east, "a")).isZero();
    }

    @Test
    void theLastWriteOfAnItemWinsInBothRegions() {
        put(east, "a", 1);
        timeline.advance(MOMENT);
        put(west, "a", 2);
        put(west, "b", 3);
        timeline.advance(MOMENT);
        delete(east, "b");
        assertThat(at(east, "a")).isEqualTo(1);

        timeline.advance(Tables.REPLICATION);

        for (DynamoDbClient region : List.of(east, west)) {
            assertThat(at(region, "a")).isEqualTo(2);
            assertThat(at(region, "b"))
                    .as("an older write does not bring it back")
                    .isZero();
        }
    }

    @Test
    void aConditionIsJudgedByWhatItsOwnRegionHas() {
        put(east, "a", 1);
        west.putItem(put -> put.tableName(TABLE)
                .item(Map.of("pk", AttributeValue.fromS("a"), "n", number(2)))
                .conditionExpression("attribute_not_exists(pk)"));
        assertThatThrownBy(() -> east.putItem(
                        put -> put.tableName(TABLE).item(key("a")).conditionExpression("attribute_not_exists(pk)")))
                .isInstanceOf(ConditionalCheckFailedException.class);
        timeline.advance(Tables.REPLICATION);
        assertThat(at(east, "a")).isEqualTo(2);
    }

    @Test
    void aDarkRegionKeepsWhatItHadNotSentAndCatchesUpWhenItReturns() {
        put(east, "sent", 1);
        timeline.advance(Tables.REPLICATION);
        put(east, "unsent", 1);
        put(east, "changed", 1);
        regions.darken(Regions.US_EAST_1);
        timeline.advance(Duration.ofMinutes(5));

        assertThat(at(west, "sent")).isEqualTo(1);
        assertThat(at(west, "unsent")).as("had not replicated").isZero();
        put(west, "changed", 2);
        put(west, "meanwhile", 3);

        regions.recover(Regions.US_EAST_1);
        timeline.advance(Tables.REPLICATION.multipliedBy(2));
        for (DynamoDbClient region : List.of(east, west)) {
            assertThat(at(region, "unsent")).isEqualTo(1);
            assertThat(at(region, "changed")).as("the later write stands").isEqualTo(2);
            assertThat(at(region, "meanwhile")).isEqualTo(3);
        }
    }

    @Test
    void agreesInTheEndWhateverWasWrittenWhereAndWhen() {
        for (int seed = 0; seed < 20; seed++) {
            var random = new Random(seed);
            Map<String, Integer> last = new HashMap<>();
            for (int step = 1; step <= 40; step++) {
                String pk = seed + "-" + random.nextInt(4);
                boolean inEast = random.nextBoolean() && !regions.dark(Regions.US_EAST_1);
                put(inEast ? east : west, pk, step);
                last.put(pk, step);
                switch (random.nextInt(8)) {
                    case 0 -> regions.darken(Regions.US_EAST_1);
                    case 1, 2 -> regions.recover(Regions.US_EAST_1);
                    default -> timeline.advance(MOMENT.multipliedBy(random.nextInt(800)));
                }
            }
            regions.recover(Regions.US_EAST_1);
            timeline.advance(Tables.REPLICATION.multipliedBy(3));
            int failing = seed;
            last.forEach((pk, step) -> {
                assertThat(at(east, pk))
                        .as("seed %d, %s in the east", failing, pk)
                        .isEqualTo(step);
                assertThat(at(west, pk))
                        .as("seed %d, %s in the west", failing, pk)
                        .isEqualTo(step);
            });
        }
    }

    @Test
    void aTransactionHoldsInItsOwnRegion() {
        east.transactWriteItems(write -> write.transactItems(
                TransactWriteItem.builder()
                        .put(put ->
                                put.tableName(TABLE).item(Map.of("pk", AttributeValue.fromS("one"), "n", number(1))))
                        .build(),
                TransactWriteItem.builder()
                        .conditionCheck(check ->
                                check.tableName(TABLE).key(key("before")).conditionExpression("attribute_exists(pk)"))
                        .build()));
        assertThat(at(east, "one")).isEqualTo(1);
        assertThat(at(west, "one")).isZero();
        timeline.advance(Tables.REPLICATION);
        assertThat(at(west, "one")).isEqualTo(1);
    }

    @Test
    void anItemEndsInBothRegionsByItsOwnAttribute() {
        east.updateTimeToLive(update -> update.tableName(TABLE)
                .timeToLiveSpecification(ttl -> ttl.enabled(true).attributeName("n")));
        var described =
                west.describeTimeToLive(describe -> describe.tableName(TABLE)).timeToLiveDescription();
        assertThat(described.timeToLiveStatus()).isEqualTo(TimeToLiveStatus.ENABLED);
        assertThat(described.attributeName()).isEqualTo("n");

        put(east, "a", Math.toIntExact(START.getEpochSecond()) + 60);
        put(east, "b", Math.toIntExact(START.getEpochSecond()) + 60);
        put(east, "b", Math.toIntExact(START.getEpochSecond()) + 600);
        timeline.advance(Duration.ofSeconds(59));
        assertThat(at(west, "a")).isPositive();
        timeline.advance(Duration.ofSeconds(1).plus(Tables.REPLICATION));
        assertThat(at(east, "a")).isZero();
        assertThat(at(west, "a")).isZero();
        assertThat(at(west, "b")).as("it has been given a longer life").isPositive();
    }

    @Test
    void describesItselfAndGoesReplicaByReplica() {
        var table = west.describeTable(describe -> describe.tableName(TABLE)).table();
        assertThat(table.multiRegionConsistency()).isEqualTo(MultiRegionConsistency.EVENTUAL);
        assertThat(table.tableArn()).contains("us-west-2");
        assertThat(table.replicas()).extracting("regionName").containsExactly("us-east-1", "us-west-2");

        west.deleteTable(delete -> delete.tableName(TABLE));
        assertThatThrownBy(() -> at(west, "before")).isInstanceOf(ResourceNotFoundException.class);
        put(east, "after", 1);
        assertThat(east.describeTable(describe -> describe.tableName(TABLE))
                        .table()
                        .multiRegionConsistency())
                .isNull();
    }

    @Test
    void refusesWhatAwsRefuses() {
        assertThatThrownBy(
                        () -> east.updateTable(update -> update.tableName(TABLE).replicaUpdates(replica("us-east-1"))))
                .isInstanceOf(DynamoDbException.class)
                .hasMessageContaining("different Regions");
        assertThatThrownBy(() -> east.updateTable(update -> update.tableName(TABLE)
                        .multiRegionConsistency(MultiRegionConsistency.STRONG)
                        .replicaUpdates(replica("us-west-2"))
                        .globalTableWitnessUpdates(GlobalTableWitnessGroupUpdate.builder()
                                .create(create -> create.regionName("us-east-2"))
                                .build())))
                .hasMessageContaining("cannot be changed");
        assertThatThrownBy(() -> east.updateTable(update ->
                        update.tableName(TABLE).multiRegionConsistency("NONE").replicaUpdates(replica("us-east-2"))))
                .hasMessageContaining("EVENTUAL or STRONG");
        assertThatThrownBy(
                        () -> east.updateTable(update -> update.tableName(TABLE).deletionProtectionEnabled(true)))
                .hasMessageContaining("ReplicaUpdates");
    }
}

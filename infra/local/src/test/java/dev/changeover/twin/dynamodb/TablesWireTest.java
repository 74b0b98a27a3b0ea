package dev.changeover.twin.dynamodb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.changeover.core.model.Region;
import dev.changeover.twin.model.Fault;
import dev.changeover.twin.model.Faults;
import dev.changeover.twin.model.Regions;
import dev.changeover.twin.model.Timeline;
import dev.changeover.twin.wire.Gateway;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeDefinition;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.CancellationReason;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbException;
import software.amazon.awssdk.services.dynamodb.model.GlobalTableWitnessGroupUpdate;
import software.amazon.awssdk.services.dynamodb.model.IdempotentParameterMismatchException;
import software.amazon.awssdk.services.dynamodb.model.InternalServerErrorException;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;
import software.amazon.awssdk.services.dynamodb.model.KeyType;
import software.amazon.awssdk.services.dynamodb.model.MultiRegionConsistency;
import software.amazon.awssdk.services.dynamodb.model.ProvisionedThroughputExceededException;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;
import software.amazon.awssdk.services.dynamodb.model.ReplicationGroupUpdate;
import software.amazon.awssdk.services.dynamodb.model.ResourceInUseException;
import software.amazon.awssdk.services.dynamodb.model.ResourceNotFoundException;
import software.amazon.awssdk.services.dynamodb.model.ReturnValue;
import software.amazon.awssdk.services.dynamodb.model.ReturnValuesOnConditionCheckFailure;
import software.amazon.awssdk.services.dynamodb.model.ScalarAttributeType;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;
import software.amazon.awssdk.services.dynamodb.model.TransactionCanceledException;

class TablesWireTest {
    private static final Region OHIO = new Region("us-east-2");
    private static final Duration CALL_MAX = Duration.ofSeconds(2);

    private final Timeline timeline = Timeline.real();
    private final Regions regions = new Regions(timeline);
    private final Faults faults = new Faults(regions);
    private final Tables tables = new Tables(timeline, regions::dark);
    private final Gateway gateway = Gateway.open(0, faults, List.of(TablesService.over(tables)));
    private final DynamoDbClient east = client(Regions.US_EAST_1);
    private final DynamoDbClient west = client(Regions.US_WEST_2);

    private DynamoDbClient client(Region region) {
        return DynamoDbClient.builder()
                .region(software.amazon.awssdk.regions.Region.of(region.code()))
                .endpointOverride(URI.create("http://127.0.0.1:" + gateway.port()))
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("twin", "twin")))
                .httpClientBuilder(UrlConnectionHttpClient.builder())
                .overrideConfiguration(
                        options -> options.apiCallTimeout(CALL_MAX).retryStrategy(retry -> retry.maxAttempts(1)))
                .build();
    }

    @BeforeEach
    void aTableOfEachKind() {
        create("local");
        create("global");
        east.updateTable(update -> update.tableName("global")
                .multiRegionConsistency(MultiRegionConsistency.STRONG)
                .replicaUpdates(ReplicationGroupUpdate.builder()
                        .create(create -> create.regionName("us-west-2"))
                        .build())
                .globalTableWitnessUpdates(GlobalTableWitnessGroupUpdate.builder()
                        .create(create -> create.regionName("us-east-2"))
                        .build()));
    }

    private void create(String name) {
        east.createTable(table -> table.tableName(name)
                .billingMode(BillingMode.PAY_PER_REQUEST)
                .keySchema(key("pk", KeyType.HASH), key("sk", KeyType.RANGE))
                .attributeDefinitions(text("pk"), text("sk")));
    }

    private static KeySchemaElement key(String name, KeyType type) {
        return KeySchemaElement.builder().attributeName(name).keyType(type).build();
    }

    private static AttributeDefinition text(String name) {
        return AttributeDefinition.builder()
                .attributeName(name)
                .attributeType(ScalarAttributeType.S)
                .build();
    }

    @AfterEach
    void close() {
        east.close();
        west.close();
        gateway.close();
        timeline.close();
    }

    private static Map<String, AttributeValue> key(String sk) {
        return Map.of("pk", AttributeValue.fromS("a"), "sk", AttributeValue.fromS(sk));
    }

    private static AttributeValue number(int number) {
        return AttributeValue.fromN(Integer.toString(number));
    }

    private int count(DynamoDbClient from, String table) {
        var item = from.getItem(get -> get.tableName(table).key(key("head")).consistentRead(true))
                .item();
        return item.isEmpty() ? 0 : Integer.parseInt(item.get("count").n());
    }

    /** Counts up from what it expects. */
    private void raise(DynamoDbClient through, int expected) {
        through.updateItem(update -> update.tableName("global")
                .key(key("head"))
                .updateExpression("SET #count = if_not_exists(#count, :none) + :one")
                .conditionExpression("#count = :expected OR (attribute_not_exists(pk) AND :expected = :none)")
                .expressionAttributeNames(Map.of("#count", "count"))
                .expressionAttributeValues(Map.of(":one", number(1), ":none", number(0), ":expected", number(expected)))
                .returnValuesOnConditionCheckFailure(ReturnValuesOnConditionCheckFailure.ALL_OLD));
    }

    @Test
    void oneRegionReadsAtOnceWhatTheOtherWrote() {
        raise(east, 0);
        assertThat(count(west, "global")).isEqualTo(1);
        raise(west, 1);
        assertThat(count(east, "global")).isEqualTo(2);

        assertThatThrownBy(() -> raise(east, 1))
                .isInstanceOfSatisfying(ConditionalCheckFailedException.class, failed -> {
                    assertThat(failed.item()).containsEntry("count", number(2));
                    assertThat(failed.getMessage()).contains("The conditional request failed");
                });
        assertThatThrownBy(() -> count(west, "local")).isInstanceOf(ResourceNotFoundException.class);
    }

    @Test
    void theLossOfOneRegionStopsNobodyElse() {
        raise(east, 0);
        regions.darken(Regions.US_EAST_1);
        raise(west, 1);
        assertThat(count(west, "global")).isEqualTo(2);
        assertThatThrownBy(() -> count(east, "global")).isInstanceOf(SdkClientException.class);

        regions.darken(OHIO);
        assertThatThrownBy(() -> raise(west, 2)).isInstanceOf(InternalServerErrorException.class);

        regions.recover(Regions.US_EAST_1);
        raise(west, 2);
        assertThat(count(east, "global")).isEqualTo(3);
    }

    @Test
    void describesAStronglyConsistentTable() {
        var table = west.describeTable(describe -> describe.tableName("global")).table();

        assertThat(table.multiRegionConsistency()).isEqualTo(MultiRegionConsistency.STRONG);
        assertThat(table.tableArn()).contains("us-west-2");
        assertThat(table.replicas()).hasSize(2);
        assertThat(table.globalTableWitnesses())
                .singleElement()
                .satisfies(witness -> assertThat(witness.regionName()).isEqualTo("us-east-2"));
        assertThat(east.listTables().tableNames()).containsExactly("global", "local");
        assertThat(west.listTables().tableNames()).containsExactly("global");
        assertThatThrownBy(() -> create("global")).isInstanceOf(ResourceInUseException.class);
        west.deleteTable(delete -> delete.tableName("global"));
        assertThat(east.listTables().tableNames()).containsExactly("local");
        assertThat(east.listTables(list -> list.exclusiveStartTableName("local"))
                        .tableNames())
                .isEmpty();
    }

    @Test
    void readsAPartitionInPagesInEitherOrder() {
        IntStream.rangeClosed(1, 5)
                .forEach(index -> east.putItem(put -> put.tableName("local").item(key("EVENT#" + index))));
        east.putItem(put -> put.tableName("local").item(key("head")));
        QueryRequest.Builder asked = QueryRequest.builder()
                .tableName("local")
                .keyConditionExpression("pk = :pk AND begins_with(sk, :start)")
                .expressionAttributeValues(
                        Map.of(":pk", AttributeValue.fromS("a"), ":start", AttributeValue.fromS("EVENT#")))
                .limit(2);

        assertThat(east.queryPaginator(asked.build()).items())
                .extracting(item -> item.get("sk").s())
                .containsExactly("EVENT#1", "EVENT#2", "EVENT#3", "EVENT#4", "EVENT#5");
        assertThat(east.queryPaginator(asked.scanIndexForward(false).build()).items())
                .extracting(item -> item.get("sk").s())
                .containsExactly("EVENT#5", "EVENT#4", "EVENT#3", "EVENT#2", "EVENT#1");
    }

    @Test
    void aTransactionIsAllOrNothingAndItsTokenRepeatsNothing() {
        TransactWriteItem head = put("head", "attribute_not_exists(pk)");
        east.transactWriteItems(write -> write.transactItems(head, put("one", "attribute_not_exists(pk)"))
                .clientRequestToken("token"));
        east.transactWriteItems(write -> write.transactItems(head, put("one", "attribute_not_exists(pk)"))
                .clientRequestToken("token"));
        assertThatThrownBy(() -> east.transactWriteItems(
                        write -> write.transactItems(head).clientRequestToken("token")))
                .isInstanceOf(IdempotentParameterMismatchException.class);

        assertThatThrownBy(() -> east.transactWriteItems(
                        write -> write.transactItems(put("two", "attribute_not_exists(pk)"), head)))
                .isInstanceOfSatisfying(
                        TransactionCanceledException.class,
                        cancelled -> assertThat(cancelled.cancellationReasons())
                                .extracting(CancellationReason::code)
                                .containsExactly("None", "ConditionalCheckFailed"));
        assertThat(east.getItem(get -> get.tableName("local").key(key("two"))).hasItem())
                .isFalse();
        assertThatThrownBy(() -> east.transactWriteItems(write -> write.transactItems(head, head)))
                .hasMessageContaining("multiple operations on one item");
    }

    private static TransactWriteItem put(String sk, String condition) {
        return TransactWriteItem.builder()
                .put(put -> put.tableName("local").item(key(sk)).conditionExpression(condition))
                .build();
    }

    @Test
    void aStronglyConsistentTableHasNoTransactions() {
        assertThatThrownBy(() -> east.transactWriteItems(write -> write.transactItems(TransactWriteItem.builder()
                        .put(put -> put.tableName("global").item(key("head")))
                        .build())))
                .isInstanceOf(DynamoDbException.class)
                .hasMessageContaining("Transactions are not supported");
    }

    @Test
    void refusesWhatItDoesNotKnowByName() {
        for (var refused : Map.of(
                        "contains(pk, sk)", "'contains'",
                        "pk BETWEEN sk AND sk", "'BETWEEN'",
                        "a.b = sk", "'.'",
                        "size(pk) = sk", "'size'",
                        "pk = ", "<EOF>",
                        "pk = #none", "#none",
                        "pk ~ sk", "Syntax error")
                .entrySet()) {
            assertThatThrownBy(() -> east.putItem(
                            put -> put.tableName("local").item(key("x")).conditionExpression(refused.getKey())))
                    .as(refused.getKey())
                    .isInstanceOf(DynamoDbException.class)
                    .hasMessageContaining(refused.getValue());
        }
        assertThatThrownBy(() -> east.scan(scan -> scan.tableName("local"))).hasMessageContaining("dynamodb:Scan");
        assertThatThrownBy(() -> east.query(query -> query.tableName("local")
                        .keyConditionExpression("sk = :sk")
                        .expressionAttributeValues(Map.of(":sk", number(1)))))
                .hasMessageContaining("missed key schema element: pk");
    }

    @Test
    void keepsItemsWithinTheirLimits() {
        var large = AttributeValue.fromS("x".repeat(Table.ITEM_BYTES_MAX));
        assertThatThrownBy(() -> east.putItem(put -> put.tableName("local")
                        .item(Map.of("pk", AttributeValue.fromS("a"), "sk", AttributeValue.fromS("b"), "l", large))))
                .hasMessageContaining("Item size has exceeded the maximum allowed size");
        assertThatThrownBy(() -> east.putItem(put -> put.tableName("local").item(Map.of("pk", number(1)))))
                .hasMessageContaining("Type mismatch for key pk expected: S actual: N");
        assertThatThrownBy(() -> east.updateItem(
                        update -> update.tableName("local").key(key("b")).updateExpression("REMOVE sk")))
                .hasMessageContaining("This attribute is part of the key");
    }

    @Test
    void refusesValuesAndExpressionsBeyondReason() {
        for (var value : List.of(
                AttributeValue.fromN("1e999999999"),
                AttributeValue.fromN("one"),
                AttributeValue.fromN("1".repeat(39)))) {
            assertThatThrownBy(() -> east.putItem(put -> put.tableName("local")
                            .item(Map.of(
                                    "pk", AttributeValue.fromS("a"), "sk", AttributeValue.fromS("b"), "n", value))))
                    .isInstanceOf(DynamoDbException.class)
                    .hasMessageMatching("(?s).*([Nn]umber|numeric).*");
        }
        assertThatThrownBy(() -> east.putItem(
                        put -> put.tableName("local").item(key("x")).conditionExpression("(".repeat(4000))))
                .hasMessageContaining("too many operators");
    }

    @Test
    void changesWhatAnUpdateNames() {
        Map<String, AttributeValue> values = Map.of(
                ":one", AttributeValue.fromL(List.of(number(1))),
                ":two", AttributeValue.fromL(List.of(number(2))));
        east.putItem(put -> put.tableName("local")
                .item(Map.of("pk", AttributeValue.fromS("a"), "sk", AttributeValue.fromS("b"), "gone", number(1))));

        var after = east.updateItem(update -> update.tableName("local")
                        .key(key("b"))
                        .updateExpression("SET l = list_append(if_not_exists(l, :one), :two) REMOVE gone")
                        .conditionExpression("NOT (gone <= :zero) and gone < :three")
                        .expressionAttributeValues(Map.of(
                                ":one", values.get(":one"),
                                ":two", values.get(":two"),
                                ":zero", number(0),
                                ":three", number(3)))
                        .returnValues(ReturnValue.ALL_NEW))
                .attributes();

        assertThat(after)
                .containsOnlyKeys("pk", "sk", "l")
                .containsEntry("l", AttributeValue.fromL(List.of(number(1), number(2))));
        var gone = east.deleteItem(
                delete -> delete.tableName("local").key(key("b")).returnValues(ReturnValue.ALL_OLD));
        assertThat(gone.attributes()).isEqualTo(after);
    }

    @Test
    void isThrottledByAFault() {
        faults.planNext(1, Faults.Scope.ALL.service("dynamodb").action("GetItem"), new Fault.Throttle());

        assertThatThrownBy(() -> count(east, "local")).isInstanceOf(ProvisionedThroughputExceededException.class);
    }
}

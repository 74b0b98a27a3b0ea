package dev.changeover.shop;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.function.Function;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.retries.DefaultRetryStrategy;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbException;

/**
 * The replica, in the shop's own Region, of the global table for sessions and carts: items named by {@code pk} and
 * {@code sk}, which end by {@code expiresAt}. Safe for many threads.
 */
final class Shelf implements AutoCloseable {
    /** The table is in the same Region; beyond this a connection is not coming. */
    private static final Duration CONNECT_TIMEOUT = Duration.ofMillis(250);

    /** One attempt; DynamoDB answers in single-digit milliseconds. */
    private static final Duration ATTEMPT_TIMEOUT = Duration.ofMillis(300);

    /** All attempts of one call, within a shopper's second beside one transaction. */
    private static final Duration CALL_TIMEOUT = Duration.ofMillis(700);

    /** Every write here says what shall be, so an attempt whose answer was lost may be made again. */
    private static final int ATTEMPTS_MAX = 2;

    private final FutureTask<DynamoDbClient> client;
    private final String table;

    Shelf(String region, String table) {
        this.table = table;
        this.client = new FutureTask<>(() -> client(region));
        // As with the secret's: building a client takes time in which the shop can open its door.
        Thread.ofVirtual().name("build-table-client").start(client);
    }

    private static DynamoDbClient client(String region) {
        return DynamoDbClient.builder()
                .region(Region.of(region))
                .httpClientBuilder(UrlConnectionHttpClient.builder()
                        .connectionTimeout(CONNECT_TIMEOUT)
                        .socketTimeout(ATTEMPT_TIMEOUT))
                .overrideConfiguration(override -> override.apiCallTimeout(CALL_TIMEOUT)
                        .retryStrategy(DefaultRetryStrategy.standardStrategyBuilder()
                                .maxAttempts(ATTEMPTS_MAX)
                                .build()))
                .build();
    }

    /** The item, empty where there is none. */
    Map<String, AttributeValue> at(String pk, String sk) {
        return call(dynamo -> dynamo.getItem(
                        get -> get.tableName(table).key(key(pk, sk)).consistentRead(true))
                .item());
    }

    List<Map<String, AttributeValue>> under(String pk) {
        return call(dynamo -> dynamo.query(query -> query.tableName(table)
                        .consistentRead(true)
                        .keyConditionExpression("pk = :pk")
                        .expressionAttributeValues(Map.of(":pk", AttributeValue.fromS(pk))))
                .items());
    }

    void put(Map<String, AttributeValue> item) {
        call(dynamo -> dynamo.putItem(put -> put.tableName(table).item(item)));
    }

    void remove(String pk, String sk) {
        call(dynamo -> dynamo.deleteItem(delete -> delete.tableName(table).key(key(pk, sk))));
    }

    static Map<String, AttributeValue> key(String pk, String sk) {
        return Map.of("pk", AttributeValue.fromS(pk), "sk", AttributeValue.fromS(sk));
    }

    /**
     * One call; what could not be done throws.
     *
     * @throws Away when the table does not answer, or answers that it cannot
     */
    private <T> T call(Function<DynamoDbClient, T> what) {
        try {
            return what.apply(client.get());
        } catch (DynamoDbException refused) {
            throw new Away("the table " + table + " refused: " + code(refused));
        } catch (SdkException lost) {
            throw new Away("the table " + table + " did not answer");
        } catch (ExecutionException malformed) {
            throw new Away("the client of the table cannot be built, " + malformed.getMessage());
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            throw new Away("the shop closes");
        }
    }

    private static String code(DynamoDbException refused) {
        // What stands between, such as a proxy, sends no code of AWS's.
        return refused.awsErrorDetails() == null
                ? "status " + refused.statusCode()
                : refused.awsErrorDetails().errorCode();
    }

    @Override
    public void close() {
        try {
            client.get().close();
        } catch (ExecutionException neverBuilt) {
            throw SdkClientException.create("the client of the table was never built", neverBuilt);
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        }
    }
}

package dev.changeover.journal.dynamodb;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.PutItemRequest;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;
import software.amazon.awssdk.services.dynamodb.model.ReturnValuesOnConditionCheckFailure;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemRequest;

/**
 * The table: items under {@code pk} and {@code sk}, read consistently and written one at a time. In expressions,
 * {@code #word} is the attribute of that name.
 */
final class Store implements AutoCloseable {
    private static final Pattern NAME = Pattern.compile("#(\\w+)");

    /** Items that one query looks at: of half a kilobyte each, an eighth of the 1 MB that DynamoDB gives at once. */
    private static final int PAGE = 250;

    /** Five thousand items are looked at for those that are wanted. */
    private static final int PAGES_MAX = 20;

    private final String table;
    private final Replicas replicas;

    Store(JournalPlace place) {
        this.table = place.table();
        this.replicas = new Replicas(place);
    }

    /** How a conditional write went. */
    sealed interface Wrote {
        record Kept() implements Wrote {}

        /** The condition did not hold for the item as it is; empty if there is none, or if nobody said. */
        record Refused(Map<String, AttributeValue> found) implements Wrote {}
    }

    static Map<String, AttributeValue> key(String pk, String sk) {
        return Map.of("pk", AttributeValue.fromS(pk), "sk", AttributeValue.fromS(sk));
    }

    Optional<Map<String, AttributeValue>> item(Map<String, AttributeValue> key) throws Unreached {
        return replicas.ask(client -> {
            var found = client.getItem(get -> get.tableName(table).key(key).consistentRead(true));
            return found.hasItem() ? Optional.of(found.item()) : Optional.empty();
        });
    }

    /** All items of a partition whose sort key begins so, in order, page by page. */
    List<Map<String, AttributeValue>> items(String pk, String beginning) throws Unreached {
        QueryRequest query = QueryRequest.builder()
                .tableName(table)
                .consistentRead(true)
                .keyConditionExpression("#pk = :pk AND begins_with(#sk, :beginning)")
                .expressionAttributeNames(Map.of("#pk", "pk", "#sk", "sk"))
                .expressionAttributeValues(
                        Map.of(":pk", AttributeValue.fromS(pk), ":beginning", AttributeValue.fromS(beginning)))
                .build();
        return replicas.ask(
                client -> client.queryPaginator(query).items().stream().toList());
    }

    /** The last {@code newest} items of a partition whose sort key begins so, last first. */
    List<Map<String, AttributeValue>> last(String pk, String beginning, int newest) throws Unreached {
        QueryRequest query = QueryRequest.builder()
                .tableName(table)
                .consistentRead(true)
                .scanIndexForward(false)
                .limit(newest)
                .keyConditionExpression("#pk = :pk AND begins_with(#sk, :beginning)")
                .expressionAttributeNames(Map.of("#pk", "pk", "#sk", "sk"))
                .expressionAttributeValues(
                        Map.of(":pk", AttributeValue.fromS(pk), ":beginning", AttributeValue.fromS(beginning)))
                .build();
        return replicas.ask(client -> client.query(query).items());
    }

    /** Items of a partition whose sort key is below {@code below}. */
    record Part(String pk, String below) {}

    /**
     * The last {@code most} items of the part that are wanted, last first. They are picked here: DynamoDB would read as
     * many, and bill them. Looks at no more than {@link #PAGES_MAX} pages.
     */
    List<Map<String, AttributeValue>> before(Part part, Predicate<Map<String, AttributeValue>> wanted, int most)
            throws Unreached {
        QueryRequest query = QueryRequest.builder()
                .tableName(table)
                .consistentRead(true)
                .scanIndexForward(false)
                .limit(PAGE)
                .keyConditionExpression("#pk = :pk AND #sk < :below")
                .expressionAttributeNames(Map.of("#pk", "pk", "#sk", "sk"))
                .expressionAttributeValues(
                        Map.of(":pk", AttributeValue.fromS(part.pk()), ":below", AttributeValue.fromS(part.below())))
                .build();
        return replicas.ask(client -> client.queryPaginator(query).stream()
                .limit(PAGES_MAX)
                .flatMap(page -> page.items().stream())
                .filter(wanted)
                .limit(most)
                .toList());
    }

    /** Writes the whole item where none is. */
    Wrote add(Map<String, AttributeValue> item) throws Unreached {
        PutItemRequest put = PutItemRequest.builder()
                .tableName(table)
                .item(item)
                .conditionExpression("attribute_not_exists(#pk)")
                .expressionAttributeNames(Map.of("#pk", "pk"))
                .build();
        return replicas.ask(client -> {
            try {
                client.putItem(put);
                return new Wrote.Kept();
            } catch (ConditionalCheckFailedException there) {
                return new Wrote.Refused(Map.of());
            }
        });
    }

    /** A change of one item. {@code values} go by name with its colon. */
    record Change(
            Map<String, AttributeValue> key, String update, String condition, Map<String, AttributeValue> values) {}

    Wrote write(Change change) throws Unreached {
        UpdateItemRequest update = UpdateItemRequest.builder()
                .tableName(table)
                .key(change.key())
                .updateExpression(change.update())
                .conditionExpression(change.condition())
                .expressionAttributeNames(names(change))
                .expressionAttributeValues(change.values())
                .returnValuesOnConditionCheckFailure(ReturnValuesOnConditionCheckFailure.ALL_OLD)
                .build();
        return replicas.ask(client -> {
            try {
                client.updateItem(update);
                return new Wrote.Kept();
            } catch (ConditionalCheckFailedException refused) {
                return new Wrote.Refused(refused.hasItem() ? refused.item() : Map.of());
            }
        });
    }

    private static Map<String, String> names(Change change) {
        return Stream.of(change.update(), change.condition())
                .flatMap(text -> NAME.matcher(text).results())
                .map(found -> found.group(1))
                .distinct()
                .collect(Collectors.toMap(name -> "#" + name, name -> name));
    }

    @Override
    public void close() {
        replicas.close();
    }
}

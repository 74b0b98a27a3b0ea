package dev.changeover.twin.dynamodb;

import dev.changeover.core.model.Region;
import dev.changeover.twin.wire.Fields;
import dev.changeover.twin.wire.JsonProtocol;
import dev.changeover.twin.wire.Output;
import dev.changeover.twin.wire.RpcService;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** DynamoDB on the wire (awsJson 1.0). */
public final class TablesService {
    /** Names of one page of ListTables. Source: botocore's dynamodb 2012-08-10 model. */
    private static final int NAMES_MAX = 100;

    /** The ways of asking that expressions replaced, and the parts of requests that no adapter uses. */
    private static final Set<String> UNSUPPORTED = Set.of(
            "AttributeUpdates",
            "AttributesToGet",
            "ConditionalOperator",
            "Expected",
            "FilterExpression",
            "IndexName",
            "KeyConditions",
            "ProjectionExpression",
            "QueryFilter",
            "Select");

    private final Tables tables;

    private TablesService(Tables tables) {
        this.tables = tables;
    }

    public static RpcService over(Tables tables) {
        var items = new TablesService(tables);
        var definitions = new DefinitionCalls(tables);
        return new RpcService(
                "dynamodb",
                List.of(new JsonProtocol("1.0")),
                Map.ofEntries(
                        Map.entry("CreateTable", definitions::create),
                        Map.entry("UpdateTable", definitions::update),
                        Map.entry("DescribeTable", definitions::describe),
                        Map.entry("DeleteTable", definitions::delete),
                        Map.entry("UpdateTimeToLive", definitions::expire),
                        Map.entry("DescribeTimeToLive", definitions::expiry),
                        Map.entry("ListTables", items::list),
                        Map.entry("PutItem", items::put),
                        Map.entry("GetItem", items::item),
                        Map.entry("UpdateItem", items::change),
                        Map.entry("DeleteItem", items::remove),
                        Map.entry("Query", items::query),
                        Map.entry("TransactWriteItems", items::transact)));
    }

    private Map<String, ?> list(Region region, Fields input) {
        String after = input.maybeText("ExclusiveStartTableName").orElse("");
        int limit = input.maybeInteger("Limit").orElse(NAMES_MAX);
        if (limit < 1 || limit > NAMES_MAX) {
            throw TableErrors.invalid("Limit must be 1 to " + NAMES_MAX + ", not " + limit);
        }
        List<String> rest = tables.list(region).stream()
                .filter(name -> name.compareTo(after) > 0)
                .toList();
        List<String> page = rest.subList(0, Math.min(limit, rest.size()));
        Output output = Output.of("TableNames", page);
        return (page.size() < rest.size() ? output.with("LastEvaluatedTableName", page.getLast()) : output).map();
    }

    private Map<String, ?> put(Region region, Fields input) {
        return written(tables.write(region, write("Put", input)), input);
    }

    private Map<String, ?> change(Region region, Fields input) {
        return written(tables.write(region, write("Update", input)), input);
    }

    private Map<String, ?> remove(Region region, Fields input) {
        return written(tables.write(region, write("Delete", input)), input);
    }

    private Map<String, ?> item(Region region, Fields input) {
        requireSupported(input);
        Optional<Map<String, Value>> item =
                tables.item(region, input.text("TableName"), ValueJson.required(input, "Key"));
        return item.<Map<String, ?>>map(
                        found -> Output.of("Item", ValueJson.write(found)).map())
                .orElseGet(Output::empty);
    }

    private Map<String, ?> query(Region region, Fields input) {
        requireSupported(input);
        String table = input.text("TableName");
        var placeholders = Placeholders.in(input);
        Condition condition = Expressions.condition(
                "KeyConditionExpression", input.maybeText("KeyConditionExpression"), placeholders);
        placeholders.requireAllUsed();
        KeyConditions.require(condition, tables.schema(region, table));
        boolean forward = !input.has("ScanIndexForward") || input.flag("ScanIndexForward");
        Optional<Integer> limit = input.maybeInteger("Limit");
        if (limit.isPresent() && limit.get() < 1) {
            throw TableErrors.invalid("Limit must be greater than or equal to 1");
        }
        Table.Page page = tables.query(
                region, table, condition, new Table.Asking(forward, limit, ValueJson.item(input, "ExclusiveStartKey")));
        return Output.of("Items", page.items().stream().map(ValueJson::write).toList())
                .with("Count", page.items().size())
                .with("ScannedCount", page.items().size())
                .maybe("LastEvaluatedKey", page.last().map(ValueJson::write))
                .map();
    }

    private Map<String, ?> transact(Region region, Fields input) {
        List<Write> writes = new ArrayList<>();
        for (Fields entry : input.structures("TransactItems")) {
            if (entry.values().size() != 1) {
                throw TableErrors.invalid(
                        "TransactItems can only contain one of ConditionCheck, Put, Update or Delete");
            }
            String kind = entry.values().keySet().iterator().next();
            writes.add(write(kind, entry.maybeStructure(kind).orElseThrow()));
        }
        tables.transact(
                region,
                new Tables.Transaction(
                        writes,
                        input.maybeText("ClientRequestToken"),
                        input.values().get("TransactItems")));
        return Output.empty();
    }

    /** One write, whether it comes alone or in a transaction. */
    private static Write write(String kind, Fields input) {
        requireSupported(input);
        String table = input.text("TableName");
        var placeholders = Placeholders.in(input);
        Condition condition =
                Expressions.condition("ConditionExpression", input.maybeText("ConditionExpression"), placeholders);
        var guard = new Write.Guard(condition, shown(input));
        Write write = switch (kind) {
            case "Put" -> new Write.Put(table, ValueJson.required(input, "Item"), guard);
            case "Update" ->
                new Write.Change(table, ValueJson.required(input, "Key"), update(input, placeholders), guard);
            case "Delete" -> new Write.Delete(table, ValueJson.required(input, "Key"), guard);
            case "ConditionCheck" -> new Write.Check(table, ValueJson.required(input, "Key"), guard);
            default -> throw TableErrors.unsupported("'" + kind + "' in a transaction");
        };
        placeholders.requireAllUsed();
        return write;
    }

    private static Update update(Fields input, Placeholders placeholders) {
        return input.maybeText("UpdateExpression")
                .map(text -> Expressions.update(text, placeholders))
                .orElse(Update.NOTHING);
    }

    private static boolean shown(Fields input) {
        return input.maybeText("ReturnValuesOnConditionCheckFailure")
                .orElse("NONE")
                .equals("ALL_OLD");
    }

    private static Map<String, ?> written(Write.Done done, Fields input) {
        Map<String, Value> shown = switch (input.maybeText("ReturnValues").orElse("NONE")) {
            case "NONE" -> Map.of();
            case "ALL_OLD" -> done.before();
            case "ALL_NEW" -> done.after();
            case String other -> throw TableErrors.unsupported("ReturnValues " + other);
        };
        return shown.isEmpty()
                ? Output.empty()
                : Output.of("Attributes", ValueJson.write(shown)).map();
    }

    private static void requireSupported(Fields input) {
        UNSUPPORTED.stream().filter(input::has).sorted().findFirst().ifPresent(name -> {
            throw TableErrors.unsupported("the parameter " + name);
        });
    }
}

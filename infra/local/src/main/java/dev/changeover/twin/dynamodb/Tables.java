package dev.changeover.twin.dynamodb;

import dev.changeover.core.model.Region;
import dev.changeover.twin.dynamodb.Write.Done;
import dev.changeover.twin.model.AwsError;
import dev.changeover.twin.model.Timeline;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * The tables of one account.
 *
 * <p>A table of one Region lives there. A strongly consistent global table has two replicas and a witness: what one
 * replica wrote the other reads at once, and the loss of any one Region stops nobody else. A call to a dark Region
 * never comes here: the fault plan holds it at the door. Tables appear and go at once; AWS takes a while.
 */
public final class Tables {
    private static final Pattern NAME = Pattern.compile("[a-zA-Z0-9_.-]{3,255}");

    /** Source: "TransactWriteItems", DynamoDB API reference, read 2026-11-22. */
    private static final int TRANSACTION_WRITES_MAX = 100;

    /** How long a client's token is remembered. Source: the same. */
    private static final Duration TOKEN_LIFE = Duration.ofMinutes(10);

    private final Timeline timeline;
    private final Predicate<Region> dark;
    private final List<Table> tables = new ArrayList<>();
    private final Map<String, Seen> tokens = new LinkedHashMap<>();

    public Tables(Timeline timeline, Predicate<Region> dark) {
        this.timeline = timeline;
        this.dark = dark;
    }

    /** A token's request, and when it was kept. */
    private record Seen(Object request, Instant at) {}

    /** A transaction: {@code request} is what a repetition of the token has to equal. */
    record Transaction(List<Write> writes, Optional<String> token, Object request) {}

    /** A table as it is described. */
    record Described(String name, KeySchema schema, Replication replication, Instant created, int items, long bytes) {}

    /** Makes an empty strongly consistent global table in one go, as infrastructure code does. */
    public void createStrong(String name, KeySchema schema, Replication.Strong replication) {
        create(replication.one(), name, schema);
        makeStrong(replication.one(), name, replication);
    }

    Described create(Region region, String name, KeySchema schema) {
        if (!NAME.matcher(name).matches()) {
            throw TableErrors.invalid("TableName must be 3 to 255 characters of a-z, A-Z, 0-9, '_', '.' and '-'.");
        }
        return timeline.call(() -> {
            if (find(region, name).isPresent()) {
                throw TableErrors.tableExists(name);
            }
            var table = new Table(name, schema, new Replication.Single(region), timeline.now());
            tables.add(table);
            return described(table);
        });
    }

    /** Turns an empty table of one Region into a global one, for good. */
    Described makeStrong(Region region, String name, Replication.Strong replication) {
        return timeline.call(() -> {
            Table table = described(region, name);
            if (table.replication instanceof Replication.Strong) {
                throw TableErrors.invalid(
                        "The replicas of a global table of multi-Region strong consistency cannot be" + " changed.");
            }
            if (table.size() > 0) {
                throw TableErrors.invalid(
                        "A table must be empty to become a global table of multi-Region strong" + " consistency.");
            }
            if (find(replication.other(), name).isPresent()) {
                throw TableErrors.tableExists(name);
            }
            table.replication = replication;
            return described(table);
        });
    }

    Described describe(Region region, String name) {
        return timeline.call(() -> described(described(region, name)));
    }

    List<String> list(Region region) {
        return timeline.call(() -> tables.stream()
                .filter(table -> table.replication.replicas().contains(region))
                .map(table -> table.name)
                .sorted()
                .toList());
    }

    /** Deletes the table; a strongly consistent one goes in all its Regions. */
    Described delete(Region region, String name) {
        return timeline.call(() -> {
            Table gone = described(region, name);
            tables.remove(gone);
            return described(gone);
        });
    }

    Optional<Map<String, Value>> item(Region region, String table, Map<String, Value> key) {
        return timeline.call(() -> table(region, table).at(key));
    }

    KeySchema schema(Region region, String table) {
        return timeline.call(() -> table(region, table).schema);
    }

    Table.Page query(Region region, String table, Condition condition, Table.Asking asking) {
        return timeline.call(() -> table(region, table).query(condition, asking));
    }

    Done write(Region region, Write write) {
        return timeline.call(() -> {
            Table table = table(region, write.table());
            Done done = table.tried(write);
            table.keep(done);
            return done;
        });
    }

    /** All writes or none. AWS has no transactions on strongly consistent global tables, and refuses them. */
    void transact(Region region, Transaction transaction) {
        timeline.run(() -> {
            requireShape(transaction.writes());
            for (Write write : transaction.writes()) {
                if (table(region, write.table()).replication instanceof Replication.Strong) {
                    throw TableErrors.invalid(
                            "Transactions are not supported on a global table of multi-Region strong consistency.");
                }
            }
            if (!repeated(transaction)) {
                commit(region, transaction.writes());
                transaction
                        .token()
                        .ifPresent(token -> tokens.put(token, new Seen(transaction.request(), timeline.now())));
            }
        });
    }

    private boolean repeated(Transaction transaction) {
        tokens.values().removeIf(seen -> seen.at().plus(TOKEN_LIFE).isBefore(timeline.now()));
        Optional<Seen> seen = transaction.token().map(tokens::get);
        if (seen.isPresent() && !seen.get().request().equals(transaction.request())) {
            throw TableErrors.tokenReused();
        }
        return seen.isPresent();
    }

    private void commit(Region region, List<Write> writes) {
        Set<Object> touched = new HashSet<>();
        List<Done> done = new ArrayList<>();
        List<Map<String, Object>> reasons = new ArrayList<>();
        for (Write write : writes) {
            Table table = table(region, write.table());
            if (!touched.add(List.of(table.name, table.key(write)))) {
                throw TableErrors.invalid("Transaction request cannot include multiple operations on one item");
            }
            try {
                done.add(table.tried(write));
                reasons.add(Map.of("Code", "None"));
            } catch (AwsError refused) {
                reasons.add(reason(refused));
            }
        }
        if (done.size() < writes.size()) {
            throw TableErrors.cancelled(reasons);
        }
        for (int index = 0; index < writes.size(); index++) {
            table(region, writes.get(index).table()).keep(done.get(index));
        }
    }

    private static Map<String, Object> reason(AwsError refused) {
        Map<String, Object> reason = new LinkedHashMap<>(refused.fields());
        reason.put(
                "Code",
                refused.code().replace("CheckFailedException", "CheckFailed").replace("Exception", "Error"));
        reason.put("Message", refused.getMessage());
        return reason;
    }

    private static void requireShape(List<Write> writes) {
        if (writes.isEmpty() || writes.size() > TRANSACTION_WRITES_MAX) {
            throw TableErrors.invalid("1 validation error detected: Value at 'transactItems' failed to satisfy"
                    + " constraint: Member must have length between 1 and " + TRANSACTION_WRITES_MAX);
        }
    }

    /** The table, for its items. */
    private Table table(Region region, String name) {
        Table table = find(region, name).orElseThrow(TableErrors::noTable);
        if (table.replication instanceof Replication.Strong strong && !strong.agrees(dark)) {
            throw TableErrors.noQuorum();
        }
        return table;
    }

    /** The table, for what is said of it. */
    private Table described(Region region, String name) {
        return find(region, name).orElseThrow(() -> TableErrors.noTable(name));
    }

    private Optional<Table> find(Region region, String name) {
        return tables.stream()
                .filter(table ->
                        table.name.equals(name) && table.replication.replicas().contains(region))
                .findFirst();
    }

    private static Described described(Table table) {
        return new Described(table.name, table.schema, table.replication, table.created, table.size(), table.bytes());
    }
}

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
 * replica wrote the other reads at once, and the loss of any one Region stops nobody else. An eventually consistent one
 * has a table in each Region, and {@link Replicator} carries what is written to the others. A call to a dark Region
 * never comes here: the fault plan holds it at the door. Tables appear and go at once; AWS takes a while.
 */
public final class Tables {
    private static final Pattern NAME = Pattern.compile("[a-zA-Z0-9_.-]{3,255}");

    /** Source: "TransactWriteItems", DynamoDB API reference, read 2026-11-22. */
    private static final int TRANSACTION_WRITES_MAX = 100;

    /** How long a client's token is remembered. Source: the same. */
    private static final Duration TOKEN_LIFE = Duration.ofMinutes(10);

    /**
     * How long a write takes to the other Regions. Source: "How DynamoDB global tables work", DynamoDB developer guide,
     * read 2026-11-22: within a second or less, as a rule.
     */
    public static final Duration REPLICATION = Duration.ofMillis(500);

    private final Timeline timeline;
    private final Predicate<Region> dark;
    private final List<Table> tables = new ArrayList<>();
    private final Map<String, Seen> tokens = new LinkedHashMap<>();
    private final Replicator replicator;
    private long writes; // under the timeline's lock, so the order of writes is that of their times

    public Tables(Timeline timeline, Predicate<Region> dark) {
        this(timeline, dark, REPLICATION);
    }

    /** {@code replication} is how long a write takes to the other Regions of an eventually consistent table. */
    public Tables(Timeline timeline, Predicate<Region> dark, Duration replication) {
        this.timeline = timeline;
        this.dark = dark;
        this.replicator = new Replicator(timeline, dark, replication);
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

    /** Makes an empty eventually consistent global table in one go, as infrastructure code does. */
    public void createEventual(String name, KeySchema schema, List<Region> regions, Optional<String> timeToLive) {
        timeline.run(() -> {
            Region first = regions.getFirst();
            create(first, name, schema);
            addReplicas(first, name, regions.subList(1, regions.size()));
            timeToLive.ifPresent(attribute -> expireBy(first, name, attribute));
        });
    }

    Described create(Region region, String name, KeySchema schema) {
        if (!NAME.matcher(name).matches()) {
            throw TableErrors.invalid("TableName must be 3 to 255 characters of a-z, A-Z, 0-9, '_', '.' and '-'.");
        }
        return timeline.call(() -> {
            if (find(region, name).isPresent()) {
                throw TableErrors.tableExists(name);
            }
            var table = new Table(name, schema, region, timeline.now());
            tables.add(table);
            return described(table);
        });
    }

    /** Turns an empty table of one Region into a global one, for good. */
    Described makeStrong(Region region, String name, Replication.Strong replication) {
        return timeline.call(() -> {
            Table table = described(region, name);
            if (!(table.replication instanceof Replication.Single)) {
                throw TableErrors.invalid("The consistency of a global table cannot be changed.");
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

    /** Gives a table replicas of eventual consistency; what it holds is in them at once. */
    Described addReplicas(Region region, String name, List<Region> added) {
        return timeline.call(() -> {
            Table table = described(region, name);
            for (Region replica : added) {
                addReplica(table, replica);
            }
            return described(table);
        });
    }

    private void addReplica(Table table, Region replica) {
        Replication.Eventual replication = switch (table.replication) {
            case Replication.Single(var home) -> new Replication.Eventual(List.of(home, replica));
            case Replication.Eventual before -> before.with(replica);
            case Replication.Strong _ ->
                throw TableErrors.invalid("The consistency of a global table cannot be changed.");
        };
        if (find(replica, table.name).isPresent()) {
            throw TableErrors.tableExists(table.name);
        }
        var copy = new Table(table.name, table.schema, replica, timeline.now());
        copy.timeToLive = table.timeToLive;
        table.versions().forEach(copy::receive);
        replicas(table).forEach(other -> other.replication = replication);
        copy.replication = replication;
        tables.add(copy);
    }

    /** The attribute by which items end, of all replicas; empty where none has been named. */
    Optional<String> timeToLive(Region region, String name) {
        return timeline.call(() -> described(region, name).timeToLive);
    }

    void expireBy(Region region, String name, String attribute) {
        timeline.run(() -> {
            Table table = described(region, name);
            if (table.replication instanceof Replication.Strong) {
                throw TableErrors.invalid(
                        "Time to live is not supported on a global table of multi-Region strong consistency.");
            }
            replicas(table).forEach(replica -> replica.timeToLive = Optional.of(attribute));
        });
    }

    /** A table and the other replicas of its eventually consistent global table. */
    private List<Table> replicas(Table table) {
        return table.replication instanceof Replication.Eventual(var regions)
                ? regions.stream().map(region -> described(region, table.name)).toList()
                : List.of(table);
    }

    Described describe(Region region, String name) {
        return timeline.call(() -> described(described(region, name)));
    }

    List<String> list(Region region) {
        return timeline.call(() -> tables.stream()
                .filter(table -> table.answersIn(region))
                .map(table -> table.name)
                .sorted()
                .toList());
    }

    /** Deletes the table; a strongly consistent one goes in all its Regions, of an eventual one this replica only. */
    Described delete(Region region, String name) {
        return timeline.call(() -> {
            Table gone = described(region, name);
            if (gone.replication instanceof Replication.Eventual eventual) {
                replicas(gone).forEach(replica -> replica.replication = eventual.without(region));
                replicator.forget(gone);
            }
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
            keep(table, done);
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
            if (!(writes.get(index) instanceof Write.Check)) {
                keep(table(region, writes.get(index).table()), done.get(index));
            }
        }
    }

    /** Keeps a write where it was made, and lets it travel. */
    private void keep(Table table, Done done) {
        table.keep(done);
        if (table.replication instanceof Replication.Eventual) {
            Table.Version version = table.stamp(done, ++writes);
            replicas(table).stream()
                    .filter(other -> other != table)
                    .forEach(other -> replicator.carry(table, other, version));
        }
        table.end(done.after()).ifPresent(end -> timeline.after(within(end), () -> expire(table, done)));
    }

    private Duration within(Instant end) {
        Duration left = Duration.between(timeline.now(), end);
        return left.isNegative() ? Duration.ZERO : left;
    }

    /** Deletes an item that has ended, if it is still as it was written. AWS may take days; the twin does not. */
    private void expire(Table table, Done done) {
        boolean same = tables.contains(table)
                && table.at(done.key()).filter(done.after()::equals).isPresent();
        if (same && !dark.test(table.home)) {
            keep(table, new Done(done.key(), done.after(), Map.of()));
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
                .filter(table -> table.name.equals(name) && table.answersIn(region))
                .findFirst();
    }

    private static Described described(Table table) {
        return new Described(table.name, table.schema, table.replication, table.created, table.size(), table.bytes());
    }
}

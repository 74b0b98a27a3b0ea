package dev.changeover.twin.dynamodb;

import dev.changeover.core.model.Region;
import dev.changeover.twin.dynamodb.Write.Done;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;

/**
 * One table's items. All replicas of a strongly consistent table hold the same, so there is one of them; an eventually
 * consistent one has a table in each of its Regions.
 */
final class Table {
    /** Bytes. Source: "Quotas in Amazon DynamoDB", item size, read 2026-11-22. */
    static final int ITEM_BYTES_MAX = 400 * 1024;

    /** Bytes of one page of a query. Source: "Query", DynamoDB API reference, read 2026-11-22. */
    static final int PAGE_BYTES_MAX = 1024 * 1024;

    final String name;
    final Region home;
    final KeySchema schema;
    final Instant created;
    Replication replication;
    Optional<String> timeToLive = Optional.empty(); // the attribute that says when an item ends, in epoch seconds

    private final NavigableMap<Map<String, Value>, Map<String, Value>> items;
    private final Map<Map<String, Value>, Long>
            written; // of deleted items too: an older write must not bring them back

    /** A table of one Region; {@code home} stays when it gets replicas. */
    Table(String name, KeySchema schema, Region home, Instant created) {
        this.name = name;
        this.home = home;
        this.schema = schema;
        this.replication = new Replication.Single(home);
        this.created = created;
        this.items = new TreeMap<>(schema.order());
        this.written = new TreeMap<>(schema.order());
    }

    /** An item as some replica wrote it, without attributes where deleted; {@code order} is that of all writes. */
    record Version(Map<String, Value> key, Map<String, Value> item, long order) {}

    /** A page of a query. {@code last} is where the next page begins, if there is more. */
    record Page(List<Map<String, Value>> items, Optional<Map<String, Value>> last) {}

    /** How a query is asked, beside its condition. */
    record Asking(boolean forward, Optional<Integer> limit, Optional<Map<String, Value>> after) {}

    int size() {
        return items.size();
    }

    long bytes() {
        return items.values().stream().mapToLong(Value::size).sum();
    }

    Optional<Map<String, Value>> at(Map<String, Value> key) {
        schema.requireKey(key);
        return Optional.ofNullable(items.get(key));
    }

    /** What a write would do, with all reasons against it; nothing is changed. */
    Done tried(Write write) {
        Map<String, Value> key = key(write);
        Map<String, Value> before = items.getOrDefault(key, Map.of());
        if (!write.guard().condition().holds(before)) {
            throw TableErrors.conditionFailed(write.guard().shown() ? before : Map.of());
        }
        return new Done(key, before, after(write, key, before));
    }

    /** Whether a call in this Region finds this table. */
    boolean answersIn(Region region) {
        return switch (replication) {
            case Replication.Single _, Replication.Eventual _ -> home.equals(region);
            case Replication.Strong strong -> strong.replicas().contains(region);
        };
    }

    /** Takes over what another replica wrote, unless the item has been written later. */
    void receive(Version version) {
        if (version.order() > written.getOrDefault(version.key(), -1L)) {
            written.put(version.key(), version.order());
            keep(new Done(version.key(), Map.of(), version.item()));
        }
    }

    /** Every item as it is now, for a new replica. */
    List<Version> versions() {
        return items.entrySet().stream()
                .map(item -> new Version(item.getKey(), item.getValue(), written.getOrDefault(item.getKey(), 0L)))
                .toList();
    }

    /** Remembers when the item was written, so that older writes of other replicas do not stand. */
    Version stamp(Done done, long order) {
        written.put(done.key(), order);
        return new Version(done.key(), done.after(), order);
    }

    /** When the item ends by its own account. */
    Optional<Instant> end(Map<String, Value> item) {
        return timeToLive.map(item::get).flatMap(Value::epochSeconds);
    }

    void keep(Done done) {
        if (done.after().isEmpty()) {
            items.remove(done.key());
        } else {
            items.put(done.key(), done.after());
        }
    }

    Map<String, Value> key(Write write) {
        return switch (write) {
            case Write.Put put -> schema.keyOf(put.item());
            case Write.Change change -> exact(change.key());
            case Write.Delete delete -> exact(delete.key());
            case Write.Check check -> exact(check.key());
        };
    }

    private Map<String, Value> exact(Map<String, Value> key) {
        schema.requireKey(key);
        return key;
    }

    private Map<String, Value> after(Write write, Map<String, Value> key, Map<String, Value> before) {
        return switch (write) {
            case Write.Put put -> fitting(put.item(), "Item size has exceeded the maximum allowed size");
            case Write.Change change -> changed(change.update(), key, before);
            case Write.Delete _ -> Map.of();
            case Write.Check _ -> before;
        };
    }

    private Map<String, Value> changed(Update update, Map<String, Value> key, Map<String, Value> before) {
        for (String part : key.keySet()) {
            if (update.set().containsKey(part) || update.removed().contains(part)) {
                throw TableErrors.invalid("One or more parameter values were invalid: Cannot update attribute " + part
                        + ". This attribute is part of the key");
            }
        }
        Map<String, Value> from = before.isEmpty() ? key : before;
        return fitting(update.applied(from), "Item size to update has exceeded the maximum allowed size");
    }

    private static Map<String, Value> fitting(Map<String, Value> item, String refusal) {
        if (Value.size(item) > ITEM_BYTES_MAX) {
            throw TableErrors.invalid(refusal);
        }
        return item;
    }

    /** The items a key condition holds for, in the order of their range keys. */
    Page query(Condition condition, Asking asking) {
        var ordered = asking.forward() ? items : items.descendingMap();
        asking.after().ifPresent(schema::requireKey);
        var rest = asking.after().map(after -> ordered.tailMap(after, false)).orElse(ordered);
        List<Map<String, Value>> found = new ArrayList<>();
        int limit = asking.limit().orElse(Integer.MAX_VALUE);
        long bytes = 0;
        for (var entry : rest.entrySet()) {
            if (!condition.holds(entry.getValue())) {
                continue;
            }
            found.add(entry.getValue());
            bytes += Value.size(entry.getValue());
            // As AWS does, a page that is just full says that there may be more.
            if (found.size() == limit || bytes >= PAGE_BYTES_MAX) {
                return new Page(found, Optional.of(entry.getKey()));
            }
        }
        return new Page(found, Optional.empty());
    }
}

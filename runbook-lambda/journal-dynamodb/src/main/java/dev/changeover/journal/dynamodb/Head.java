package dev.changeover.journal.dynamodb;

import dev.changeover.core.journal.CorruptJournalException;
import dev.changeover.core.journal.Event;
import dev.changeover.core.journal.Journal.Lease;
import dev.changeover.core.model.ApplicationName;
import dev.changeover.core.model.ChangeoverId;
import dev.changeover.journal.EventJson;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * The item that a changeover hangs on: its latest events, how many there are, and who drives. One item, so that one
 * conditional write decides on all of these together.
 *
 * @param opener who opened it, by a token of that attempt
 * @param count how many events there are in all
 * @param pages the sort keys of the items that hold the earlier events
 * @param entries the events after those on pages
 * @param lease the lease last taken, run out or not
 */
record Head(
        ChangeoverId id,
        ApplicationName application,
        String opener,
        int count,
        List<String> pages,
        List<Entry> entries,
        Optional<Lease> lease,
        boolean ended) {
    static final String SORT_KEY = "HEAD";

    /** An event as it was written, and the token of the attempt that wrote it. */
    record Entry(String by, String line) {
        AttributeValue value() {
            return AttributeValue.fromM(Map.of("by", AttributeValue.fromS(by), "line", AttributeValue.fromS(line)));
        }

        static List<Entry> list(Map<String, AttributeValue> item) {
            return item.get("events").l().stream()
                    .map(AttributeValue::m)
                    .map(entry ->
                            new Entry(entry.get("by").s(), entry.get("line").s()))
                    .toList();
        }

        Event event() {
            return EventJson.read(line);
        }
    }

    static String partition(ChangeoverId id) {
        return "CHANGEOVER#" + id;
    }

    static Map<String, AttributeValue> key(ChangeoverId id) {
        return Store.key(partition(id), SORT_KEY);
    }

    static Head of(ChangeoverId id, Map<String, AttributeValue> item) {
        try {
            return new Head(
                    id,
                    new ApplicationName(item.get("application").s()),
                    item.get("opener").s(),
                    Integer.parseInt(item.get("count").n()),
                    item.get("pages").l().stream().map(AttributeValue::s).toList(),
                    Entry.list(item),
                    Optional.ofNullable(item.get("driver")).map(driver -> lease(id, driver.s(), item)),
                    item.containsKey("ended"));
        } catch (RuntimeException changed) {
            var corrupt = new CorruptJournalException(
                    "the journal of " + id + " is not as it was written: " + changed.getMessage());
            corrupt.initCause(changed);
            throw corrupt;
        }
    }

    private static Lease lease(ChangeoverId id, String driver, Map<String, AttributeValue> item) {
        return new Lease(
                id,
                driver,
                Long.parseLong(item.get("epoch").n()),
                Instant.parse(item.get("until").s()));
    }

    /** The item of a changeover that has only its first event. */
    static Map<String, AttributeValue> item(Register.Opening opening) {
        Map<String, AttributeValue> item = new HashMap<>(key(opening.id()));
        item.put("application", AttributeValue.fromS(opening.application().value()));
        item.put("opener", AttributeValue.fromS(opening.opener()));
        item.put("count", AttributeValue.fromN("1"));
        item.put("bytes", AttributeValue.fromN(Integer.toString(opening.line().length())));
        item.put("pages", AttributeValue.fromL(List.of()));
        item.put("events", AttributeValue.fromL(List.of(new Entry(opening.opener(), opening.line()).value())));
        return item;
    }

    /** How many events are on pages. */
    int onPages() {
        return count - entries.size();
    }

    /** The sort key of the page that the present entries would fill. It says which they are, so it is no other's. */
    String nextPage() {
        return "EVENTS#%06d-%06d".formatted(onPages() + 1, count);
    }

    boolean leasedTo(Lease asked) {
        return lease.filter(
                        held -> held.epoch() == asked.epoch() && held.driver().equals(asked.driver()))
                .isPresent();
    }
}

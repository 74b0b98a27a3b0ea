package dev.changeover.journal.dynamodb;

import dev.changeover.core.journal.CorruptJournalException;
import dev.changeover.core.journal.Event;
import dev.changeover.core.journal.Journal.Appending;
import dev.changeover.core.journal.Journal.Lease;
import dev.changeover.core.journal.Journal.Leasing;
import dev.changeover.core.model.ChangeoverId;
import dev.changeover.core.port.PortFailure;
import dev.changeover.core.port.PortFailure.Code;
import dev.changeover.journal.EventJson;
import dev.changeover.journal.dynamodb.Head.Entry;
import dev.changeover.journal.dynamodb.Store.Wrote;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** The items of changeovers: their events and leases. */
final class Changeovers {
    /**
     * Bytes of events that stay in a changeover's head. A write costs by the size of its item, and an item may have 400
     * KB ("Quotas in Amazon DynamoDB", read 2026-11-22); a usual changeover stays below this.
     */
    static final int HEAD_BYTES_MAX = 64 * 1024;

    /** How often a write is tried when others change the item at the same time. */
    private static final int TRIES_MAX = 5;

    private final Store store;

    Changeovers(Store store) {
        this.store = store;
    }

    Optional<Head> find(ChangeoverId id) throws Unreached {
        return store.item(Head.key(id)).map(item -> Head.of(id, item));
    }

    private Head existing(ChangeoverId id) throws Unreached {
        return find(id).orElseThrow(
                        () -> new Unreached(Code.NOT_FOUND, "the journal has no changeover " + id + "; check its id"));
    }

    /** The head is read first and says which pages count; pages never change. */
    List<Event> events(ChangeoverId id) throws Unreached {
        Optional<Head> head = find(id);
        return head.isEmpty()
                ? List.of()
                : entries(head.get()).stream().map(Entry::event).toList();
    }

    private List<Entry> entries(Head head) throws Unreached {
        List<Entry> all = new ArrayList<>();
        if (!head.pages().isEmpty()) {
            Map<String, List<Entry>> pages = store.items(Head.partition(head.id()), "EVENTS#").stream()
                    .collect(Collectors.toMap(item -> item.get("sk").s(), Entry::list));
            head.pages().forEach(page -> all.addAll(pages.getOrDefault(page, List.of())));
        }
        all.addAll(head.entries());
        if (all.size() != head.count()) {
            throw new CorruptJournalException("the journal of " + head.id() + " should have " + head.count()
                    + " events and has " + all.size() + ": restore the table, or find out who changed it");
        }
        return all;
    }

    /** What is to be appended, and where. */
    record Append(ChangeoverId id, int expected, Entry entry, boolean ends, Optional<Lease> lease) {
        static Append of(ChangeoverId id, int expected, Event event, Optional<Lease> lease) {
            var entry = new Entry(UUID.randomUUID().toString(), EventJson.write(event));
            return new Append(id, expected, entry, event instanceof Event.Ended, lease);
        }

        private int bytes() {
            return entry.line().getBytes(StandardCharsets.UTF_8).length;
        }

        /** Event, count, lease and end in one conditional write. */
        private Store.Change change() {
            Map<String, AttributeValue> values = new HashMap<>();
            values.put(":event", AttributeValue.fromL(List.of(entry.value())));
            values.put(":count", number(expected));
            values.put(":next", number(expected + 1));
            values.put(":bytes", number(bytes()));
            values.put(":room", number(Math.max(0, HEAD_BYTES_MAX - bytes())));
            lease.ifPresent(held -> {
                values.put(":epoch", number(held.epoch()));
                values.put(":driver", AttributeValue.fromS(held.driver()));
            });
            if (ends) {
                values.put(":ended", AttributeValue.fromBool(true));
            }
            return new Store.Change(
                    Head.key(id),
                    "SET #events = list_append(#events, :event), #count = :next, #bytes = #bytes + :bytes"
                            + (ends ? ", #ended = :ended" : ""),
                    "#count = :count AND #bytes <= :room"
                            + (lease.isPresent() ? " AND #epoch = :epoch AND #driver = :driver" : ""),
                    values);
        }
    }

    Appending append(Append append) throws Unreached {
        for (int tries = 1; tries <= TRIES_MAX; tries++) {
            switch (store.write(append.change())) {
                case Wrote.Kept _ -> {
                    return new Appending.Appended();
                }
                case Wrote.Refused(var found) -> {
                    Head head = found.isEmpty() ? existing(append.id()) : Head.of(append.id(), found);
                    Optional<Appending> answer = judged(append, head);
                    if (answer.isPresent()) {
                        return answer.get();
                    }
                    turnPage(head);
                }
            }
        }
        return new Appending.Unavailable(contended(append.id()));
    }

    /** Why the write was refused; empty if the head is full. */
    private Optional<Appending> judged(Append append, Head head) throws Unreached {
        if (head.count() > append.expected() && wrote(append, head)) {
            return Optional.of(new Appending.Appended()); // by an earlier attempt whose answer was lost
        }
        if (append.lease().isPresent() && !head.leasedTo(append.lease().get())) {
            return Optional.of(new Appending.Fenced());
        }
        return head.count() == append.expected() ? Optional.empty() : Optional.of(new Appending.Behind());
    }

    private boolean wrote(Append append, Head head) throws Unreached {
        int index = append.expected() - head.onPages();
        Entry there = index >= 0 ? head.entries().get(index) : entries(head).get(append.expected());
        return there.equals(append.entry());
    }

    /** Moves the head's events to an item of their own: first they are there, then they leave the head. */
    private void turnPage(Head head) throws Unreached {
        if (head.entries().isEmpty()) {
            return;
        }
        Map<String, AttributeValue> page = new HashMap<>(Store.key(Head.partition(head.id()), head.nextPage()));
        page.put(
                "events",
                AttributeValue.fromL(head.entries().stream().map(Entry::value).toList()));
        store.add(page);
        store.write(new Store.Change(
                Head.key(head.id()),
                "SET #events = :none, #pages = list_append(#pages, :page), #bytes = :zero",
                "#count = :count AND #pages = :pages",
                Map.of(
                        ":none", AttributeValue.fromL(List.of()),
                        ":page", AttributeValue.fromL(List.of(AttributeValue.fromS(head.nextPage()))),
                        ":zero", number(0),
                        ":count", number(head.count()),
                        ":pages",
                                AttributeValue.fromL(head.pages().stream()
                                        .map(AttributeValue::fromS)
                                        .toList()))));
    }

    /** A driver that asks again keeps the lease it has while more than half of it is left, as in a file. */
    Leasing lease(ChangeoverId id, String driver, Instant now, Duration length) throws Unreached {
        for (int tries = 1; tries <= TRIES_MAX; tries++) {
            Optional<Lease> last = existing(id).lease();
            boolean others = last.isPresent() && !last.get().driver().equals(driver);
            if (others && last.get().until().isAfter(now)) {
                return new Leasing.HeldBy(last.get().driver(), last.get().until());
            }
            if (last.isPresent() && !others && lasts(last.get(), now, length)) {
                return new Leasing.Taken(last.get());
            }
            long epoch = last.map(Lease::epoch).orElse(0L) + (others || last.isEmpty() ? 1 : 0);
            var taken = new Lease(id, driver, epoch, now.plus(length));
            if (store.write(replacing(last, taken)) instanceof Wrote.Kept) {
                return new Leasing.Taken(taken);
            }
        }
        return new Leasing.Unavailable(contended(id));
    }

    void release(Lease lease) throws Unreached {
        Optional<Lease> last =
                find(lease.id()).filter(head -> head.leasedTo(lease)).flatMap(Head::lease);
        if (last.isPresent()) {
            store.write(replacing(last, new Lease(lease.id(), lease.driver(), lease.epoch(), Instant.EPOCH)));
        }
    }

    private static boolean lasts(Lease lease, Instant now, Duration length) {
        return lease.until().isAfter(now.plus(length.dividedBy(2)))
                && !lease.until().isAfter(now.plus(length));
    }

    private static Store.Change replacing(Optional<Lease> last, Lease next) {
        Map<String, AttributeValue> values = new HashMap<>();
        values.put(":driver", AttributeValue.fromS(next.driver()));
        values.put(":epoch", number(next.epoch()));
        values.put(":until", AttributeValue.fromS(next.until().toString()));
        last.ifPresent(held -> {
            values.put(":oldDriver", AttributeValue.fromS(held.driver()));
            values.put(":oldEpoch", number(held.epoch()));
            values.put(":oldUntil", AttributeValue.fromS(held.until().toString()));
        });
        return new Store.Change(
                Head.key(next.id()),
                "SET #driver = :driver, #epoch = :epoch, #until = :until",
                last.isPresent()
                        ? "#driver = :oldDriver AND #epoch = :oldEpoch AND #until = :oldUntil"
                        : "attribute_exists(#pk) AND attribute_not_exists(#driver)",
                values);
    }

    static PortFailure contended(Object what) {
        return new PortFailure(Code.CONFLICT, "others kept changing the journal of " + what + "; ask again");
    }

    private static AttributeValue number(long number) {
        return AttributeValue.fromN(Long.toString(number));
    }
}

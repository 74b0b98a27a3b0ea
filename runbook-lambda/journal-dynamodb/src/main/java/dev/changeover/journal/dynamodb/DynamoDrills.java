package dev.changeover.journal.dynamodb;

import dev.changeover.core.drill.DrillEvent;
import dev.changeover.core.drill.DrillId;
import dev.changeover.core.drill.DrillJournal;
import dev.changeover.core.drill.DrillState;
import dev.changeover.core.model.ApplicationName;
import dev.changeover.core.port.PortFailure;
import dev.changeover.journal.DrillJson;
import dev.changeover.journal.dynamodb.Store.Wrote;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * Drills in the journal's table, each decision one conditional write of one item, as for changeovers.
 *
 * <ul>
 *   <li>{@code DRILL#id / HEAD}: the drill's events, each with a token of the attempt that wrote it;
 *   <li>{@code APPLICATION#name / DRILLS}: the ids of its drills, and the first event of the last: whoever meets a
 *       drill whose own item is not there yet writes it.
 * </ul>
 */
public final class DynamoDrills implements DrillJournal, AutoCloseable {
    private static final int TRIES_MAX = 5;

    private final Store store;

    /** Whose opening of each application's last drill is known to be finished. */
    private final Map<ApplicationName, String> finished = new ConcurrentHashMap<>();

    public DynamoDrills(JournalPlace place) {
        this.store = new Store(place);
    }

    /** The drills of an application: all ids, and the last one's first event by its opener. */
    private record Drills(List<DrillId> ids, Optional<Head.Entry> first) {
        static final Drills NONE = new Drills(List.of(), Optional.empty());

        static Drills of(Map<String, AttributeValue> item) {
            return new Drills(
                    item.get("ids").l().stream().map(id -> new DrillId(id.s())).toList(),
                    Optional.of(
                            new Head.Entry(item.get("by").s(), item.get("line").s())));
        }
    }

    @Override
    public Opening open(DrillEvent.Started first) {
        ApplicationName application = first.plan().name();
        DrillId id = first.request().id();
        var entry = new Head.Entry(UUID.randomUUID().toString(), DrillJson.write(first));
        try {
            for (int tries = 1; tries <= TRIES_MAX; tries++) {
                Drills known = settled(application);
                List<Head.Entry> there = entries(id);
                if (!there.isEmpty()) {
                    return there.getFirst().equals(entry) ? new Opening.Opened() : new Opening.AlreadyThere(id);
                }
                if (!known.ids().isEmpty() && !ended(known.ids().getLast())) {
                    return new Opening.AlreadyThere(known.ids().getLast());
                }
                store.write(registering(application, id, entry, known));
                // Kept, or refused because another was faster or our own reply was lost: the next look tells.
            }
            return new Opening.Unavailable(Changeovers.contended(application));
        } catch (Unreached failed) {
            return new Opening.Unavailable(failed.why());
        }
    }

    /** The drill's own item first, whole; it is a drill of the application only once that one's item names it. */
    @Override
    public Opening bring(List<DrillEvent> whole) {
        var first = (DrillEvent.Started) whole.getFirst();
        ApplicationName application = first.plan().name();
        DrillId id = first.request().id();
        try {
            for (int tries = 1; tries <= TRIES_MAX; tries++) {
                Drills known = settled(application);
                if (known.ids().contains(id)) {
                    return new Opening.AlreadyThere(id);
                }
                if (!known.ids().isEmpty() && !ended(known.ids().getLast())) {
                    return new Opening.AlreadyThere(known.ids().getLast());
                }
                List<Head.Entry> there = kept(id, whole);
                if (!events(there).equals(whole)) {
                    return new Opening.AlreadyThere(id);
                }
                if (store.write(registering(application, id, there.getFirst(), known)) instanceof Wrote.Kept) {
                    return new Opening.Opened();
                }
            }
            return new Opening.Unavailable(Changeovers.contended(application));
        } catch (Unreached failed) {
            return new Opening.Unavailable(failed.why());
        }
    }

    /** What the drill's item holds after {@code whole} was written where none was. */
    private List<Head.Entry> kept(DrillId id, List<DrillEvent> whole) throws Unreached {
        List<AttributeValue> entries = whole.stream()
                .map(event -> new Head.Entry(UUID.randomUUID().toString(), DrillJson.write(event)).value())
                .toList();
        Map<String, AttributeValue> item = new HashMap<>(key(id));
        item.put("events", AttributeValue.fromL(entries));
        item.put("count", AttributeValue.fromN(Integer.toString(entries.size())));
        store.add(item);
        return entries(id);
    }

    private static Store.Change registering(ApplicationName application, DrillId id, Head.Entry entry, Drills known) {
        Map<String, AttributeValue> values = new HashMap<>(Map.of(
                ":ids", AttributeValue.fromL(List.of(AttributeValue.fromS(id.value()))),
                ":by", AttributeValue.fromS(entry.by()),
                ":line", AttributeValue.fromS(entry.line())));
        known.first().ifPresent(last -> values.put(":last", AttributeValue.fromS(last.by())));
        return new Store.Change(
                key(application),
                known.first().isPresent()
                        ? "SET #ids = list_append(#ids, :ids), #by = :by, #line = :line"
                        : "SET #ids = :ids, #by = :by, #line = :line",
                known.first().isPresent() ? "#by = :last" : "attribute_not_exists(#pk)",
                values);
    }

    private boolean ended(DrillId id) throws Unreached {
        return DrillState.of(events(id)).end().isPresent();
    }

    /** The application's drills, the last one's item written if its opener left it unwritten. */
    private Drills settled(ApplicationName application) throws Unreached {
        Drills drills = store.item(key(application)).map(Drills::of).orElse(Drills.NONE);
        if (drills.first().isPresent() && !drills.first().get().by().equals(finished.get(application))) {
            Map<String, AttributeValue> item = new HashMap<>(key(drills.ids().getLast()));
            item.put("events", AttributeValue.fromL(List.of(drills.first().get().value())));
            item.put("count", AttributeValue.fromN("1"));
            store.add(item);
            finished.put(application, drills.first().get().by());
        }
        return drills;
    }

    @Override
    public List<DrillEvent> read(DrillId id) {
        return reading(() -> events(id));
    }

    private List<DrillEvent> events(DrillId id) throws Unreached {
        return events(entries(id));
    }

    private static List<DrillEvent> events(List<Head.Entry> entries) {
        return entries.stream().map(entry -> DrillJson.read(entry.line())).toList();
    }

    private List<Head.Entry> entries(DrillId id) throws Unreached {
        return store.item(key(id)).map(Head.Entry::list).orElse(List.of());
    }

    @Override
    public Appending append(DrillId id, int expected, DrillEvent event) {
        var entry = new Head.Entry(UUID.randomUUID().toString(), DrillJson.write(event));
        var change = new Store.Change(
                key(id),
                "SET #events = list_append(#events, :event), #count = :next",
                "#count = :count",
                Map.of(
                        ":event", AttributeValue.fromL(List.of(entry.value())),
                        ":count", AttributeValue.fromN(Integer.toString(expected)),
                        ":next", AttributeValue.fromN(Integer.toString(expected + 1))));
        try {
            if (store.write(change) instanceof Wrote.Kept) {
                return new Appending.Appended();
            }
            List<Head.Entry> there = entries(id);
            if (there.isEmpty()) {
                return new Appending.Unavailable(
                        new PortFailure(PortFailure.Code.NOT_FOUND, "there is no drill " + id));
            }
            boolean ours = there.size() > expected && there.get(expected).equals(entry); // its reply was lost
            return ours ? new Appending.Appended() : new Appending.Behind();
        } catch (Unreached failed) {
            return new Appending.Unavailable(failed.why());
        }
    }

    @Override
    public List<DrillId> history(ApplicationName application) {
        return reading(() -> settled(application).ids());
    }

    private static Map<String, AttributeValue> key(DrillId id) {
        return Store.key("DRILL#" + id, "HEAD");
    }

    private static Map<String, AttributeValue> key(ApplicationName application) {
        return Store.key("APPLICATION#" + application, "DRILLS");
    }

    @Override
    public void close() {
        store.close();
    }

    /** A read of the table. */
    private interface Reading<T> {
        T read() throws Unreached;
    }

    private static <T> T reading(Reading<T> table) {
        try {
            return table.read();
        } catch (Unreached failed) {
            throw failed.unread("the drills");
        }
    }
}

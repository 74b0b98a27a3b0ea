package dev.changeover.journal.dynamodb;

import dev.changeover.core.guard.AlarmEvent;
import dev.changeover.core.guard.Given;
import dev.changeover.core.guard.GuardStore;
import dev.changeover.core.guard.RefusedStart;
import dev.changeover.core.guard.Switch;
import dev.changeover.core.model.ApplicationName;
import dev.changeover.core.model.ChangeoverId;
import dev.changeover.core.port.PortFailure;
import dev.changeover.journal.GuardJson;
import dev.changeover.journal.dynamodb.Store.Wrote;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * Guards in the journal's table, in items of their own, so that both Regions see one state. Each write is one
 * conditional write of one item, and carries a token: a write whose reply was lost is known by it when it is met again.
 *
 * <ul>
 *   <li>{@code GUARD / STOP} and {@code APPLICATION#name / GUARD#ARMING}: the switches;
 *   <li>{@code APPLICATION#name / GUARD#ACKNOWLEDGED#id}: who looked at a changeover's end;
 *   <li>{@code EVENT#key / CLAIM}: which changeover an alarm's event started;
 *   <li>{@code APPLICATION#name / REFUSED#key}, or {@code GUARD / REFUSED#key}: what did not start, and why.
 * </ul>
 */
public final class DynamoGuardStore implements GuardStore, AutoCloseable {
    private static final String GUARD = "GUARD";
    private static final String REFUSED = "REFUSED#";

    private final Store store;

    public DynamoGuardStore(JournalPlace place) {
        this.store = new Store(place);
    }

    @Override
    public Switch read(Switch.Name name) {
        return reading(() -> store.item(key(name)).map(DynamoGuardStore::toSwitch))
                .orElse(Switch.UNTOUCHED);
    }

    @Override
    public Writing turn(Switch.Name name, Switch seen, boolean on, Given by) {
        Switch next = seen.turned(on, by);
        AttributeValue token = AttributeValue.fromS(UUID.randomUUID().toString());
        Map<String, AttributeValue> values = new HashMap<>(Map.of(
                ":line", AttributeValue.fromS(GuardJson.write(next)),
                ":next", number(next.version()),
                ":token", token));
        boolean first = seen.version() == 0;
        if (!first) {
            values.put(":seen", number(seen.version()));
        }
        var change = new Store.Change(
                key(name),
                "SET #line = :line, #version = :next, #token = :token",
                first ? "attribute_not_exists(#pk)" : "#version = :seen",
                values);
        try {
            return switch (store.write(change)) {
                case Wrote.Kept _ -> new Writing.Written();
                case Wrote.Refused(var found) -> ours(found, token);
            };
        } catch (Unreached failed) {
            return new Writing.Unavailable(failed.why());
        }
    }

    @Override
    public Optional<Given> acknowledged(ApplicationName application, ChangeoverId changeover) {
        return reading(() -> line(acknowledgement(application, changeover)))
                .map(line -> GuardJson.read(line, Given.class));
    }

    @Override
    public Writing acknowledge(ApplicationName application, ChangeoverId changeover, Given by) {
        return add(acknowledgement(application, changeover), GuardJson.write(by));
    }

    @Override
    public Claiming claim(AlarmEvent event, ChangeoverId changeover) {
        Map<String, AttributeValue> key = Store.key("EVENT#" + event.key(), "CLAIM");
        return switch (add(key, GuardJson.write(changeover))) {
            case Writing.Written _ -> new Claiming.Claimed();
            case Writing.Behind _ -> claimed(key);
            case Writing.Unavailable(var why) -> new Claiming.Unavailable(why);
        };
    }

    private Claiming claimed(Map<String, AttributeValue> key) {
        try {
            return line(key)
                    .map(line -> GuardJson.read(line, ChangeoverId.class))
                    .<Claiming>map(Claiming.ClaimedBy::new)
                    .orElseGet(() -> new Claiming.Unavailable(
                            new PortFailure(PortFailure.Code.CONFLICT, "the claim of the event is gone again")));
        } catch (Unreached failed) {
            return new Claiming.Unavailable(failed.why());
        }
    }

    @Override
    public Writing keep(RefusedStart refused) {
        return add(Store.key(partition(refused.application()), REFUSED + refused.key()), GuardJson.write(refused));
    }

    @Override
    public List<RefusedStart> refusals(Optional<ApplicationName> application, int newest) {
        return reading(() -> store.last(partition(application), REFUSED, newest)).stream()
                .map(item -> GuardJson.read(item.get("line").s(), RefusedStart.class))
                .toList();
    }

    @Override
    public void close() {
        store.close();
    }

    /** Adds an item where none is. One that is there may be our own, of an attempt whose reply was lost. */
    private Writing add(Map<String, AttributeValue> key, String line) {
        AttributeValue token = AttributeValue.fromS(UUID.randomUUID().toString());
        Map<String, AttributeValue> item = new HashMap<>(key);
        item.put("line", AttributeValue.fromS(line));
        item.put("token", token);
        try {
            return switch (store.add(item)) {
                case Wrote.Kept _ -> new Writing.Written();
                case Wrote.Refused _ -> ours(store.item(key).orElse(Map.of()), token);
            };
        } catch (Unreached failed) {
            return new Writing.Unavailable(failed.why());
        }
    }

    private static Writing ours(Map<String, AttributeValue> found, AttributeValue token) {
        return token.equals(found.get("token")) ? new Writing.Written() : new Writing.Behind();
    }

    private Optional<String> line(Map<String, AttributeValue> key) throws Unreached {
        return store.item(key).map(item -> item.get("line").s());
    }

    private static Switch toSwitch(Map<String, AttributeValue> item) {
        return GuardJson.read(item.get("line").s(), Switch.class);
    }

    private static AttributeValue number(long version) {
        return AttributeValue.fromN(Long.toString(version));
    }

    private static Map<String, AttributeValue> key(Switch.Name name) {
        return switch (name) {
            case Switch.Name.Stop() -> Store.key(GUARD, "STOP");
            case Switch.Name.Arming(var application) -> Store.key(Register.partition(application), GUARD + "#ARMING");
        };
    }

    private static Map<String, AttributeValue> acknowledgement(ApplicationName application, ChangeoverId changeover) {
        return Store.key(Register.partition(application), GUARD + "#ACKNOWLEDGED#" + changeover);
    }

    private static String partition(Optional<ApplicationName> application) {
        return application.map(Register::partition).orElse(GUARD);
    }

    /** A read of the table. */
    private interface Reading<T> {
        T read() throws Unreached;
    }

    private static <T> T reading(Reading<T> table) {
        try {
            return table.read();
        } catch (Unreached failed) {
            throw failed.unread("the guards");
        }
    }
}

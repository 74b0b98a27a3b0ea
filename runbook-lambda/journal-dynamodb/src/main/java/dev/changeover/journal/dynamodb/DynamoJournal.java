package dev.changeover.journal.dynamodb;

import dev.changeover.core.journal.Event;
import dev.changeover.core.journal.Journal;
import dev.changeover.core.model.ApplicationName;
import dev.changeover.core.model.ChangeoverId;
import dev.changeover.core.port.UnreadException;
import dev.changeover.journal.EventJson;
import dev.changeover.journal.dynamodb.Store.Wrote;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A journal in a DynamoDB table, for drivers in any Region. On AWS the table is a global table of multi-Region strong
 * consistency, which has no transactions: so everything that has to happen together is one conditional write of one
 * item, and what follows from it can be finished by anybody.
 *
 * <ul>
 *   <li>{@code CHANGEOVER#id / HEAD}: the latest events, their count, the lease, whether it ended;
 *   <li>{@code CHANGEOVER#id / EVENTS#from-to}: earlier events, written once;
 *   <li>{@code APPLICATION#name / HEAD}: the latest changeover, live until it has ended;
 *   <li>{@code APPLICATION#name / HISTORY#number}: each changeover there has been.
 * </ul>
 *
 * <p>A table that cannot be written is an answer; one that cannot be read is an {@link UnreadException}.
 */
public final class DynamoJournal implements Journal, AutoCloseable {
    /** How often an opening is tried when others open at the same time. */
    private static final int TRIES_MAX = 5;

    private final Store store;
    private final Changeovers changeovers;
    private final Map<ApplicationName, Lines> lines = new ConcurrentHashMap<>();

    /**
     * An application's history as it was when so many changeovers had been and this was the last. Its lines are written
     * once, so it is the same for as long as the application's item says so.
     */
    private record Lines(int number, ChangeoverId last, List<ChangeoverId> ids) {
        boolean of(Register register) {
            return number == register.number() && last.equals(register.last());
        }
    }

    public DynamoJournal(JournalPlace place) {
        this.store = new Store(place);
        this.changeovers = new Changeovers(store);
    }

    /**
     * The application's item takes the changeover's name and its first event in one write. The changeover's own item
     * follows; whoever meets the application in between writes it.
     */
    @Override
    public Opening open(Event.Started first) {
        var opening = new Register.Opening(
                first.plan().name(), first.request().id(), UUID.randomUUID().toString(), EventJson.write(first));
        try {
            for (int tries = 1; tries <= TRIES_MAX; tries++) {
                Optional<Opening> answer = opened(opening);
                if (answer.isPresent()) {
                    return answer.get();
                }
                Optional<Register> register = settled(opening.application());
                Optional<ChangeoverId> live = register.isPresent() ? live(register.get()) : Optional.empty();
                if (live.isPresent()) {
                    return new Opening.AlreadyLive(live.get());
                }
                if (store.write(Register.change(opening, register)) instanceof Wrote.Kept
                        && settle(Register.opened(opening, register), opening)) {
                    return new Opening.Opened();
                }
                // Refused because an earlier attempt of ours was kept, or finished by another: the next look tells.
                settled(opening.application());
            }
            return opened(opening).orElseGet(() -> contended(opening));
        } catch (Unreached failed) {
            return new Opening.Unavailable(failed.why());
        }
    }

    private static Opening contended(Register.Opening opening) {
        return new Opening.Unavailable(Changeovers.contended(opening.application()));
    }

    /** Whether a changeover of this id is there, and by whose opening. */
    private Optional<Opening> opened(Register.Opening opening) throws Unreached {
        return changeovers
                .find(opening.id())
                .map(head -> head.opener().equals(opening.opener())
                        ? new Opening.Opened()
                        : new Opening.AlreadyLive(opening.id()));
    }

    @Override
    public List<Event> read(ChangeoverId id) {
        return reading(() -> changeovers.events(id));
    }

    @Override
    public Leasing lease(ChangeoverId id, String driver, Instant now, Duration length) {
        try {
            return changeovers.lease(id, driver, now, length);
        } catch (Unreached failed) {
            return new Leasing.Unavailable(failed.why());
        }
    }

    @Override
    public Optional<Lease> lastLease(ChangeoverId id) {
        return reading(() -> changeovers.find(id).flatMap(Head::lease));
    }

    @Override
    public void release(Lease lease) {
        try {
            changeovers.release(lease);
        } catch (Unreached failed) {
            // The lease runs out by itself; giving it back early is a courtesy that may fail.
        }
    }

    @Override
    public Appending append(ChangeoverId id, int expected, Event event, Optional<Lease> lease) {
        try {
            return changeovers.append(Changeovers.Append.of(id, expected, event, lease));
        } catch (Unreached failed) {
            return new Appending.Unavailable(failed.why());
        }
    }

    @Override
    public Optional<ChangeoverId> live(ApplicationName application) {
        return reading(() -> {
            Optional<Register> register = settled(application);
            return register.isPresent() ? live(register.get()) : Optional.empty();
        });
    }

    @Override
    public List<ChangeoverId> history(ApplicationName application) {
        return reading(() -> {
            Optional<Register> register = settled(application);
            if (register.isEmpty()) {
                return List.of();
            }
            Lines known = lines.get(application);
            if (known == null || !known.of(register.get())) {
                known = new Lines(register.get().number(), register.get().last(), written(application));
                lines.put(application, known);
            }
            return known.ids();
        });
    }

    private List<ChangeoverId> written(ApplicationName application) throws Unreached {
        return store.items(Register.partition(application), Register.history()).stream()
                .map(item -> new ChangeoverId(item.get("id").s()))
                .toList();
    }

    /** The end of a changeover is in its own item, so that it is over in the same write as its last event. */
    private Optional<ChangeoverId> live(Register register) throws Unreached {
        return changeovers
                .find(register.last())
                .filter(head -> head.application().equals(register.application()) && !head.ended())
                .map(Head::id);
    }

    /** The application's item, with whatever opening was left unfinished now done. */
    private Optional<Register> settled(ApplicationName application) throws Unreached {
        Optional<Register> register = store.item(Register.key(application)).map(item -> Register.of(application, item));
        if (register.isPresent() && register.get().opening().isPresent()) {
            settle(register.get(), register.get().opening().get());
        }
        return register;
    }

    /** Finishes an opening. Says whether this call wrote the changeover's own item. */
    private boolean settle(Register register, Register.Opening opening) throws Unreached {
        boolean wrote = store.add(Head.item(opening)) instanceof Wrote.Kept;
        boolean ours = wrote
                || changeovers
                        .find(opening.id())
                        .filter(head -> head.application().equals(opening.application()))
                        .isPresent();
        if (ours) {
            store.add(register.line());
        }
        store.write(Register.settled(opening));
        return wrote;
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
            throw failed.unread("the journal");
        }
    }
}

package dev.changeover.core.journal;

import dev.changeover.core.model.ApplicationName;
import dev.changeover.core.model.ChangeoverId;
import dev.changeover.core.port.PortFailure;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A journal that lives as long as the process: the contract of {@link Journal} in its shortest form. */
public final class MemoryJournal implements Journal {
    private final Map<ChangeoverId, List<Event>> journals = new LinkedHashMap<>();
    private final Map<ChangeoverId, Lease> leases = new LinkedHashMap<>();

    @Override
    public synchronized Opening open(Event.Started first) {
        ChangeoverId id = first.request().id();
        if (journals.containsKey(id)) {
            return new Opening.AlreadyLive(id);
        }
        Optional<ChangeoverId> live = live(first.plan().name());
        if (live.isPresent()) {
            return new Opening.AlreadyLive(live.get());
        }
        journals.put(id, new ArrayList<>(List.of(first)));
        return new Opening.Opened();
    }

    @Override
    public synchronized List<Event> read(ChangeoverId id) {
        return List.copyOf(journals.getOrDefault(id, List.of()));
    }

    @Override
    public synchronized Leasing lease(ChangeoverId id, String driver, Instant now, Duration length) {
        if (!journals.containsKey(id)) {
            return new Leasing.Unavailable(unknown(id));
        }
        Lease held = leases.get(id);
        boolean others = held != null && !held.driver().equals(driver);
        if (others && held.until().isAfter(now)) {
            return new Leasing.HeldBy(held.driver(), held.until());
        }
        long epoch = held == null ? 1 : others ? held.epoch() + 1 : held.epoch();
        var taken = new Lease(id, driver, epoch, now.plus(length));
        leases.put(id, taken);
        return new Leasing.Taken(taken);
    }

    @Override
    public synchronized Optional<Lease> lastLease(ChangeoverId id) {
        return Optional.ofNullable(leases.get(id));
    }

    @Override
    public synchronized void release(Lease lease) {
        if (holds(lease)) {
            leases.put(lease.id(), new Lease(lease.id(), lease.driver(), lease.epoch(), Instant.MIN));
        }
    }

    @Override
    public synchronized Appending append(ChangeoverId id, int expected, Event event, Optional<Lease> lease) {
        List<Event> events = journals.get(id);
        if (events == null) {
            return new Appending.Unavailable(unknown(id));
        }
        if (lease.isPresent() && !holds(lease.get())) {
            return new Appending.Fenced();
        }
        if (events.size() != expected) {
            return new Appending.Behind();
        }
        events.add(event);
        return new Appending.Appended();
    }

    @Override
    public synchronized Optional<ChangeoverId> live(ApplicationName application) {
        return history(application).reversed().stream()
                .filter(id -> !Fold.of(journals.get(id)).ended())
                .findFirst();
    }

    @Override
    public synchronized List<ChangeoverId> history(ApplicationName application) {
        return journals.entrySet().stream()
                .filter(entry -> ((Event.Started) entry.getValue().getFirst())
                        .plan()
                        .name()
                        .equals(application))
                .map(Map.Entry::getKey)
                .toList();
    }

    private boolean holds(Lease asked) {
        Lease held = leases.get(asked.id());
        return held != null && held.epoch() == asked.epoch() && held.driver().equals(asked.driver());
    }

    private static PortFailure unknown(ChangeoverId id) {
        return new PortFailure(PortFailure.Code.NOT_FOUND, "the journal has no changeover " + id);
    }
}

package dev.changeover.drive;

import dev.changeover.core.journal.Event;
import dev.changeover.core.journal.Journal;
import dev.changeover.core.model.ApplicationName;
import dev.changeover.core.model.ChangeoverId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** A journal that tells a listener each event of one changeover once, as it is written or first read. */
final class ToldJournal implements Journal {
    private final Journal journal;
    private final ChangeoverId id;
    private final Listener listener;
    private int told;

    ToldJournal(Journal journal, ChangeoverId id, Listener listener) {
        this.journal = journal;
        this.id = id;
        this.listener = listener;
    }

    @Override
    public List<Event> read(ChangeoverId which) {
        List<Event> events = journal.read(which);
        if (which.equals(id)) {
            while (told < events.size()) {
                listener.event(id, events.get(told++));
            }
        }
        return events;
    }

    @Override
    public Appending append(ChangeoverId which, int expected, Event event, Optional<Lease> lease) {
        Appending appending = journal.append(which, expected, event, lease);
        if (appending instanceof Appending.Appended && which.equals(id) && expected == told) {
            told++;
            listener.event(id, event);
        }
        return appending;
    }

    @Override
    public Opening open(Event.Started first) {
        return journal.open(first);
    }

    @Override
    public Leasing lease(ChangeoverId which, String driver, Instant now, Duration length) {
        return journal.lease(which, driver, now, length);
    }

    @Override
    public Optional<Lease> lastLease(ChangeoverId which) {
        return journal.lastLease(which);
    }

    @Override
    public void release(Lease lease) {
        journal.release(lease);
    }

    @Override
    public Optional<ChangeoverId> live(ApplicationName application) {
        return journal.live(application);
    }

    @Override
    public List<ChangeoverId> history(ApplicationName application) {
        return journal.history(application);
    }
}

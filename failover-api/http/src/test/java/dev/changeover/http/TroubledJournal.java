package dev.changeover.http;

import dev.changeover.core.journal.Event;
import dev.changeover.core.journal.Journal;
import dev.changeover.core.journal.MemoryJournal;
import dev.changeover.core.model.ApplicationName;
import dev.changeover.core.model.ChangeoverId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** A journal in memory that cannot be read while there is trouble. */
final class TroubledJournal implements Journal {
    private final Journal kept = new MemoryJournal();

    volatile Optional<RuntimeException> trouble = Optional.empty();

    private Journal asked() {
        trouble.ifPresent(thrown -> {
            throw thrown;
        });
        return kept;
    }

    @Override
    public Opening open(Event.Started first) {
        return kept.open(first);
    }

    @Override
    public List<Event> read(ChangeoverId id) {
        return asked().read(id);
    }

    @Override
    public Leasing lease(ChangeoverId id, String driver, Instant now, Duration length) {
        return kept.lease(id, driver, now, length);
    }

    @Override
    public Optional<Lease> lastLease(ChangeoverId id) {
        return asked().lastLease(id);
    }

    @Override
    public void release(Lease lease) {
        kept.release(lease);
    }

    @Override
    public Appending append(ChangeoverId id, int expected, Event event, Optional<Lease> lease) {
        return kept.append(id, expected, event, lease);
    }

    @Override
    public Optional<ChangeoverId> live(ApplicationName application) {
        return asked().live(application);
    }

    @Override
    public List<ChangeoverId> history(ApplicationName application) {
        return asked().history(application);
    }
}

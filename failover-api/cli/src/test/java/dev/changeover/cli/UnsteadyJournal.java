package dev.changeover.cli;

import dev.changeover.core.journal.Event;
import dev.changeover.core.journal.Journal;
import dev.changeover.core.journal.MemoryJournal;
import dev.changeover.core.model.ApplicationName;
import dev.changeover.core.model.ChangeoverId;
import dev.changeover.core.port.PortFailure;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** A journal somewhere else, which may be out of reach. */
final class UnsteadyJournal implements Journal {
    private static final PortFailure GONE =
            new PortFailure(PortFailure.Code.UNREACHABLE, "DynamoDB in us-west-2 did not answer");

    private final Journal journal = new MemoryJournal();
    boolean reachable = true;

    @Override
    public Opening open(Event.Started first) {
        return reachable ? journal.open(first) : new Opening.Unavailable(GONE);
    }

    @Override
    public List<Event> read(ChangeoverId id) {
        return reached().read(id);
    }

    @Override
    public Leasing lease(ChangeoverId id, String driver, Instant now, Duration length) {
        return reachable ? journal.lease(id, driver, now, length) : new Leasing.Unavailable(GONE);
    }

    @Override
    public void release(Lease lease) {
        journal.release(lease);
    }

    @Override
    public Appending append(ChangeoverId id, int expected, Event event, Optional<Lease> lease) {
        return reachable ? journal.append(id, expected, event, lease) : new Appending.Unavailable(GONE);
    }

    @Override
    public Optional<Lease> lastLease(ChangeoverId id) {
        return reached().lastLease(id);
    }

    @Override
    public Optional<ChangeoverId> live(ApplicationName application) {
        return reached().live(application);
    }

    @Override
    public List<ChangeoverId> history(ApplicationName application) {
        return reached().history(application);
    }

    private Journal reached() {
        if (!reachable) {
            throw new UncheckedIOException(new IOException(GONE.message()));
        }
        return journal;
    }
}

package dev.changeover.handler;

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

/** A journal on which a test can call: it may be out of reach, and whoever writes to it may die of it. */
final class HookedJournal implements Journal {
    /** What ends a process at once. */
    static final class Killed extends Error {
        private static final long serialVersionUID = 1L;
    }

    private final MemoryJournal journal = new MemoryJournal();
    private boolean silent;
    private int appendsLeft = Integer.MAX_VALUE;

    void silent(boolean now) {
        silent = now;
    }

    /** The append after so many kills whoever makes it, before it is written or after. */
    void killAfter(int appends) {
        appendsLeft = appends;
    }

    boolean alive() {
        return appendsLeft >= 0;
    }

    void another() {
        appendsLeft = Integer.MAX_VALUE;
    }

    @Override
    public List<Event> read(ChangeoverId id) {
        requireAnswer();
        return journal.read(id);
    }

    private void requireAnswer() {
        if (silent) {
            throw new UncheckedIOException(new IOException("no Region answers"));
        }
    }

    @Override
    public Appending append(ChangeoverId id, int expected, Event event, Optional<Lease> lease) {
        if (silent) {
            return new Appending.Unavailable(silence());
        }
        if (appendsLeft == 0) {
            appendsLeft = -1;
            if (expected % 2 == 0) {
                journal.append(id, expected, event, lease);
            }
            throw new Killed();
        }
        appendsLeft--;
        return journal.append(id, expected, event, lease);
    }

    private static PortFailure silence() {
        return new PortFailure(PortFailure.Code.UNREACHABLE, "no Region answers");
    }

    @Override
    public Opening open(Event.Started first) {
        return journal.open(first);
    }

    @Override
    public Leasing lease(ChangeoverId id, String driver, Instant now, Duration length) {
        return silent ? new Leasing.Unavailable(silence()) : journal.lease(id, driver, now, length);
    }

    /** The dead give nothing back. */
    @Override
    public void release(Lease lease) {
        if (alive()) {
            journal.release(lease);
        }
    }

    @Override
    public Optional<Lease> lastLease(ChangeoverId id) {
        return journal.lastLease(id);
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

package dev.changeover.simulation;

import dev.changeover.core.journal.Event;
import dev.changeover.core.journal.Journal;
import dev.changeover.core.model.ApplicationName;
import dev.changeover.core.model.ChangeoverId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** The journal of a process that dies at its n-th append. The dead write nothing and give nothing back. */
final class CutJournal implements Journal {
    /**
     * Where a process dies.
     *
     * @param append the first append is 1
     * @param before whether the event is not written any more
     */
    record Cut(int append, boolean before) {}

    private final Journal journal;
    private final Cut cut;
    private int appends;
    private boolean dead;

    CutJournal(Journal journal, Cut cut) {
        this.journal = journal;
        this.cut = cut;
    }

    @Override
    public Appending append(ChangeoverId id, int expected, Event event, Optional<Lease> lease) {
        appends++;
        boolean last = appends >= cut.append();
        if (last && cut.before()) {
            throw die();
        }
        Appending appending = journal.append(id, expected, event, lease);
        if (last) {
            throw die();
        }
        return appending;
    }

    private Actors.Gone die() {
        dead = true;
        return new Actors.Gone();
    }

    @Override
    public Opening open(Event.Started first) {
        return journal.open(first);
    }

    @Override
    public List<Event> read(ChangeoverId id) {
        return journal.read(id);
    }

    @Override
    public Leasing lease(ChangeoverId id, String driver, Instant now, Duration length) {
        return journal.lease(id, driver, now, length);
    }

    @Override
    public Optional<Lease> lastLease(ChangeoverId id) {
        return journal.lastLease(id);
    }

    @Override
    public void release(Lease lease) {
        if (!dead) {
            journal.release(lease);
        }
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

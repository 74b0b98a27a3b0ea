package dev.changeover.core.run;

import dev.changeover.core.journal.ChangeoverState;
import dev.changeover.core.journal.Event;
import dev.changeover.core.journal.Fold;
import dev.changeover.core.journal.Journal;
import dev.changeover.core.journal.Journal.Appending;
import dev.changeover.core.model.ChangeoverId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * One turn's hand on the journal: it stops at the first append that does not hold.
 *
 * <p>What it knows is what was read and what it has appended since, each on condition that nobody else had; so it is
 * the truth as long as appends succeed.
 */
final class Ledger {
    /** More people than this do not speak during one call. */
    private static final int RECORD_TRIES_MAX = 5;

    private final Journal journal;
    private final ChangeoverId id;
    private final Journal.Lease lease;
    private final List<Event> events;
    private Optional<ChangeoverState> folded = Optional.empty();
    private Appending last = new Appending.Appended();

    Ledger(Journal journal, Journal.Lease lease) {
        this(journal, lease, journal.read(lease.id()));
    }

    private Ledger(Journal journal, Journal.Lease lease, List<Event> known) {
        this.journal = journal;
        this.id = lease.id();
        this.lease = lease;
        this.events = new ArrayList<>(known);
    }

    /** The next turn's, with what this one knows. Of another changeover, or if an append failed, it reads anew. */
    Ledger next(Journal.Lease held) {
        return held.id().equals(id) && last instanceof Appending.Appended
                ? new Ledger(journal, held, events)
                : new Ledger(journal, held);
    }

    ChangeoverState state() {
        if (folded.isEmpty()) {
            folded = Optional.of(Fold.of(events));
        }
        return folded.get();
    }

    /** Notes that this driver goes on, if another one drove before. */
    boolean take(Instant now) {
        return state().driver().equals(Optional.of(lease.driver()))
                || append(new Event.DriverTook(lease.driver(), now));
    }

    /** Whether the event is durable. After one false answer nothing more is written. */
    boolean append(Event event) {
        if (last instanceof Appending.Appended) {
            last = journal.append(id, events.size(), event, Optional.of(lease));
            if (last instanceof Appending.Appended) {
                events.add(event);
                folded = Optional.empty();
            }
        }
        return last instanceof Appending.Appended;
    }

    /**
     * Appends what has happened already, such as an answer. A person may have spoken meanwhile, which moves the place
     * in the journal and changes nothing about the fact; so it goes behind what is there. A fenced driver's facts are
     * lost: its successor looks for itself.
     */
    boolean record(Event fact) {
        for (int tries = 0; tries < RECORD_TRIES_MAX && last instanceof Appending.Appended; tries++) {
            if (append(fact)) {
                return true;
            }
            if (last instanceof Appending.Behind && tries < RECORD_TRIES_MAX - 1) {
                events.clear();
                events.addAll(journal.read(id));
                folded = Optional.empty();
                last = new Appending.Appended();
            }
        }
        return false;
    }

    /** Why the turn stopped short; empty if every append held. */
    Optional<TurnResult> stopped() {
        return switch (last) {
            case Appending.Appended _ -> Optional.empty();
            case Appending.Behind _ -> Optional.of(new TurnResult.Superseded(false));
            case Appending.Fenced _ -> Optional.of(new TurnResult.Superseded(true));
            case Appending.Unavailable(var why) -> Optional.of(new TurnResult.JournalDown(why));
        };
    }
}

package dev.changeover.core.ready;

import dev.changeover.core.journal.ChangeoverState;
import dev.changeover.core.journal.CorruptJournalException;
import dev.changeover.core.journal.Event;
import dev.changeover.core.journal.Fold;
import dev.changeover.core.journal.Journal;
import dev.changeover.core.model.ApplicationName;
import dev.changeover.core.model.ChangeoverId;
import dev.changeover.core.port.PortFailure;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What the journal says of an application's changeovers.
 *
 * @param latest the last that was opened, live or not
 */
public record Chronicle(Optional<Latest> latest) {
    /**
     * The last changeover.
     *
     * @param lastSign the later of its last event and the end of the last lease: nobody drove it after that
     */
    public record Latest(ChangeoverState state, Instant lastSign) {}

    /** Reads the last changeover. A journal that cannot be read, or is damaged, is a case and not an exception. */
    static Glance<Chronicle> of(Journal journal, ApplicationName application, Instant now) {
        try {
            List<ChangeoverId> history = journal.history(application);
            Optional<Latest> latest =
                    history.isEmpty() ? Optional.empty() : Optional.of(latest(journal, history.getLast()));
            return new Glance.Seen<>(new Chronicle(latest), now);
        } catch (UncheckedIOException unread) {
            return new Glance.Unreadable<>(new PortFailure(PortFailure.Code.UNREACHABLE, unread.getMessage()), now);
        } catch (CorruptJournalException damaged) {
            return new Glance.Unreadable<>(new PortFailure(PortFailure.Code.INVALID, damaged.getMessage()), now);
        }
    }

    private static Latest latest(Journal journal, ChangeoverId id) {
        List<Event> events = journal.read(id);
        Instant said = events.getLast().at();
        Instant driven = journal.lastLease(id).map(Journal.Lease::until).orElse(Instant.MIN);
        return new Latest(Fold.of(events), driven.isAfter(said) ? driven : said);
    }
}

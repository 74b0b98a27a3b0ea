package dev.changeover.core.drill;

import dev.changeover.core.journal.ChangeoverState;
import dev.changeover.core.journal.Event;
import dev.changeover.core.journal.Fold;
import dev.changeover.core.journal.Journal;
import dev.changeover.core.model.ChangeoverId;
import dev.changeover.core.run.Deserted;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Finds drills whose driver has died. A living one writes at least each half minute, or holds the lease of the drill's
 * changeover; whoever finds neither writes it down, so that another can be asked for.
 */
public final class DesertedDrill {
    private DesertedDrill() {}

    /**
     * The drill as it stands once its driver was written off; empty if that was not to be done, or somebody else has
     * done it in this moment. What cannot be read throws an {@link java.io.UncheckedIOException}.
     */
    public static Optional<DrillState> note(DrillJournal drills, Journal journal, DrillId id, Instant now) {
        List<DrillEvent> events = drills.read(id);
        DrillState state = DrillState.of(events);
        Instant said = events.getLast().at();
        if (state.end().isPresent() || now.isBefore(said.plus(Deserted.AFTER)) || driven(state, journal, now)) {
            return Optional.empty();
        }
        String who = state.driving().driver().orElse("whoever was asked to drive");
        var lost = new DrillEvent.DriverLost(
                who + " has given no sign for more than " + Deserted.AFTER.toMinutes() + " min, so it has died", now);
        return drills.append(id, events.size(), lost) instanceof DrillJournal.Appending.Appended
                ? Optional.of(state.after(lost))
                : Optional.empty();
    }

    /** Whether the leg under way shows that somebody drives, or waits for a person whose absence is no desertion. */
    private static boolean driven(DrillState state, Journal journal, Instant now) {
        return state.legs().values().stream()
                .filter(leg -> leg.result().isEmpty())
                .anyMatch(leg -> driven(leg.changeover(), journal, now));
    }

    private static boolean driven(ChangeoverId leg, Journal journal, Instant now) {
        List<Event> events = journal.read(leg);
        if (events.isEmpty()) {
            return false;
        }
        ChangeoverState state = Fold.of(events);
        Instant said = events.getLast().at();
        Instant held = journal.lastLease(leg).map(Journal.Lease::until).orElse(said);
        Instant sign = held.isAfter(said) ? held : said;
        return Deserted.awaitsAPerson(state) || now.isBefore(sign.plus(Deserted.AFTER));
    }
}

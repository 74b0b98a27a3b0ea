package dev.changeover.core.drill;

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
        if (silentSince(events, journal, now).isEmpty()) {
            return Optional.empty();
        }
        String who = state.driving().driver().orElse("whoever was asked to drive");
        var lost = new DrillEvent.DriverLost(
                who + " has given no sign for more than " + Deserted.AFTER.toMinutes() + " min, so it has died", now);
        return drills.append(id, events.size(), lost) instanceof DrillJournal.Appending.Appended
                ? Optional.of(state.after(lost))
                : Optional.empty();
    }

    /**
     * The last sign of a driver that should have given another by now; empty if somebody drives, a person is waited
     * for, whose absence is no desertion, or the drill has ended. A changeover that cannot be read throws an {@link
     * java.io.UncheckedIOException}.
     */
    public static Optional<Instant> silentSince(List<DrillEvent> events, Journal journal, Instant now) {
        DrillState state = DrillState.of(events);
        Instant said = events.getLast().at();
        if (state.end().isPresent() || now.isBefore(said.plus(Deserted.AFTER))) {
            return Optional.empty();
        }
        List<Event> leg = underWay(state).map(journal::read).orElse(List.of());
        if (leg.isEmpty()) {
            return Optional.of(said);
        }
        Instant sign = later(said, lastSign(leg, journal));
        boolean driven = Deserted.awaitsAPerson(Fold.of(leg)) || now.isBefore(sign.plus(Deserted.AFTER));
        return driven ? Optional.empty() : Optional.of(sign);
    }

    private static Optional<ChangeoverId> underWay(DrillState state) {
        return state.legs().values().stream()
                .filter(leg -> leg.result().isEmpty())
                .map(DrillState.LegRun::changeover)
                .findFirst();
    }

    private static Instant lastSign(List<Event> leg, Journal journal) {
        Instant said = leg.getLast().at();
        ChangeoverId id = ((Event.Started) leg.getFirst()).request().id();
        return journal.lastLease(id)
                .map(Journal.Lease::until)
                .map(held -> later(held, said))
                .orElse(said);
    }

    private static Instant later(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }
}

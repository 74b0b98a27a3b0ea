package dev.changeover.core.drill;

import dev.changeover.core.drill.DrillJournal.Opening;
import dev.changeover.core.model.ApplicationName;
import dev.changeover.core.port.PortFailure;
import java.util.List;
import java.util.Optional;

/**
 * Brings a drill that was kept on one machine, because the shared journal could not be reached, into the shared one.
 * Called again it changes nothing. The drill's changeovers are brought by {@link dev.changeover.core.journal.Merge}.
 */
public final class DrillMerge {
    private final DrillJournal own;
    private final DrillJournal shared;

    /** How a merge went. */
    public sealed interface Result {
        /** {@code events} of them are new in the shared journal; none if all were there. */
        record Merged(int events) implements Result {}

        /** Not ended: in the shared journal it would look deserted, and be driven a second time. */
        record StillRunning() implements Result {}

        /** Another drill of the application is live in the shared journal. */
        record Blocked(DrillId live) implements Result {}

        /** The shared journal tells another story from the event of that number on, counted from 1. */
        record Differs(int from) implements Result {}

        record Unavailable(PortFailure why) implements Result {}
    }

    public DrillMerge(DrillJournal own, DrillJournal shared) {
        this.own = own;
        this.shared = shared;
    }

    /** What cannot be read throws an {@link java.io.UncheckedIOException}. */
    public Result bring(DrillId id) {
        List<DrillEvent> events = own.read(id);
        DrillState state = DrillState.of(events);
        if (state.end().isEmpty()) {
            return new Result.StillRunning();
        }
        ApplicationName application = state.plan().name();
        if (shared.history(application).contains(id)) {
            return compared(events, id);
        }
        return switch (shared.bring(events)) {
            case Opening.Opened _ -> new Result.Merged(events.size());
            case Opening.AlreadyThere(var there) when there.equals(id) -> compared(events, id);
            case Opening.AlreadyThere(var live) -> new Result.Blocked(live);
            case Opening.Unavailable(var why) -> new Result.Unavailable(why);
        };
    }

    private Result compared(List<DrillEvent> events, DrillId id) {
        return difference(events, shared.read(id))
                .<Result>map(Result.Differs::new)
                .orElse(new Result.Merged(0));
    }

    private static Optional<Integer> difference(List<DrillEvent> events, List<DrillEvent> there) {
        for (int index = 0; index < Math.max(events.size(), there.size()); index++) {
            boolean both = index < Math.min(events.size(), there.size());
            if (!both || !events.get(index).equals(there.get(index))) {
                return Optional.of(index + 1);
            }
        }
        return Optional.empty();
    }
}

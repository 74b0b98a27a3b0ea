package dev.changeover.core.journal;

import dev.changeover.core.journal.Journal.Appending;
import dev.changeover.core.journal.Journal.Leasing;
import dev.changeover.core.journal.Journal.Opening;
import dev.changeover.core.model.ChangeoverId;
import dev.changeover.core.port.PortFailure;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Brings a changeover that was written to a journal of its own, because the shared one could not be reached, into the
 * shared one. It can be cut off anywhere and called again: what is there already is compared, not written twice.
 */
public final class Merge {
    /** So long no driver may think that a half-merged changeover is its to go on with; renewed by every call. */
    static final Duration HELD = Duration.ofMinutes(1);

    private static final String DRIVER = "merge";

    /** How a merge went. */
    public sealed interface Result {
        /** {@code events} of them are new in the shared journal; none if all were there. */
        record Merged(int events) implements Result {}

        /** Not ended: two journals of a living changeover would have two drivers. */
        record StillRunning() implements Result {}

        /** Another changeover of the application is live in the shared journal. */
        record Blocked(ChangeoverId live) implements Result {}

        /** The shared journal tells another story from the event of that number on, counted from 1. */
        record Differs(int from) implements Result {}

        record Unavailable(PortFailure why) implements Result {}
    }

    private final Journal own;
    private final Journal shared;

    public Merge(Journal own, Journal shared) {
        this.own = own;
        this.shared = shared;
    }

    public Result bring(ChangeoverId id, Instant now) {
        List<Event> events = own.read(id);
        if (!Fold.of(events).ended()) {
            return new Result.StillRunning();
        }
        List<Event> there = shared.read(id);
        int before = there.size();
        if (there.isEmpty()) {
            switch (shared.open((Event.Started) events.getFirst())) {
                case Opening.Opened _ -> there = shared.read(id);
                case Opening.AlreadyLive(var live) when live.equals(id) -> there = shared.read(id);
                case Opening.AlreadyLive(var live) -> {
                    return new Result.Blocked(live);
                }
                case Opening.Unavailable(var why) -> {
                    return new Result.Unavailable(why);
                }
            }
        }
        Optional<Result> differs = difference(events, there).map(Result.Differs::new);
        if (differs.isPresent()) {
            return differs.get();
        }
        Result appended = append(events, events.size() - there.size(), id, now);
        return appended instanceof Result.Merged ? new Result.Merged(events.size() - before) : appended;
    }

    private static Optional<Integer> difference(List<Event> events, List<Event> there) {
        for (int index = 0; index < there.size(); index++) {
            if (index == events.size() || !events.get(index).equals(there.get(index))) {
                return Optional.of(index + 1);
            }
        }
        return Optional.empty();
    }

    private Result append(List<Event> events, int missing, ChangeoverId id, Instant now) {
        if (missing == 0) {
            return new Result.Merged(0);
        }
        return switch (shared.lease(id, DRIVER, now, HELD)) {
            case Leasing.Taken(var lease) -> {
                Result result = append(events, missing, lease);
                shared.release(lease);
                yield result;
            }
            case Leasing.HeldBy(var other, var until) ->
                new Result.Unavailable(new PortFailure(PortFailure.Code.CONFLICT, other + " holds it until " + until));
            case Leasing.Unavailable(var why) -> new Result.Unavailable(why);
        };
    }

    private Result append(List<Event> events, int missing, Journal.Lease lease) {
        for (int index = events.size() - missing; index < events.size(); index++) {
            Appending answer = shared.append(lease.id(), index, events.get(index), Optional.of(lease));
            switch (answer) {
                case Appending.Appended _ -> {
                    // The next one.
                }
                case Appending.Behind _, Appending.Fenced _ -> {
                    return new Result.Differs(index + 1);
                }
                case Appending.Unavailable(var why) -> {
                    return new Result.Unavailable(why);
                }
            }
        }
        return new Result.Merged(missing);
    }
}

package dev.changeover.core.guard;

import dev.changeover.core.journal.ChangeoverState;
import dev.changeover.core.journal.ChangeoverState.Phase;
import dev.changeover.core.journal.Fold;
import dev.changeover.core.journal.Journal;
import dev.changeover.core.journal.Outcome;
import dev.changeover.core.model.AlarmPolicy;
import dev.changeover.core.model.ApplicationPlan;
import dev.changeover.core.model.ChangeoverId;
import dev.changeover.core.model.Region;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * What every start is judged by.
 *
 * @param stop the global stop switch; empty when it could not be read
 * @param running the application's live changeover
 * @param last the application's latest changeover, if it has ended
 */
public record Standing(
        Instant now, Optional<Switch> stop, Optional<ChangeoverId> running, Optional<LastChangeover> last) {
    /**
     * A changeover that is over.
     *
     * @param rest for how long after its end nothing starts by itself
     * @param acknowledged who looked at how it ended and let the next one start by itself
     */
    public record LastChangeover(ChangeoverId id, Instant endedAt, Duration rest, Optional<Given> acknowledged) {
        boolean restsAt(Instant now) {
            return acknowledged.isEmpty() && now.isBefore(endedAt.plus(rest));
        }
    }

    /**
     * Reads it. A store that cannot be read leaves the stop switch empty and nothing acknowledged.
     *
     * @throws UncheckedIOException when the journal cannot be read
     */
    public static Standing of(ApplicationPlan plan, GuardStore store, Journal journal, Instant now) {
        Optional<ChangeoverState> latest =
                journal.history(plan.name()).reversed().stream().findFirst().map(id -> Fold.of(journal.read(id)));
        return new Standing(
                now,
                readable(() -> store.read(new Switch.Name.Stop())),
                journal.live(plan.name()),
                latest.flatMap(state -> ended(plan, store, state)));
    }

    /**
     * Reads no more than the stop switch: all that a person's start is judged by, besides the journal's own exclusion.
     */
    public static Standing ofSwitch(GuardStore store, Instant now) {
        return new Standing(
                now, readable(() -> store.read(new Switch.Name.Stop())), Optional.empty(), Optional.empty());
    }

    /** Where the last changeover that was not cancelled left the application; at home if there was none. */
    public static Region leftIn(ApplicationPlan plan, Journal journal) {
        return journal.history(plan.name()).reversed().stream()
                .map(id -> Fold.of(journal.read(id)))
                .filter(state ->
                        state.phase() instanceof Phase.Ended(var outcome, var _) && outcome != Outcome.CANCELLED)
                .findFirst()
                .map(state -> state.request().to())
                .orElse(plan.primary().region());
    }

    private static Optional<LastChangeover> ended(ApplicationPlan plan, GuardStore store, ChangeoverState state) {
        if (!(state.phase() instanceof Phase.Ended(var _, var at))) {
            return Optional.empty();
        }
        ChangeoverId id = state.request().id();
        Duration rest = plan.alarmTrigger().map(AlarmPolicy::recoveryPeriod).orElse(Duration.ZERO);
        Optional<Given> acknowledged =
                readable(() -> store.acknowledged(plan.name(), id)).flatMap(given -> given);
        return Optional.of(new LastChangeover(id, at, rest, acknowledged));
    }

    private static <T> Optional<T> readable(Supplier<T> read) {
        try {
            return Optional.of(read.get());
        } catch (UncheckedIOException unreadable) {
            return Optional.empty();
        }
    }
}

package dev.changeover.operations;

import dev.changeover.core.journal.ChangeoverState.Phase;
import dev.changeover.core.journal.Event;
import dev.changeover.core.journal.Journal;
import dev.changeover.core.model.ChangeoverId;
import dev.changeover.core.run.Deserted;
import dev.changeover.drive.Drivers;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;

/** Sees to it that somebody drives, and remembers what was heard when somebody was asked. */
final class Hirings {
    /**
     * How long a changeover may be quiet, with nobody named as its driver, before another one is asked for: an
     * Automation execution takes its first turn a few seconds after it was started.
     */
    static final Duration GRACE = Duration.ofSeconds(10);

    private final Drivers drivers;
    private final Journal journal;
    private final Chronicle chronicle;
    private final InstantSource clock;
    private final Executor background;
    private final Map<ChangeoverId, Last> last = new ConcurrentHashMap<>();

    Hirings(Drivers drivers, Journal journal, Chronicle chronicle, InstantSource clock, Executor background) {
        this.drivers = drivers;
        this.journal = journal;
        this.chronicle = chronicle;
        this.clock = clock;
        this.background = background;
    }

    /** The last asking; {@code heard} is empty while nothing was heard yet. */
    private record Last(int attempt, Instant at, Optional<Drivers.Hiring> heard) {}

    /** Asks for a driver now. */
    Optional<Drivers.Hiring> hire(Told told) {
        int attempt = attempt(told);
        last.put(told.id(), new Last(attempt, clock.instant(), Optional.empty()));
        Drivers.Hiring heard = drivers.hire(
                told.state().plan(), told.id(), told.state().request().to(), attempt);
        last.put(told.id(), new Last(attempt, clock.instant(), Optional.of(heard)));
        return Optional.of(heard);
    }

    /** As far as the journal and what was heard tell. Asked again before that, the answer is what was heard. */
    Optional<Drivers.Hiring> hireIfNobodyDrives(Told told) {
        return nobodyDrives(told) ? hire(told) : heard(told);
    }

    /** The same, after the answer to a reader has left. */
    void lookAfter(Told told) {
        if (nobodyDrives(told)) {
            last.compute(
                    told.id(),
                    (id, known) ->
                            new Last(attempt(told), clock.instant(), known == null ? Optional.empty() : known.heard()));
            background.execute(() -> hire(told));
        } else if (maybeDeserted(told)) {
            background.execute(() -> succeed(told.id()));
        }
    }

    /** A driver that lives has written something lately, or holds the lease; the journal knows that, this does not. */
    private boolean maybeDeserted(Told told) {
        return !told.state().ended()
                && told.state().driver().isPresent()
                && told.events().getLast().at().plus(Deserted.AFTER).isBefore(clock.instant());
    }

    private void succeed(ChangeoverId id) {
        if (Deserted.note(journal, id, clock.instant())) {
            chronicle.now(id).ifPresent(this::hire);
        }
    }

    /** Tells whoever waits that a second person has approved. */
    void approved(Told told) {
        drivers.approved(told.state().plan(), told.id(), told.state().request().to());
    }

    /** What was heard when somebody was last asked; empty if this service asked nobody. */
    Optional<Drivers.Hiring> heard(Told told) {
        if (told.state().ended()) {
            last.remove(told.id());
        }
        return Optional.ofNullable(last.get(told.id())).flatMap(Last::heard);
    }

    private boolean nobodyDrives(Told told) {
        if (!(told.state().phase() instanceof Phase.Running || told.state().phase() instanceof Phase.Cancelling)
                || told.state().driver().isPresent()) {
            return false;
        }
        Instant latest = clock.instant().minus(GRACE);
        Last asked = last.get(told.id());
        boolean quiet = told.events().getLast().at().isBefore(latest);
        return quiet && (asked == null || asked.at().isBefore(latest));
    }

    /** Each halt and each leaving ends a driver, so the next one is another. */
    private static int attempt(Told told) {
        return (int) told.events().stream()
                .filter(event -> event instanceof Event.StepHalted || event instanceof Event.DriverLeft)
                .count();
    }
}

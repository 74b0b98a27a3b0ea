package dev.changeover.drive;

import dev.changeover.core.journal.Event;
import dev.changeover.core.journal.Journal;
import dev.changeover.core.model.ApplicationPlan;
import dev.changeover.core.model.ChangeoverId;
import dev.changeover.core.model.ChangeoverRequest;
import dev.changeover.core.model.Timeouts;
import dev.changeover.core.port.World;
import dev.changeover.core.step.StepName;
import java.time.Duration;
import java.util.Optional;

/**
 * Drives changeovers from this machine, with nothing but the plan, the journal and credentials.
 *
 * <p>It can be killed at any instant: another driver of the same journal goes on where it stopped.
 */
public final class LocalDriver {
    private final World world;
    private final Journal journal;
    private final Time time;
    private final String name;

    public LocalDriver(World world, Journal journal, Time time) {
        this(world, journal, time, DriverName.fresh().toString());
    }

    /**
     * A driver that other processes may go on with under the same name, as the invocations of one Automation execution
     * do. Two of that name at once do no harm: an append that finds the journal longer than expected is refused.
     */
    public LocalDriver(World world, Journal journal, Time time, String name) {
        this.world = world;
        this.journal = journal;
        this.time = time;
        this.name = name;
    }

    /** The longest that one turn takes: so much time has to be left when the last one of a drive may begin. */
    public static Duration turnMax(Timeouts timeouts) {
        return LeaseTerms.of(timeouts).turn();
    }

    /** Starts a changeover and drives it until it ends or needs a person. */
    public ChangeoverResult run(ChangeoverRequest request, ApplicationPlan plan, Listener listener) {
        return run(request, plan, Optional.empty(), listener);
    }

    /** As above, and lets go when {@code timeout} is over. */
    public ChangeoverResult run(
            ChangeoverRequest request, ApplicationPlan plan, Optional<Duration> timeout, Listener listener) {
        return open(request, plan).orElseGet(() -> watch(request.id(), timeout, listener));
    }

    /** Starts a changeover and takes no turn. Empty if it was started, or had been by the same request. */
    public Optional<ChangeoverResult> open(ChangeoverRequest request, ApplicationPlan plan) {
        return switch (journal.open(new Event.Started(request, plan, time.now()))) {
            case Journal.Opening.Opened _ -> Optional.empty();
            case Journal.Opening.AlreadyLive(var live) when live.equals(request.id()) -> Optional.empty();
            case Journal.Opening.AlreadyLive(var live) -> Optional.of(new ChangeoverResult.AlreadyLive(live));
            case Journal.Opening.Unavailable(var why) -> Optional.of(new ChangeoverResult.JournalDown(why, time.now()));
        };
    }

    /**
     * Goes on with a changeover that is in the journal. While another driver has the lease it only looks on; when that
     * driver has died, it takes over. Of an ended one it pays what is owed, as far as that can be done at once.
     */
    public ChangeoverResult watch(ChangeoverId id, Optional<Duration> timeout, Listener listener) {
        return drive(id, listener).until(timeout.map(time.now()::plus));
    }

    /** As {@link #watch}, but no further than to the end of one step: empty when that is over. */
    public Optional<ChangeoverResult> through(ChangeoverId id, StepName step, Duration timeout, Listener listener) {
        return drive(id, listener).through(step, time.now().plus(timeout));
    }

    private Drive drive(ChangeoverId id, Listener listener) {
        var told = new ToldJournal(journal, id, listener);
        return new Drive(world, told, time, new Drive.Who(id, name), listener);
    }
}

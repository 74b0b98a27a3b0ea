package dev.changeover.drive;

import dev.changeover.core.journal.ChangeoverState;
import dev.changeover.core.model.ChangeoverId;
import dev.changeover.core.port.PortFailure;
import java.time.Instant;

/** How a drive came to its end. Only the first case is the changeover's own end. */
public sealed interface ChangeoverResult {
    /** The changeover has ended. What could not be paid at once is among the state's open debts. */
    record Ended(ChangeoverState state) implements ChangeoverResult {}

    /** A step has halted; only a person may go on. */
    record Halted(ChangeoverState state) implements ChangeoverResult {}

    /** The time given was over first. Nothing was cancelled. */
    record TimedOut(ChangeoverState state) implements ChangeoverResult {}

    /** Told to let go. Nothing was cancelled; only the lease was given back. */
    record Detached(ChangeoverState state) implements ChangeoverResult {}

    /** Another changeover of the application is live, so this one was not started. */
    record AlreadyLive(ChangeoverId id) implements ChangeoverResult {}

    /** The journal could not be written for longer than the driver's patience. */
    record JournalDown(PortFailure why, Instant at) implements ChangeoverResult {}
}

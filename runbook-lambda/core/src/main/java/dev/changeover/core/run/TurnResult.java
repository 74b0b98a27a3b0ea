package dev.changeover.core.run;

import dev.changeover.core.journal.ChangeoverState;
import dev.changeover.core.port.PortFailure;
import java.time.Duration;

/** What a turn came to, and when the next one is due. */
public sealed interface TurnResult {
    /** Take the next turn after {@code recheckIn}. */
    record GoOn(Duration recheckIn, ChangeoverState state) implements TurnResult {}

    /** Paused or halted: nothing happens until a person speaks. */
    record NeedsPerson(ChangeoverState state) implements TurnResult {}

    record Ended(ChangeoverState state) implements TurnResult {}

    /** Somebody else wrote the journal meanwhile: read again, with a new lease if this one was fenced. */
    record Superseded(boolean fenced) implements TurnResult {}

    /** The journal itself cannot be written. Nothing was done that it does not hold. */
    record JournalDown(PortFailure why) implements TurnResult {}
}

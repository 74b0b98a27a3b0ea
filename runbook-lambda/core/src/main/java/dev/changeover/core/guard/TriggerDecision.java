package dev.changeover.core.guard;

import dev.changeover.core.model.ChangeoverRequest;
import java.time.Instant;
import java.util.List;

/** What an alarm's event comes to. */
public sealed interface TriggerDecision {
    /**
     * Open this changeover. Whoever hears it twice opens it twice, and the journal lets one through: the id is the
     * event's own.
     */
    record Begin(ChangeoverRequest request) implements TriggerDecision {}

    /** Nothing starts. The refusal has been kept. */
    record Refused(List<GuardReason> reasons) implements TriggerDecision {
        public Refused {
            reasons = List.copyOf(reasons);
        }
    }

    /** Too early to say: look with the same event again {@code at} that time, and not before. */
    record LookAgain(Instant at, List<GuardReason> reasons) implements TriggerDecision {
        public LookAgain {
            reasons = List.copyOf(reasons);
        }
    }
}

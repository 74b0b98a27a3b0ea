package dev.changeover.core.guard;

import dev.changeover.core.model.ApplicationName;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A start that was refused, kept so that people can ask why nothing happened.
 *
 * @param application empty when what came names none
 * @param what who or what wanted to start, such as the alarm's event
 */
public record RefusedStart(Optional<ApplicationName> application, String what, List<GuardReason> reasons, Instant at) {
    public RefusedStart {
        reasons = List.copyOf(reasons);
    }

    /** For what came to the trigger and is no alarm's change. */
    public static RefusedStart notOurs(String what, String why, Instant at) {
        return new RefusedStart(
                Optional.empty(), what, List.of(GuardReason.of(GuardReason.Code.EVENT_NOT_OURS, why)), at);
    }

    /** The same refusal told again has the same key; newer ones have later keys. */
    public String key() {
        return "%019d-%s".formatted(at.toEpochMilli(), AlarmEvent.digest(what));
    }
}

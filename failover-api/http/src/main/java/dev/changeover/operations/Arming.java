package dev.changeover.operations;

import dev.changeover.core.model.Actor;
import dev.changeover.core.model.ChangeoverId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Whether something may start a changeover by itself, and if not, why not.
 *
 * @param reasons all there are; an empty list means that an alarm could start one now
 * @param refusals starts that were refused lately, newest first
 */
public record Arming(
        SwitchView armed, SwitchView stop, Recovery recovery, List<Reason> reasons, List<Refusal> refusals) {
    public Arming {
        reasons = List.copyOf(reasons);
        refusals = List.copyOf(refusals);
    }

    /** A start that was refused; {@code what} is who or what wanted it, such as an alarm's event. */
    public record Refusal(Instant at, String what, List<Reason> reasons) {
        public Refusal {
            reasons = List.copyOf(reasons);
        }
    }

    /**
     * The time after a changeover in which nothing starts by itself.
     *
     * @param blockedUntil empty when it does not block
     * @param after the changeover that ended last
     */
    public record Recovery(
            Optional<Instant> blockedUntil,
            Optional<ChangeoverId> after,
            Optional<Actor> acknowledgedBy,
            Optional<Instant> acknowledgedAt) {
        public static final Recovery NONE =
                new Recovery(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
    }
}

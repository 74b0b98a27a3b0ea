package dev.changeover.core.guard;

import dev.changeover.core.guard.GuardReason.Code;
import dev.changeover.core.model.ChangeoverId;
import java.util.List;
import java.util.Optional;

/** Whether a changeover may start. */
public sealed interface Admission {
    record Allowed() implements Admission {}

    /** {@code reasons} are all there are, not only the first. */
    record Refused(List<GuardReason> reasons) implements Admission {
        public Refused {
            reasons = List.copyOf(reasons);
            if (reasons.isEmpty()) {
                throw new IllegalArgumentException("a refusal has a reason");
            }
        }

        /** The changeover that is in the way, if one is running. */
        public Optional<ChangeoverId> running() {
            return reasons.stream()
                    .filter(reason -> reason.code() == Code.CHANGEOVER_RUNNING)
                    .findFirst()
                    .flatMap(GuardReason::changeover);
        }
    }

    static Admission of(List<GuardReason> reasons) {
        return reasons.isEmpty() ? new Allowed() : new Refused(reasons);
    }
}

package dev.changeover.core.step;

import dev.changeover.core.port.Action;
import java.util.List;

/** What a step needs next. Data, so that a dry run prints it and an operator sees why we wait. */
public sealed interface Decision {
    /** The promise holds. {@code owes} is what could not be done now and has to be done later. */
    record Satisfied(String evidence, List<Debt> owes) implements Decision {
        public Satisfied {
            owes = List.copyOf(owes);
        }

        public Satisfied(String evidence) {
            this(evidence, List.of());
        }
    }

    record Act(Action action) implements Decision {}

    record Wait(WaitReason reason, String detail) implements Decision {}

    /** Only a person may go on. */
    record Halt(HaltReason reason, String found) implements Decision {}
}

package dev.changeover.operations;

import dev.changeover.core.model.ChangeoverId;
import dev.changeover.core.port.PortFailure;
import dev.changeover.core.step.Finding;
import dev.changeover.drive.Drivers;
import java.util.List;
import java.util.Optional;

/** How starting went. Only the first case changed anything. */
public sealed interface Starting {
    /** It is in the journal, by this request or by the same one before. */
    record Started(Told told, Optional<Drivers.Hiring> hiring) implements Starting {}

    record AlreadyRunning(ChangeoverId id) implements Starting {}

    /** The key stands for another changeover; {@code otherwise} says in what it differs. */
    record KeyReused(ChangeoverId id, String otherwise) implements Starting {}

    record ConfirmWrong(String expected) implements Starting {}

    /** The world is another than the one shown. */
    record Stale(String version, List<Difference> differences) implements Starting {
        public Stale {
            differences = List.copyOf(differences);
        }
    }

    record Blocked(Prospect prospect, List<Finding> findings) implements Starting {
        public Blocked {
            findings = List.copyOf(findings);
        }
    }

    record NotAllowed(List<Reason> reasons) implements Starting {
        public NotAllowed {
            reasons = List.copyOf(reasons);
        }
    }

    record WorldUnreadable(PortFailure why) implements Starting {}

    record JournalDown(PortFailure why) implements Starting {}

    /**
     * One thing that changed since the preview.
     *
     * @param before empty when nobody can tell any more
     */
    record Difference(String what, Optional<String> before, String now) {}
}

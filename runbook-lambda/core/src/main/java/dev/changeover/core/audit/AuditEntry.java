package dev.changeover.core.audit;

import dev.changeover.core.model.ApplicationName;
import java.time.Instant;
import java.util.Optional;

/**
 * Who did what, from where, and what became of it.
 *
 * @param outcome {@code done}, or the code of the refusal
 */
public record AuditEntry(
        Instant at,
        Who who,
        String act,
        Optional<ApplicationName> application,
        Optional<String> changeover,
        String reason,
        Change change,
        String outcome) {
    /** The person, and the address they asked from; empty for what came by another door than the API. */
    public record Who(String name, Optional<String> from, Optional<String> region) {}

    /** How it stood before and after, in words; empty where that is not one thing. */
    public record Change(Optional<String> before, Optional<String> after) {
        public static final Change NONE = new Change(Optional.empty(), Optional.empty());

        public static Change of(String before, String after) {
            return new Change(Optional.of(before), Optional.of(after));
        }
    }
}

package dev.changeover.core.audit;

import dev.changeover.core.model.ApplicationName;
import dev.changeover.core.port.PortFailure;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Where entries are kept. What was added is never changed. */
public interface AuditStore {
    /** Adds an entry. Empty if it is durable; else why it may not be. */
    Optional<PortFailure> keep(AuditEntry entry);

    /**
     * Up to {@code most} entries not later than {@code latest}, newest first. A store may leave out what is older than
     * a year. If it cannot be read: {@link java.io.UncheckedIOException}.
     *
     * @param application whose entries; empty is everybody's
     */
    List<AuditEntry> newest(Optional<ApplicationName> application, Instant latest, int most);
}

package dev.changeover.core.audit;

import dev.changeover.core.model.ApplicationName;
import dev.changeover.core.port.PortFailure;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Entries that live as long as the process: the contract in its shortest form. */
public final class MemoryAudit implements AuditStore {
    private final List<AuditEntry> entries = new ArrayList<>();

    @Override
    public synchronized Optional<PortFailure> keep(AuditEntry entry) {
        entries.add(entry);
        return Optional.empty();
    }

    @Override
    public synchronized List<AuditEntry> newest(Optional<ApplicationName> application, Instant latest, int most) {
        return entries.stream()
                .filter(entry -> application.isEmpty() || entry.application().equals(application))
                .filter(entry -> !entry.at().isAfter(latest))
                .sorted(Comparator.comparing(AuditEntry::at).reversed())
                .limit(most)
                .toList();
    }
}

package dev.changeover.operations;

import dev.changeover.core.audit.AuditEntry;
import dev.changeover.core.model.ApplicationName;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/** Keeps what people did and tried through the API. That a changeover was started stands in its journal besides. */
public interface AuditLog {
    /** Must not fail the act it is about: what cannot be kept is lost here and stays in the journal. */
    void keep(AuditEntry entry);

    /** Newest first. */
    List<AuditEntry> newest(Optional<ApplicationName> application, int limit);

    /** One that lives as long as the process and keeps the last {@code most} entries. */
    static AuditLog inMemory(int most) {
        return new AuditLog() {
            private final Deque<AuditEntry> entries = new ArrayDeque<>();

            @Override
            public synchronized void keep(AuditEntry entry) {
                entries.addFirst(entry);
                if (entries.size() > most) {
                    entries.removeLast();
                }
            }

            @Override
            public synchronized List<AuditEntry> newest(Optional<ApplicationName> application, int limit) {
                return entries.stream()
                        .filter(entry ->
                                application.isEmpty() || entry.application().equals(application))
                        .limit(limit)
                        .toList();
            }
        };
    }
}

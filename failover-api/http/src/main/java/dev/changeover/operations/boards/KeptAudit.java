package dev.changeover.operations.boards;

import dev.changeover.core.audit.AuditEntry;
import dev.changeover.core.audit.AuditStore;
import dev.changeover.core.model.ApplicationName;
import dev.changeover.core.port.PortFailure;
import dev.changeover.operations.AuditLog;
import dev.changeover.operations.JournalUnreadable;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** The audit in a store that outlives the service. */
public final class KeptAudit implements AuditLog {
    /** The other Region's clock may be ahead of ours: more than NTP ever lets two servers differ. */
    private static final Duration AHEAD_MAX = Duration.ofMinutes(1);

    private final AuditStore store;
    private final InstantSource clock;
    private final Consumer<PortFailure> lost;

    /** @param lost is told of each entry that could not be kept */
    public KeptAudit(AuditStore store, InstantSource clock, Consumer<PortFailure> lost) {
        this.store = store;
        this.clock = clock;
        this.lost = lost;
    }

    @Override
    public void keep(AuditEntry entry) {
        store.keep(entry).ifPresent(lost);
    }

    @Override
    public List<AuditEntry> newest(Optional<ApplicationName> application, int limit) {
        return JournalUnreadable.reading(
                () -> store.newest(application, clock.instant().plus(AHEAD_MAX), limit));
    }
}

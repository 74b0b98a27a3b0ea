package dev.changeover.journal;

import dev.changeover.core.audit.AuditStore;
import dev.changeover.core.audit.MemoryAudit;
import dev.changeover.journal.contract.AuditContract;

class MemoryAuditContractTest extends AuditContract {
    private final AuditStore store = new MemoryAudit();

    @Override
    protected AuditStore store() {
        return store;
    }
}

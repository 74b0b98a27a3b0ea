package dev.changeover.journal;

import dev.changeover.core.guard.GuardStore;
import dev.changeover.core.guard.MemoryGuardStore;
import dev.changeover.journal.contract.GuardStoreContract;

class MemoryGuardStoreContractTest extends GuardStoreContract {
    private final GuardStore store = new MemoryGuardStore();

    @Override
    protected GuardStore store() {
        return store;
    }
}

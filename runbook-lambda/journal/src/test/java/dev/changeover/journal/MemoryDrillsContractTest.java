package dev.changeover.journal;

import dev.changeover.core.drill.DrillJournal;
import dev.changeover.core.drill.MemoryDrills;
import dev.changeover.journal.contract.DrillContract;

class MemoryDrillsContractTest extends DrillContract {
    private final DrillJournal kept = new MemoryDrills();

    @Override
    protected DrillJournal drills() {
        return kept;
    }
}

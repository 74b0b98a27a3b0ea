package dev.changeover.journal;

import dev.changeover.core.journal.Journal;
import dev.changeover.core.journal.MemoryJournal;
import dev.changeover.journal.contract.JournalContract;

class MemoryJournalContractTest extends JournalContract {
    private final Journal journal = new MemoryJournal();

    @Override
    protected Journal journal() {
        return journal;
    }
}

package dev.changeover.journal;

import dev.changeover.core.journal.Journal;
import dev.changeover.journal.contract.JournalContract;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

class FileJournalContractTest extends JournalContract {
    @TempDir
    Path directory;

    @Override
    protected Journal journal() {
        return new FileJournal(directory);
    }
}

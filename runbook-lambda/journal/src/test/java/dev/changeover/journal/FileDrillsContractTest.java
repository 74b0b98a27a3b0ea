package dev.changeover.journal;

import dev.changeover.core.drill.DrillJournal;
import dev.changeover.journal.contract.DrillContract;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

class FileDrillsContractTest extends DrillContract {
    @TempDir
    Path directory;

    @Override
    protected DrillJournal drills() {
        return new FileDrills(directory);
    }
}

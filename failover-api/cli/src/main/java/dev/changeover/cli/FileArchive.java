package dev.changeover.cli;

import dev.changeover.core.drill.DrillJournal;
import dev.changeover.core.journal.Journal;
import dev.changeover.journal.FileBoard;
import dev.changeover.journal.FileDrills;
import dev.changeover.journal.FileJournal;
import java.nio.file.Path;

/** Files in a folder, which is made when something is written. */
record FileArchive(Path folder) implements Archive {
    @Override
    public Journal changeovers() {
        return new FileJournal(folder);
    }

    @Override
    public DrillJournal drills() {
        return new FileDrills(folder);
    }

    @Override
    public Board readiness() {
        return Board.of(new FileBoard(folder));
    }
}

package dev.changeover.cli;

import dev.changeover.core.drill.DrillJournal;
import dev.changeover.core.journal.Journal;
import dev.changeover.core.ready.JournalProbe;
import dev.changeover.core.ready.ReadinessBoard;

/** All that is kept in one place. Nothing is opened before it is asked for. */
public interface Archive {
    Journal changeovers();

    DrillJournal drills();

    Board readiness();

    /** Where reports of readiness hang, and the means to try the place. */
    record Board(ReadinessBoard reports, JournalProbe probe) {
        static <T extends ReadinessBoard & JournalProbe> Board of(T both) {
            return new Board(both, both);
        }
    }
}

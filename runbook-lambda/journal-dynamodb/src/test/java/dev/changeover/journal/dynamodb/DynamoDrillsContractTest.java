package dev.changeover.journal.dynamodb;

import dev.changeover.core.drill.DrillJournal;
import dev.changeover.journal.contract.DrillContract;
import org.junit.jupiter.api.AfterEach;

class DynamoDrillsContractTest extends DrillContract {
    private final JournalTwin twin = new JournalTwin();
    private final DynamoDrills east = new DynamoDrills(twin.place(JournalTwin.EAST, JournalTwin.WEST));
    private final DynamoDrills west = new DynamoDrills(twin.place(JournalTwin.WEST, JournalTwin.EAST));

    @AfterEach
    void close() {
        east.close();
        west.close();
        twin.close();
    }

    @Override
    protected DrillJournal drills() {
        return east;
    }

    @Override
    protected DrillJournal another() {
        return west;
    }
}

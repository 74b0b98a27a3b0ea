package dev.changeover.journal.dynamodb;

import static org.assertj.core.api.Assertions.assertThat;

import dev.changeover.core.drill.DrillId;
import dev.changeover.core.drill.DrillJournal;
import dev.changeover.journal.contract.DrillContract;
import dev.changeover.twin.model.Fault;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

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

    @Test
    void opensAndAppendsOnceWhicheverReplyIsLost() {
        int number = 0;
        for (String action : List.of("GetItem", "UpdateItem", "PutItem")) {
            var id = new DrillId("drill-lost-" + number);
            twin.next(JournalTwin.EAST, action, new Fault.LoseReply());
            assertThat(east.open(started(id, "shop"))).as(action).isEqualTo(new DrillJournal.Opening.Opened());
            twin.faults.healAll();
            twin.next(JournalTwin.EAST, "UpdateItem", new Fault.LoseReply());
            assertThat(east.append(id, 1, stopped())).isEqualTo(new DrillJournal.Appending.Appended());
            twin.faults.healAll();
            assertThat(west.read(id)).containsExactly(started(id, "shop"), stopped());
            number++;
            assertThat(west.history(SHOP)).hasSize(number);
        }
    }

    @Test
    void goesOnInTheOtherRegionWhenOneIsDark() {
        var id = new DrillId("drill-dark-1");
        east.open(started(id, "shop"));
        twin.regions.darken(JournalTwin.EAST);
        assertThat(east.append(id, 1, stopped())).isEqualTo(new DrillJournal.Appending.Appended());
        assertThat(west.live(SHOP)).isEmpty();
    }
}

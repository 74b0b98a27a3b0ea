package dev.changeover.journal.dynamodb;

import static org.assertj.core.api.Assertions.assertThat;

import dev.changeover.core.ready.JournalProbe;
import dev.changeover.core.ready.ReadinessBoard;
import dev.changeover.journal.contract.BoardContract;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class DynamoBoardContractTest extends BoardContract {
    private final JournalTwin twin = new JournalTwin();
    private final DynamoBoard board = new DynamoBoard(twin.place(JournalTwin.EAST, JournalTwin.WEST));

    @AfterEach
    void close() {
        board.close();
        twin.close();
    }

    @Override
    protected ReadinessBoard board() {
        return board;
    }

    @Test
    void triesEachRegionByItself() {
        assertThat(board.look(Instant.EPOCH))
                .hasSize(2)
                .allMatch(tried -> tried.failure().isEmpty());

        twin.regions.darken(JournalTwin.EAST);

        assertThat(board.look(Instant.EPOCH))
                .filteredOn(tried -> tried.failure().isPresent())
                .extracting(JournalProbe.Tried::place)
                .containsExactly("us-east-1");
    }
}

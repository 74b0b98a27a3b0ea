package dev.changeover.journal.dynamodb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.changeover.core.model.ChangeoverId;
import dev.changeover.core.notice.NoticeMarks;
import dev.changeover.journal.contract.NoticeMarksContract;
import java.io.UncheckedIOException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Marks seen by drivers in both Regions, over the twin's table. */
class DynamoNoticeMarksContractTest extends NoticeMarksContract {
    private final JournalTwin twin = new JournalTwin();
    private final DynamoNoticeMarks east = twin.marks(JournalTwin.EAST, JournalTwin.WEST);
    private final DynamoNoticeMarks west = twin.marks(JournalTwin.WEST, JournalTwin.EAST);

    @AfterEach
    void close() {
        east.close();
        west.close();
        twin.close();
    }

    @Override
    protected NoticeMarks marks() {
        return east;
    }

    @Override
    protected NoticeMarks another() {
        return west;
    }

    @Test
    void stayWhereTheyAreWhenNobodyAnswers() {
        var id = new ChangeoverId("changeover-1");
        twin.regions.darken(JournalTwin.EAST);
        twin.regions.darken(JournalTwin.WEST);
        assertThat(east.advance(id, 0, 3)).isFalse();
        assertThatThrownBy(() -> east.told(id)).isInstanceOf(UncheckedIOException.class);
    }
}

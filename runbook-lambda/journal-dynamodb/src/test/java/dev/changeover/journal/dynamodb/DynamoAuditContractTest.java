package dev.changeover.journal.dynamodb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.changeover.core.audit.AuditStore;
import dev.changeover.core.port.PortFailure;
import dev.changeover.journal.contract.AuditContract;
import dev.changeover.twin.model.Fault;
import java.io.UncheckedIOException;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The audit seen from both Regions, over the twin's table. */
class DynamoAuditContractTest extends AuditContract {
    private final JournalTwin twin = new JournalTwin();
    private final DynamoAudit east = new DynamoAudit(twin.place(JournalTwin.EAST, JournalTwin.WEST));
    private final DynamoAudit west = new DynamoAudit(twin.place(JournalTwin.WEST, JournalTwin.EAST));

    @AfterEach
    void close() {
        east.close();
        west.close();
        twin.close();
    }

    @Override
    protected AuditStore store() {
        return east;
    }

    @Override
    protected AuditStore another() {
        return west;
    }

    @Test
    void keepsAnEntryOnceThoughTheReplyWasLost() {
        twin.next(JournalTwin.EAST, "PutItem", new Fault.LoseReply());
        assertThat(east.keep(entry("stop", Optional.empty(), AT))).isEmpty();
        assertThat(west.newest(Optional.empty(), AT, 10)).hasSize(1);
    }

    @Test
    void saysThatNobodyAnswers() {
        twin.regions.darken(JournalTwin.EAST);
        twin.regions.darken(JournalTwin.WEST);
        assertThat(east.keep(entry("stop", Optional.empty(), AT)))
                .hasValueSatisfying(why -> assertThat(why.code()).isEqualTo(PortFailure.Code.UNREACHABLE));
        assertThatThrownBy(() -> east.newest(Optional.empty(), AT, 10)).isInstanceOf(UncheckedIOException.class);
    }

    @Test
    void aQuietApplicationIsFoundBehindMoreThanOnePageOfOthers() {
        east.keep(entry("arm", Optional.of(BANK), AT));
        for (int millis = 1; millis <= 260; millis++) {
            east.keep(entry("act", Optional.of(SHOP), AT.plusMillis(millis)));
        }
        assertThat(west.newest(Optional.of(BANK), AT.plusSeconds(1), 10)).hasSize(1);
    }
}

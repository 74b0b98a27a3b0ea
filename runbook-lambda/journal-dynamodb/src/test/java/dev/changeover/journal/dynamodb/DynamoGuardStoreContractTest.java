package dev.changeover.journal.dynamodb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.changeover.core.guard.GuardStore;
import dev.changeover.core.guard.GuardStore.Claiming;
import dev.changeover.core.guard.GuardStore.Writing;
import dev.changeover.core.guard.Switch;
import dev.changeover.journal.contract.GuardStoreContract;
import dev.changeover.journal.contract.Samples;
import dev.changeover.twin.model.Fault;
import java.io.UncheckedIOException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Guards seen from both Regions, over the twin's table. */
class DynamoGuardStoreContractTest extends GuardStoreContract {
    private final JournalTwin twin = new JournalTwin();
    private final DynamoGuardStore east = twin.guards(JournalTwin.EAST, JournalTwin.WEST);
    private final DynamoGuardStore west = twin.guards(JournalTwin.WEST, JournalTwin.EAST);

    @AfterEach
    void close() {
        east.close();
        west.close();
        twin.close();
    }

    @Override
    protected GuardStore store() {
        return east;
    }

    @Override
    protected GuardStore another() {
        return west;
    }

    @Test
    void knowsItsOwnWriteWhenTheReplyWasLost() {
        twin.next(JournalTwin.EAST, "UpdateItem", new Fault.LoseReply());
        assertThat(east.turn(STOP, Switch.UNTOUCHED, true, ANN)).isEqualTo(new Writing.Written());
        assertThat(west.read(STOP).version()).isEqualTo(1);
        twin.next(JournalTwin.EAST, "PutItem", new Fault.LoseReply());
        assertThat(east.claim(event(Samples.AT), FIRST)).isEqualTo(new Claiming.Claimed());
    }

    @Test
    void goesOnWithoutTheDarkRegion() {
        east.turn(ARMING, Switch.UNTOUCHED, true, ANN);
        twin.regions.darken(JournalTwin.EAST);
        assertThat(west.read(ARMING).on()).isTrue();
        assertThat(west.turn(ARMING, west.read(ARMING), false, BOB)).isEqualTo(new Writing.Written());
    }

    @Test
    void saysThatNobodyAnswers() {
        twin.regions.darken(JournalTwin.EAST);
        twin.regions.darken(JournalTwin.WEST);
        assertThat(east.turn(STOP, Switch.UNTOUCHED, true, ANN)).isInstanceOf(Writing.Unavailable.class);
        assertThat(east.claim(event(Samples.AT), FIRST)).isInstanceOf(Claiming.Unavailable.class);
        assertThatThrownBy(() -> east.read(STOP)).isInstanceOf(UncheckedIOException.class);
    }
}

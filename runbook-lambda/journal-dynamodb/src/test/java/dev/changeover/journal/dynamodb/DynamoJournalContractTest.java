package dev.changeover.journal.dynamodb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.changeover.core.journal.Event;
import dev.changeover.core.journal.Journal;
import dev.changeover.core.journal.Journal.Appending;
import dev.changeover.core.journal.Journal.Leasing;
import dev.changeover.core.journal.Journal.Opening;
import dev.changeover.core.model.ChangeoverId;
import dev.changeover.core.model.Region;
import dev.changeover.core.port.PortFailure;
import dev.changeover.journal.contract.JournalContract;
import dev.changeover.journal.contract.Samples;
import dev.changeover.twin.model.Fault;
import dev.changeover.twin.model.Faults;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Two drivers, one in each Region, over the twin's table. */
class DynamoJournalContractTest extends JournalContract {
    private static final Fault LOSE_REPLY = new Fault.LoseReply();
    private static final Fault LOSE_REQUEST = new Fault.LoseRequest();
    private static final int LOSSES_MAX = 40;

    private final JournalTwin twin = new JournalTwin();
    private final DynamoJournal east = twin.journal(JournalTwin.EAST, JournalTwin.WEST);
    private final DynamoJournal west = twin.journal(JournalTwin.WEST, JournalTwin.EAST);

    @AfterEach
    void close() {
        east.close();
        west.close();
        twin.close();
    }

    @Override
    protected Journal journal() {
        return east;
    }

    @Override
    protected Journal another() {
        return west;
    }

    @Test
    void knowsItsOwnEventWhenTheReplyWasLost() {
        open(FIRST);
        for (int position = 1; position <= 3; position++) {
            twin.next(JournalTwin.EAST, "UpdateItem", position == 2 ? LOSE_REQUEST : LOSE_REPLY);
            assertThat(append(position, Samples.wait("event " + position))).isEqualTo(APPENDED);
        }
        assertThat(west.read(FIRST))
                .containsExactly(
                        Samples.started(FIRST.value(), "shop"),
                        Samples.wait("event 1"),
                        Samples.wait("event 2"),
                        Samples.wait("event 3"));
    }

    @Test
    void whenEveryReplyIsLostTheNextLookTells() {
        open(FIRST);
        // Each client sends a request again whose connection broke before an answer: the JDK does so once.
        for (var region : List.of(JournalTwin.EAST, JournalTwin.WEST)) {
            twin.next(region, "UpdateItem", LOSE_REPLY);
            twin.next(region, "UpdateItem", LOSE_REPLY);
        }
        Appending answer = append(1, Samples.wait("once"));
        twin.faults.healAll();

        assertThat(answer)
                .isInstanceOfSatisfying(
                        Appending.Unavailable.class,
                        unavailable -> assertThat(unavailable.why().code()).isEqualTo(PortFailure.Code.UNREACHABLE));
        assertThat(append(1, Samples.wait("once"))).isEqualTo(new Appending.Behind());
        assertThat(journal().read(FIRST)).hasSize(2);
    }

    @Test
    void opensExactlyOnceWhicheverReplyIsLost() {
        List<ChangeoverId> opened = new ArrayList<>();
        for (String action : List.of("GetItem", "UpdateItem", "PutItem")) {
            for (int skipped = 0; skipped < 3; skipped++) {
                var id = new ChangeoverId("changeover-" + action.toLowerCase(Locale.ROOT) + skipped);
                twin.next(JournalTwin.EAST, action, LOSE_REPLY);
                assertThat(open(id)).as(id.value()).isEqualTo(new Opening.Opened());
                twin.faults.healAll();
                opened.add(id);
                assertThat(west.live(SHOP)).contains(id);
                assertThat(west.read(id)).hasSize(1);
                assertThat(west.append(id, 1, Samples.ended(), Optional.empty()))
                        .isEqualTo(APPENDED);
            }
        }
        assertThat(west.history(SHOP)).isEqualTo(opened);
    }

    /** The opener dies after each of its calls in turn; whoever comes next finds all of it or nothing. */
    @Test
    void anOpeningCutAnywhereIsWholeOrNotThere() {
        for (int calls = 1; calls <= LOSSES_MAX; calls++) {
            var id = new ChangeoverId("changeover-" + calls);
            boolean whole = openCutAfter(calls, id);
            Optional<ChangeoverId> live = west.live(SHOP);
            if (live.isPresent()) {
                assertThat(live).contains(id);
                assertThat(west.read(id)).containsExactly(Samples.started(id.value(), "shop"));
                assertThat(west.history(SHOP)).endsWith(id);
                assertThat(west.append(id, 1, Samples.ended(), Optional.empty()))
                        .isEqualTo(APPENDED);
            } else {
                assertThat(west.read(id)).isEmpty();
                assertThat(west.history(SHOP)).doesNotContain(id);
            }
            if (whole) {
                assertThat(live).contains(id);
                return;
            }
        }
        throw new AssertionError("an opening takes more than " + LOSSES_MAX + " calls");
    }

    private boolean openCutAfter(int calls, ChangeoverId id) {
        try (var dying = twin.journal(JournalTwin.EAST)) {
            twin.faults.plan(Faults.Scope.ALL.in(JournalTwin.EAST), LOSE_REQUEST);
            twin.faults.planNext(calls, Faults.Scope.ALL.in(JournalTwin.EAST), new Fault.None());
            return dying.open(Samples.started(id.value(), "shop")) instanceof Opening.Opened;
        } finally {
            twin.faults.healAll();
        }
    }

    @Test
    void goesOnInTheOtherRegionWhenOneGoesDarkInTheMiddle() {
        open(FIRST);
        var lease = taken("one", Duration.ZERO);
        List<Event> events = new ArrayList<>(journal().read(FIRST));
        for (int position = 1; position <= 8; position++) {
            if (position == 3) {
                twin.regions.darken(JournalTwin.EAST);
            }
            if (position == 6) {
                twin.regions.recover(JournalTwin.EAST);
            }
            Event event = Samples.wait("event " + position);
            assertThat(east.append(FIRST, position, event, Optional.of(lease))).isEqualTo(APPENDED);
            events.add(event);
            assertThat(west.read(FIRST)).isEqualTo(events);
        }
        assertThat(east.read(FIRST)).isEqualTo(events);
        assertThat(east.live(SHOP)).contains(FIRST);
    }

    @Test
    void saysInTimeThatNoRegionAnswers() {
        open(FIRST);
        twin.regions.darken(JournalTwin.EAST);
        twin.regions.darken(JournalTwin.WEST);
        long before = System.nanoTime();

        assertThat(append(1, Samples.ended())).isInstanceOfSatisfying(Appending.Unavailable.class, unavailable -> {
            assertThat(unavailable.why().code()).isEqualTo(PortFailure.Code.UNREACHABLE);
            assertThat(unavailable.why().message()).contains("DynamoDB in us-east-1 gave no answer");
        });

        var slack = Duration.ofSeconds(4);
        assertThat(Duration.ofNanos(System.nanoTime() - before))
                .isLessThan(Replicas.CALL_MAX.multipliedBy(2).plus(slack));
        assertThat(journal().lease(FIRST, "one", Samples.AT, LEASE)).isInstanceOf(Leasing.Unavailable.class);
        assertThatThrownBy(() -> journal().read(FIRST))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageContaining("the journal cannot be read");
    }

    @Test
    void saysThatThereIsNoTableAndWhatItWasTold() {
        try (var elsewhere = twin.journal(new Region("eu-west-1"))) {
            assertThat(elsewhere.open(Samples.started(FIRST.value(), "shop")))
                    .isInstanceOfSatisfying(Opening.Unavailable.class, unavailable -> {
                        assertThat(unavailable.why().code()).isEqualTo(PortFailure.Code.NOT_FOUND);
                        assertThat(unavailable.why().message()).contains("DynamoDB in eu-west-1", "not found");
                    });
        }
    }

    @Test
    void aThrottledRegionIsLeftForTheOther() {
        open(FIRST);
        twin.next(JournalTwin.EAST, "UpdateItem", new Fault.Throttle());

        assertThat(append(1, Samples.ended())).isEqualTo(APPENDED);
    }
}

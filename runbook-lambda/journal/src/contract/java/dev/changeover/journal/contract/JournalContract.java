package dev.changeover.journal.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.changeover.core.journal.Event;
import dev.changeover.core.journal.Journal;
import dev.changeover.core.journal.Journal.Appending;
import dev.changeover.core.journal.Journal.Lease;
import dev.changeover.core.journal.Journal.Leasing;
import dev.changeover.core.journal.Journal.Opening;
import dev.changeover.core.model.ApplicationName;
import dev.changeover.core.model.ChangeoverId;
import dev.changeover.core.port.PortFailure;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The promises of {@link Journal}, as cases. */
public abstract class JournalContract {
    protected static final ApplicationName SHOP = new ApplicationName("shop");
    protected static final ChangeoverId FIRST = new ChangeoverId("changeover-1");
    protected static final ChangeoverId SECOND = new ChangeoverId("changeover-2");
    protected static final Appending APPENDED = new Appending.Appended();
    protected static final Duration LEASE = Duration.ofSeconds(30);
    private static final Appending BEHIND = new Appending.Behind();
    private static final Appending FENCED = new Appending.Fenced();

    /** Longer than any journal needs for one call, even on a busy machine. */
    private static final Duration CALL_MAX = Duration.ofSeconds(30);

    private static final int DRIVERS = 2;
    private static final int POSITIONS = 12;

    /** The journal. */
    protected abstract Journal journal();

    /** The same journal as another driver sees it. */
    protected Journal another() {
        return journal();
    }

    /**
     * How many drivers may race: a store whose condition and write are not one act cannot decide a race, so there the
     * drivers take their turns one after the other, which still shows what the second is told.
     */
    protected int atOnce() {
        return DRIVERS;
    }

    protected Opening open(ChangeoverId id) {
        return journal().open(Samples.started(id.value(), SHOP.value()));
    }

    protected Appending append(int expected, Event event) {
        return journal().append(FIRST, expected, event, Optional.empty());
    }

    protected Lease taken(String driver, Duration after) {
        return switch (journal().lease(FIRST, driver, Samples.AT.plus(after), LEASE)) {
            case Leasing.Taken(var lease) -> lease;
            case Leasing other -> throw new AssertionError("not taken: " + other);
        };
    }

    @Test
    void hasNothingBeforeTheFirstOpening() {
        assertThat(journal().read(FIRST)).isEmpty();
        assertThat(journal().live(SHOP)).isEmpty();
        assertThat(journal().history(SHOP)).isEmpty();
    }

    @Test
    void opensOneChangeoverAtATime() {
        assertThat(open(FIRST)).isEqualTo(new Opening.Opened());
        assertThat(open(SECOND)).isEqualTo(new Opening.AlreadyLive(FIRST));
        assertThat(open(FIRST)).as("the same again").isEqualTo(new Opening.AlreadyLive(FIRST));

        assertThat(another().live(SHOP)).contains(FIRST);
        assertThat(another().read(FIRST)).containsExactly(Samples.started(FIRST.value(), "shop"));
        assertThat(another().read(SECOND)).isEmpty();
        assertThat(journal().history(SHOP)).containsExactly(FIRST);
    }

    @Test
    void applicationsDoNotHinderEachOther() {
        open(FIRST);
        assertThat(journal().open(Samples.started("changeover-9", "blog"))).isEqualTo(new Opening.Opened());

        assertThat(journal().live(new ApplicationName("blog"))).contains(new ChangeoverId("changeover-9"));
        assertThat(journal().history(SHOP)).containsExactly(FIRST);
    }

    @Test
    void anIdIsUsedOnceWhateverTheApplication() {
        open(FIRST);
        assertThat(journal().open(Samples.started(FIRST.value(), "blog"))).isEqualTo(new Opening.AlreadyLive(FIRST));

        var blog = new ApplicationName("blog");
        assertThat(journal().live(blog)).isEmpty();
        assertThat(journal().history(blog)).isEmpty();
        assertThat(journal().open(Samples.started(SECOND.value(), "blog"))).isEqualTo(new Opening.Opened());
    }

    @Test
    void theEndReleasesTheApplicationAndNothingElseDoes() {
        open(FIRST);
        taken("one", Duration.ZERO);
        taken("two", Duration.ofDays(400));
        assertThat(journal().live(SHOP)).as("no time ends it").contains(FIRST);

        assertThat(append(1, Samples.ended())).isEqualTo(APPENDED);

        assertThat(journal().live(SHOP)).isEmpty();
        assertThat(open(FIRST)).as("an id is used once").isEqualTo(new Opening.AlreadyLive(FIRST));
        assertThat(open(SECOND)).isEqualTo(new Opening.Opened());
        assertThat(another().live(SHOP)).contains(SECOND);
    }

    @Test
    void remembersEveryChangeoverOldestFirst() {
        List<ChangeoverId> opened = new ArrayList<>();
        for (int number : List.of(5, 3, 9, 1)) {
            var id = new ChangeoverId("changeover-" + number);
            assertThat(open(id)).isEqualTo(new Opening.Opened());
            assertThat(journal().append(id, 1, Samples.ended(), Optional.empty()))
                    .isEqualTo(APPENDED);
            opened.add(id);
        }
        assertThat(another().history(SHOP)).isEqualTo(opened);
        assertThat(journal().history(new ApplicationName("other"))).isEmpty();
    }

    @Test
    void keepsEventsOfEveryKindInOrder() {
        open(FIRST);
        List<Event> events = new ArrayList<>(List.of(Samples.started(FIRST.value(), "shop")));
        for (Event event : Samples.ofEveryKind()) {
            assertThat(append(events.size(), event)).isEqualTo(APPENDED);
            events.add(event);
        }
        assertThat(another().read(FIRST)).isEqualTo(events);
    }

    @Test
    void keepsMoreThanFitsInOneItemOrOnePageOfAnswers() {
        open(FIRST);
        int large = 60; // 1.2 MB: DynamoDB's items end at 400 KB, its pages at 1 MB
        for (int position = 1; position <= large; position++) {
            assertThat(append(position, Samples.wait(position + "x".repeat(20_000))))
                    .isEqualTo(APPENDED);
        }
        assertThat(append(3, Samples.wait("late"))).isEqualTo(BEHIND);

        List<Event> read = another().read(FIRST);
        assertThat(read).hasSize(large + 1);
        assertThat(IntStream.rangeClosed(1, large).boxed())
                .allSatisfy(position -> assertThat(read.get(position))
                        .isEqualTo(Samples.wait(position + "x".repeat(20_000))));
    }

    @Test
    void appendsOnlyWhereTheWriterThinksItIs() {
        open(FIRST);

        assertThat(append(0, Samples.wait("x"))).isEqualTo(BEHIND);
        assertThat(append(2, Samples.wait("x"))).isEqualTo(BEHIND);
        assertThat(append(1, Samples.wait("x"))).isEqualTo(APPENDED);
        assertThat(append(1, Samples.wait("x"))).as("the same event of another writer").isEqualTo(BEHIND);
        assertThat(journal().read(FIRST)).hasSize(2);
    }

    @Test
    void anotherDriverTakesOverWhenTheLeaseHasRunOutAndFencesTheFirst() {
        open(FIRST);
        Lease slow = taken("slow", Duration.ZERO);
        assertThat(another().lease(FIRST, "quick", Samples.AT, LEASE))
                .isEqualTo(new Leasing.HeldBy("slow", Samples.AT.plus(LEASE)));
        assertThat(journal().append(FIRST, 1, Samples.wait("still"), Optional.of(slow)))
                .isEqualTo(APPENDED);

        Lease quick = taken("quick", LEASE);

        assertThat(quick.epoch()).isGreaterThan(slow.epoch());
        assertThat(journal().append(FIRST, 2, Samples.wait("slow"), Optional.of(slow)))
                .isEqualTo(FENCED);
        assertThat(journal().append(FIRST, 1, Samples.wait("slow"), Optional.of(slow)))
                .as("behind as well, but that it was succeeded is what it has to know")
                .isEqualTo(FENCED);
        assertThat(journal().append(FIRST, 2, Samples.wait("quick"), Optional.of(quick)))
                .isEqualTo(APPENDED);
        assertThat(append(3, Samples.wait("a person's verb carries no lease"))).isEqualTo(APPENDED);
        assertThat(journal().read(FIRST)).hasSize(4);
    }

    @Test
    void aLeaseThatRanOutStillWritesUntilAnotherTakesIt() {
        open(FIRST);
        Lease lease = taken("one", Duration.ZERO);

        assertThat(journal().append(FIRST, 1, Samples.wait("late"), Optional.of(lease)))
                .isEqualTo(APPENDED);
        Lease again = taken("one", Duration.ofDays(1));
        assertThat(again.epoch()).as("the same driver goes on").isEqualTo(lease.epoch());
        assertThat(again.until()).isEqualTo(Samples.AT.plus(Duration.ofDays(1)).plus(LEASE));
    }

    @Test
    void theLastLeaseCanBeReadWithoutTakingIt() {
        assertThat(journal().lastLease(FIRST)).isEmpty();
        open(FIRST);
        assertThat(journal().lastLease(FIRST)).isEmpty();

        Lease held = taken("one", Duration.ZERO);

        assertThat(another().lastLease(FIRST)).contains(held);
        assertThat(journal().append(FIRST, 1, Samples.ended(), Optional.of(held))).isEqualTo(APPENDED);
    }

    @Test
    void aLeaseGivenBackCanBeTakenAtOnce() {
        open(FIRST);
        Lease first = taken("one", Duration.ZERO);

        journal().release(first);

        Lease next = taken("two", Duration.ofSeconds(1));
        assertThat(next.epoch()).isEqualTo(first.epoch() + 1);
        journal().release(first);
        assertThat(another().lease(FIRST, "three", Samples.AT.plusSeconds(2), LEASE))
                .as("a stale release changes nothing")
                .isEqualTo(new Leasing.HeldBy("two", next.until()));
    }

    @Test
    void saysThatThereIsNoSuchChangeover() {
        assertThat(append(0, Samples.ended()))
                .isInstanceOfSatisfying(Appending.Unavailable.class, answer -> assertThat(
                                answer.why().code())
                        .isEqualTo(PortFailure.Code.NOT_FOUND));
        assertThat(journal().lease(FIRST, "one", Samples.AT, LEASE))
                .isInstanceOfSatisfying(Leasing.Unavailable.class, answer -> assertThat(
                                answer.why().code())
                        .isEqualTo(PortFailure.Code.NOT_FOUND));
        journal().release(new Lease(FIRST, "one", 1, Samples.AT));
        assertThat(journal().read(FIRST)).isEmpty();
    }

    @Test
    void letsOneOfTwoDriversHaveEachPosition() throws Exception {
        open(FIRST);
        for (int position = 1; position <= POSITIONS; position++) {
            int expected = position;
            // The same event from both: it is not told by its content whose it is.
            assertThat(race(driver -> driver.append(FIRST, expected, Samples.wait("x"), Optional.empty())))
                    .containsExactlyInAnyOrder(APPENDED, BEHIND);
        }
        assertThat(journal().read(FIRST)).hasSize(POSITIONS + 1);
    }

    @Test
    void letsOneOfTwoOpen() throws Exception {
        for (int round = 1; round <= POSITIONS / 2; round++) {
            var id = new ChangeoverId("changeover-" + round);
            Event.Started first = Samples.started(id.value(), "shop");
            assertThat(race(driver -> driver.open(first)))
                    .containsExactlyInAnyOrder(new Opening.Opened(), new Opening.AlreadyLive(id));
            assertThat(journal().append(id, 1, Samples.ended(), Optional.empty()))
                    .isEqualTo(APPENDED);
        }
        assertThat(journal().history(SHOP)).hasSize(POSITIONS / 2);
    }

    @Test
    void letsOneOfTwoTakeTheLease() throws Exception {
        open(FIRST);
        var names = new AtomicInteger();
        assertThat(race(driver -> driver.lease(FIRST, "driver-" + names.incrementAndGet(), Samples.AT, LEASE)))
                .satisfiesExactlyInAnyOrder(
                        one -> assertThat(one).isInstanceOf(Leasing.Taken.class),
                        other -> assertThat(other).isInstanceOf(Leasing.HeldBy.class));
    }

    /** What one driver of two does. */
    private interface Act<T> {
        T by(Journal journal);
    }

    private <T> List<T> race(Act<T> act) throws Exception {
        var barrier = new CyclicBarrier(atOnce());
        List<T> answers = new ArrayList<>();
        try (var threads = Executors.newFixedThreadPool(atOnce())) {
            List<Callable<T>> drivers = List.of(journal(), another()).stream()
                    .<Callable<T>>map(driver -> () -> {
                        barrier.await(CALL_MAX.toSeconds(), TimeUnit.SECONDS);
                        return act.by(driver);
                    })
                    .toList();
            for (Future<T> answer : threads.invokeAll(drivers)) {
                answers.add(answer.get());
            }
        }
        return answers;
    }
}

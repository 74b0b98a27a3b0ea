package dev.changeover.operations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class LatelyTest {
    private static final Duration FRESH = Duration.ofSeconds(1);
    private static final Instant START = Instant.parse("2026-11-22T00:00:00Z");
    private Instant now = START;
    private final Deque<Runnable> background = new ArrayDeque<>();
    private final Lately<String, Integer> lately = new Lately<>(() -> now, background::add, _ -> FRESH);
    private final AtomicInteger readings = new AtomicInteger();

    private AsOf<Integer> asked() {
        return lately.of("shop", readings::incrementAndGet);
    }

    @Test
    void ofManyWhoComeTogetherOneReads() throws Exception {
        var reads = new CountDownLatch(1);
        var goOn = new CountDownLatch(1);
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<AsOf<Integer>>> heard = new ArrayList<>();
            heard.add(threads.submit(() -> lately.of("shop", () -> {
                reads.countDown();
                await(goOn);
                return readings.incrementAndGet();
            })));
            reads.await();
            for (int other = 0; other < 20; other++) {
                heard.add(threads.submit(this::asked));
            }
            goOn.countDown();
            for (Future<AsOf<Integer>> each : heard) {
                assertThat(each.get()).isEqualTo(new AsOf<>(1, START));
            }
        }
        assertThat(readings).hasValue(1);
    }

    @Test
    void nobodyWaitsForAReadingThatHangs() throws Exception {
        var reads = new CountDownLatch(1);
        var goOn = new CountDownLatch(1);
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<?> hangs = threads.submit(() -> lately.of("shop", () -> {
                reads.countDown();
                await(goOn);
                return 0;
            }));
            reads.await();
            now = now.plus(Lately.JOINED);

            assertThat(asked().value()).isEqualTo(1);

            goOn.countDown();
            hangs.get();
        }
        assertThat(asked().value())
                .as("the older answer came later, and is not kept")
                .isEqualTo(1);
    }

    @Test
    void readsAnewInTheBackgroundBeforeAnybodyHasToWait() {
        asked();
        now = now.plus(FRESH.dividedBy(2));
        assertThat(asked().value()).isEqualTo(1);
        assertThat(asked().value()).isEqualTo(1);
        assertThat(background).hasSize(1);

        background.remove().run();

        assertThat(asked()).isEqualTo(new AsOf<>(2, now));
        assertThat(background).isEmpty();
    }

    @Test
    void neverShowsWhatIsOlderThanItStaysFresh() {
        asked();
        now = now.plus(FRESH);

        assertThat(asked()).isEqualTo(new AsOf<>(1 + 1, now));
    }

    @Test
    void forgetsWhatWasReadBeforeAnAct() {
        asked();
        now = now.plus(FRESH.dividedBy(2));
        asked();
        lately.forget();
        background.remove().run();

        assertThat(asked().value())
                .as("what was begun before the act is not shown either")
                .isEqualTo(3);
    }

    @Test
    void readsAtOnceForWhoeverMustKnow() {
        asked();

        assertThat(lately.anew("shop", readings::incrementAndGet)).isEqualTo(2);
        assertThat(asked().value()).isEqualTo(2);
    }

    @Test
    void aFailureIsToldAndNotKept() {
        assertThatThrownBy(() -> lately.of("shop", LatelyTest::noJournal)).hasMessage("no journal");

        assertThat(asked().value()).isEqualTo(1);
    }

    @Test
    void aFailureInTheBackgroundLeavesWhatIsKnownWhileItIsFresh() {
        asked();
        now = now.plus(FRESH.dividedBy(2));
        lately.of("shop", LatelyTest::noJournal);
        background.remove().run();

        assertThat(asked()).isEqualTo(new AsOf<>(1, START));
        assertThat(lately.known("shop")).hasValue(1);
        now = START.plus(FRESH);
        assertThat(asked().value()).isEqualTo(2);
    }

    private static Integer noJournal() {
        throw new IllegalStateException("no journal");
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException stopped) {
            throw new IllegalStateException(stopped);
        }
    }
}

package dev.changeover.twin.database;

import static dev.changeover.twin.database.TestPair.EAST;
import static dev.changeover.twin.database.TestPair.OREGON;
import static dev.changeover.twin.database.TestPair.VIRGINIA;
import static dev.changeover.twin.database.TestPair.WEST;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LagPostgresTest {
    private static final Duration SOON = Duration.ofSeconds(10);
    private static final Duration DELAY = Duration.ofMillis(500);

    /** Lag is seen in steps of a beat; a busy machine may be late by another. */
    private static final Duration COARSE = LagWatch.BEAT_EVERY.multipliedBy(2);

    @TempDir(factory = MemoryFolder.class)
    private Path root;

    @Test
    void followsTheDelayOfTheLinkAlsoWhenNobodyWrites() {
        try (var pair = TestPair.start(root)) {
            eventually(pair, Duration.ZERO, COARSE);
            pair.plane().delayReplication(DELAY);
            eventually(pair, DELAY.minus(COARSE), DELAY.plus(COARSE));
            pair.plane().delayReplication(Duration.ZERO);
            eventually(pair, Duration.ZERO, COARSE);
        }
    }

    @Test
    void seesALagThatIsShorterThanTheRestOfACalmBeat() {
        Duration delay = LagWatch.CALM_BEAT_EVERY.minusMillis(50);
        try (var pair = TestPair.start(root)) {
            eventually(pair, Duration.ZERO, LagWatch.BEAT_EVERY.dividedBy(2));
            pair.plane().delayReplication(delay);
            eventually(pair, LagWatch.BEAT_EVERY, delay.plus(COARSE));
        }
    }

    @Test
    void isUnknownWhileOneSideIsDark() {
        try (var pair = TestPair.start(root)) {
            eventually(pair, Duration.ZERO, COARSE);
            pair.plane().lose(OREGON);
            eventuallyUnknown(pair);
            Ending.good(done -> pair.plane().recover(OREGON, done));
            eventually(pair, Duration.ZERO, COARSE);
            pair.plane().lose(VIRGINIA);
            eventuallyUnknown(pair);
            Ending.good(done -> pair.plane().recover(VIRGINIA, done));
            eventually(pair, Duration.ZERO, COARSE);
            assertThat(pair.plane().lag(EAST)).as("a writer lags behind nobody").isEmpty();
        }
    }

    /** Its receiver streams what both histories share, for a moment and over and over. */
    @Test
    void isUnknownUntilAWriterWithAHistoryOfItsOwnIsSetAside() {
        try (var pair = TestPair.start(root)) {
            eventually(pair, Duration.ZERO, COARSE);
            for (int round = 1; round <= 8; round++) {
                var former = round % 2 == 0 ? WEST : EAST;
                var writer = round % 2 == 0 ? EAST : WEST;
                Ending.good(done -> pair.plane().failOver(former, writer, done));
                assertThat(Patience.waitFor(SOON, () -> pair.plane().lag(former).isPresent()))
                        .as("round %s: connected again", round)
                        .isTrue();
                assertThat(root.resolve("kept-aside").toFile().list()).hasSize(round);
            }
        }
    }

    @Test
    void refusesADelayThatOnlyACutLinkHas() {
        try (var pair = TestPair.start(root)) {
            assertThatThrownBy(() -> pair.plane().delayReplication(Duration.ofSeconds(61)))
                    .hasMessageContaining("replication delay must be 0 to 60 s");
        }
    }

    private static void eventually(TestPair pair, Duration least, Duration most) {
        boolean seen = Patience.waitFor(
                SOON,
                () -> pair.plane()
                        .lag(WEST)
                        .filter(lag -> lag.compareTo(least) >= 0 && lag.compareTo(most) <= 0)
                        .isPresent());
        assertThat(seen)
                .as("lag between %s and %s; last %s", least, most, pair.plane().lag(WEST))
                .isTrue();
    }

    private static void eventuallyUnknown(TestPair pair) {
        assertThat(Patience.waitFor(SOON, () -> pair.plane().lag(WEST).isEmpty()))
                .as("lag is unknown")
                .isTrue();
    }
}

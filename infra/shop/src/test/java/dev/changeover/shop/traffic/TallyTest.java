package dev.changeover.shop.traffic;

import static org.assertj.core.api.Assertions.assertThat;

import dev.changeover.shop.traffic.Entry.Acknowledged;
import dev.changeover.shop.traffic.Entry.Failed;
import dev.changeover.shop.traffic.Entry.Kind;
import dev.changeover.shop.traffic.Tally.Counts;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class TallyTest {
    private static final Instant START = Instant.parse("2026-11-21T10:00:00Z");
    private final Tally tally = new Tally(Duration.ofMillis(20));

    @Test
    void measuresTheLongestGapLessTheNormalOne() {
        acknowledgeAt(0, 20, 40, 540, 560);
        assertThat(tally.writeOutage(at(0), at(570))).isEqualTo(Duration.ofMillis(480));
    }

    @Test
    void countsTheEdgesOfTheWindowToo() {
        acknowledgeAt(100, 120);
        assertThat(tally.writeOutage(at(0), at(130))).isEqualTo(Duration.ofMillis(80));
        assertThat(tally.writeOutage(at(90), at(1_120))).isEqualTo(Duration.ofMillis(980));
    }

    @Test
    void callsAWindowWithoutOrdersAnOutageFromEndToEnd() {
        assertThat(tally.writeOutage(at(0), at(1_000))).isEqualTo(Duration.ofMillis(980));
    }

    @Test
    void findsNoOutageInADrumbeat() {
        acknowledgeAt(0, 20, 40, 60);
        assertThat(tally.writeOutage(at(0), at(80))).isZero();
    }

    @Test
    void keepsWindowsHalfOpen() {
        acknowledgeAt(0, 20, 40);
        assertThat(tally.acknowledged(at(0), at(40))).hasSize(2);
    }

    @Test
    void countsBySecondAndRegion() {
        acknowledgeAt(0, 999, 1_000);
        tally.served(at(10), "us-west-2");
        tally.count(new Failed(at(20), Duration.ZERO, Kind.READ, Entry.NOBODY, "no answer"));
        assertThat(tally.perSecond())
                .containsEntry(
                        START,
                        Map.of(
                                "us-east-1",
                                new Counts(0, 2, 0),
                                "us-west-2",
                                new Counts(1, 0, 0),
                                Entry.NOBODY,
                                new Counts(0, 0, 1)))
                .containsEntry(at(1_000), Map.of("us-east-1", new Counts(0, 1, 0)));
    }

    private void acknowledgeAt(long... ms) {
        for (long moment : ms) {
            tally.count(new Acknowledged(at(moment), Duration.ofMillis(2), "us-east-1", UUID.randomUUID()));
        }
    }

    private static Instant at(long ms) {
        return START.plusMillis(ms);
    }
}

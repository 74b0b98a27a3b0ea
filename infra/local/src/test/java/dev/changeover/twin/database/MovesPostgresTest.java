package dev.changeover.twin.database;

import static dev.changeover.twin.database.TestPair.EAST;
import static dev.changeover.twin.database.TestPair.OREGON;
import static dev.changeover.twin.database.TestPair.VIRGINIA;
import static dev.changeover.twin.database.TestPair.WEST;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MovesPostgresTest {
    private static final Duration SOON = Duration.ofSeconds(15);

    @TempDir
    private Path root;

    @Test
    void losesNoAcknowledgedOrderInSwitchoversUnderLoad() throws SQLException {
        try (var pair = TestPair.start(root);
                var shopper = new Shopper(pair, List.of(EAST, WEST))) {
            for (int round = 0; round < 3; round++) {
                shopper.placeMore(100);
                Ending.good(done -> pair.plane().switchOver(EAST, WEST, done));
                shopper.placeMore(100);
                Ending.good(done -> pair.plane().switchOver(WEST, EAST, done));
            }
            shopper.placeMore(100);
            shopper.stop();
            assertThat(pair.orders(EAST)).containsAll(shopper.acknowledged());
            assertThat(pair.plane().keptAside(EAST)).isEmpty();
            assertThat(pair.plane().keptAside(WEST)).isEmpty();
        }
    }

    @Test
    void losesExactlyWhatWasOnItsWayWhenARegionDies() throws SQLException {
        try (var pair = TestPair.start(root);
                var shopper = new Shopper(pair, List.of(EAST))) {
            shopper.placeMore(50);
            pair.plane().delayReplication(Duration.ofMillis(300));
            shopper.placeMore(200);
            pair.plane().lose(VIRGINIA);
            shopper.stop();
            Ending.good(done -> pair.plane().failOver(EAST, WEST, done));
            Set<Long> missing = missing(shopper, pair.orders(WEST));
            assertThat(missing).as("acknowledged but lost").isNotEmpty();
            pair.run(WEST, "INSERT INTO orders VALUES (1000000)");

            Ending.good(done -> pair.plane().recover(VIRGINIA, done));
            assertThat(pair.plane().keptAside(EAST).orElseThrow())
                    .startsWith("rds:unplanned-global-failover-shop-east-");
            assertThat(pair.orders(EAST)).isEqualTo(pair.orders(WEST)).doesNotContainAnyElementsOf(missing);
        }
    }

    @Test
    void movesBackAfterAFailover() throws SQLException {
        try (var pair = TestPair.start(root);
                var shopper = new Shopper(pair, List.of(EAST, WEST))) {
            shopper.placeMore(50);
            pair.plane().lose(VIRGINIA);
            Ending.good(done -> pair.plane().failOver(EAST, WEST, done));
            shopper.placeMore(50);
            Ending.good(done -> pair.plane().recover(VIRGINIA, done));
            shopper.placeMore(50);
            var before = Set.copyOf(pair.orders(WEST));
            Ending.good(done -> pair.plane().switchOver(WEST, EAST, done));
            shopper.placeMore(50);
            assertThat(pair.orders(EAST)).containsAll(before);
            assertThat(Patience.waitFor(SOON, () -> pair.plane().lag(WEST).isPresent()))
                    .isTrue();
        }
    }

    @Test
    void fencesAWriterThatStillLives() throws SQLException {
        try (var pair = TestPair.start(root);
                var shopper = new Shopper(pair, List.of(EAST, WEST))) {
            shopper.placeMore(100);
            Ending.good(done -> pair.plane().failOver(EAST, WEST, done));
            shopper.placeMore(100);
            assertThat(Patience.waitFor(SOON, () -> pair.plane().lag(EAST).isPresent()))
                    .as("the old writer follows in its own time")
                    .isTrue();
            shopper.stop();
            Set<Long> west = pair.orders(WEST);
            assertThat(Patience.waitFor(SOON, () -> ordersOf(pair).equals(west)))
                    .as("both hold the same orders")
                    .isTrue();
        }
    }

    @Test
    void keepsWritingWhereItWasWhenTheReplicaCannotCatchUp() throws SQLException {
        var impatient = new Bounds(
                Bounds.DEFAULT.start(),
                Bounds.DEFAULT.stop(),
                Duration.ofMillis(400),
                Bounds.DEFAULT.promote(),
                Bounds.DEFAULT.rejoin());
        try (var pair = TestPair.start(root, impatient);
                var shopper = new Shopper(pair, List.of(EAST))) {
            pair.plane().delayReplication(Duration.ofSeconds(3));
            shopper.placeMore(50);
            assertThat(Ending.of(done -> pair.plane().switchOver(EAST, WEST, done)))
                    .hasValueSatisfying(why -> assertThat(why)
                            .contains("shop-west in us-west-2", "behind after 400 ms", "accepts writes again"));
            shopper.placeMore(50);
            pair.plane().delayReplication(Duration.ZERO);
            Ending.good(done -> pair.plane().switchOver(EAST, WEST, done));
            shopper.stop();
            assertThat(pair.orders(WEST)).containsAll(shopper.acknowledged());
        }
    }

    @Test
    void saysWhyNothingMovesWhileARegionIsDark() {
        try (var pair = TestPair.start(root)) {
            pair.plane().lose(OREGON);
            assertThat(Ending.of(done -> pair.plane().switchOver(EAST, WEST, done)))
                    .contains("The Region us-west-2 is dark, so shop-west cannot be reached.");
            assertThat(Ending.of(done -> pair.plane().failOver(EAST, WEST, done)))
                    .contains("The Region us-west-2 is dark, so shop-west cannot be reached.");
            assertThat(Ending.of(done -> pair.plane().detach(WEST, done)))
                    .contains("The Region us-west-2 is dark, so shop-west cannot be reached.");
            assertThat(pair.plane().lag(WEST)).isEmpty();
            Ending.good(done -> pair.plane().recover(OREGON, done));
            Ending.good(done -> pair.plane().switchOver(EAST, WEST, done));
        }
    }

    @Test
    void survivesTheDeathOfTheWriterInTheMiddleOfASwitchover() throws SQLException {
        try (var pair = TestPair.start(root);
                var shopper = new Shopper(pair, List.of(EAST))) {
            pair.plane().delayReplication(Duration.ofMillis(500));
            shopper.placeMore(20);
            var why = Ending.of(done -> {
                pair.plane().switchOver(EAST, WEST, done);
                Patience.rest(Duration.ofMillis(200)); // it is draining now, for 300 ms more
                pair.plane().lose(VIRGINIA);
            });
            assertThat(why).hasValueSatisfying(sentence -> assertThat(sentence).contains("us-east-1"));
            Ending.good(done -> pair.plane().failOver(EAST, WEST, done));
            pair.run(WEST, "INSERT INTO orders VALUES (1000000)");
        }
    }

    @Test
    void detachesAReplicaIntoAWriterOfItsOwn() throws SQLException {
        try (var pair = TestPair.start(root)) {
            Ending.good(done -> pair.plane().detach(WEST, done));
            pair.run(WEST, "CREATE TABLE only_here ()");
            pair.run(EAST, "CREATE TABLE only_here ()");
            Ending.good(done -> pair.plane().delete(WEST, done));
            assertThat(Files.exists(root.resolve("servers/us-west-2.shop-west")))
                    .isFalse();
        }
    }

    private static Set<Long> ordersOf(TestPair pair) {
        try {
            return pair.orders(EAST);
        } catch (SQLException stillJoining) {
            return Set.of();
        }
    }

    private static Set<Long> missing(Shopper shopper, Set<Long> found) {
        var missing = new HashSet<>(shopper.acknowledged());
        missing.removeAll(found);
        return missing;
    }
}

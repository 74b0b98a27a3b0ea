package dev.changeover.twin.database;

import static dev.changeover.twin.database.TestPair.EAST;
import static dev.changeover.twin.database.TestPair.OREGON;
import static dev.changeover.twin.database.TestPair.VIRGINIA;
import static dev.changeover.twin.database.TestPair.WEST;
import static org.assertj.core.api.Assertions.assertThat;

import dev.changeover.twin.model.DataPlane.Server;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MovesPostgresTest {
    private static final Duration SOON = Duration.ofSeconds(15);

    @TempDir(factory = MemoryFolder.class)
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
            assertThat(missing(shopper.acknowledged(), pair.orders(EAST))).isEmpty();
            assertThat(pair.plane().keptAside(EAST)).isEmpty();
            assertThat(pair.plane().keptAside(WEST)).isEmpty();
        }
    }

    @Test
    void losesExactlyWhatWasOnItsWayWhenARegionDies(@TempDir(factory = MemoryFolder.class) Path scratch)
            throws SQLException, IOException {
        try (var pair = TestPair.start(root);
                var shopper = new Shopper(pair, List.of(EAST))) {
            shopper.placeMore(50);
            assertThat(Patience.waitFor(SOON, () -> !ordersOf(pair, WEST).isEmpty()))
                    .isTrue();
            pair.plane().delayReplication(Duration.ofMillis(300));
            shopper.placeMore(200);
            pair.plane().lose(VIRGINIA);
            shopper.stop();
            Ending.good(done -> pair.plane().failOver(EAST, WEST, done));
            Set<Long> survived = pair.orders(WEST);
            Set<Long> missing = missing(shopper.acknowledged(), survived);
            assertThat(missing).as("acknowledged but lost").isNotEmpty();
            assertThat(Collections.min(missing)).as("the latest are lost").isGreaterThan(Collections.max(survived));
            pair.run(WEST, "INSERT INTO orders VALUES (1000000)");

            pair.plane().delayReplication(Duration.ZERO);
            Ending.good(done -> pair.plane().recover(VIRGINIA, done));
            assertThat(pair.plane().keptAside(EAST).orElseThrow())
                    .startsWith("rds:unplanned-global-failover-shop-east-");
            assertThat(pair.orders(EAST).equals(pair.orders(WEST))).isTrue();
            Set<Long> kept = KeptData.orders(root, scratch);
            assertThat(missing(shopper.acknowledged(), kept))
                    .as("lost, but not kept aside")
                    .isEmpty();
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
            assertThat(pair.plane().lag(WEST))
                    .as("a switchover is over when its old writer is seen to follow")
                    .isPresent();
            shopper.placeMore(50);
            assertThat(missing(before, pair.orders(EAST))).isEmpty();
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
            assertThat(Patience.waitFor(SOON, () -> ordersOf(pair, EAST).equals(west)))
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
            assertThat(missing(shopper.acknowledged(), pair.orders(WEST))).isEmpty();
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
            assertThat(Patience.waitFor(SOON, () -> !ordersOf(pair, WEST).isEmpty()))
                    .isTrue();
            pair.plane().delayReplication(Duration.ofSeconds(1));
            shopper.placeMore(20);
            var why = Ending.of(done -> {
                pair.plane().switchOver(EAST, WEST, done);
                assertThat(Patience.waitFor(SOON, () -> isReadOnly(pair, EAST))).isTrue();
                pair.plane().lose(VIRGINIA); // while it drains, which takes a second
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

    private static Set<Long> ordersOf(TestPair pair, Server server) {
        try {
            return pair.orders(server);
        } catch (SQLException notYet) {
            return Set.of();
        }
    }

    private static boolean isReadOnly(TestPair pair, Server server) {
        try (var connection = pair.connect(server);
                var statement = connection.createStatement();
                var rows = statement.executeQuery("SHOW default_transaction_read_only")) {
            return rows.next() && rows.getString(1).equals("on");
        } catch (SQLException justFenced) {
            return false;
        }
    }

    /** AssertJ's own {@code containsAll} compares each with each, which takes minutes for 50,000 orders. */
    private static Set<Long> missing(Set<Long> expected, Set<Long> found) {
        var missing = new HashSet<>(expected);
        missing.removeAll(found);
        return missing;
    }
}

package dev.changeover.shop.traffic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.changeover.shop.PostgresServer;
import dev.changeover.shop.Shop;
import dev.changeover.shop.World;
import dev.changeover.shop.traffic.TrafficSettings.Rate;
import java.nio.file.Path;
import java.sql.Connection;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrafficTest {
    private final World world = new World();
    private final NameServer dns = new NameServer();

    @TempDir
    private Path directory;

    @BeforeEach
    void open() {
        dns.host("east.shop.test", 1);
        dns.alias("www.shop.test", "east.shop.test", 1);
    }

    @AfterEach
    void close() {
        world.close();
        dns.close();
    }

    @Test
    void promisesExactlyWhatTheDatabaseHas() throws Exception {
        Shop shop = world.open();
        PostgresServer east = world.east();
        long before = orders(east);
        dns.port("east.shop.test", shop.port(), 1);
        var traffic = Traffic.start(settings());
        try (traffic) {
            await().until(() -> traffic.acknowledged().size() >= 50);
        }

        assertThat(orders(east) - before).isEqualTo(traffic.acknowledged().size());
        assertThat(acknowledgedIn(Ledger.read(settings().ledger()))).isEqualTo(traffic.acknowledged());
        assertThat(traffic.failures(Instant.EPOCH, Instant.now())).isEmpty();
        assertThat(traffic.perSecond().values())
                .allSatisfy(second -> assertThat(second).containsOnlyKeys("us-east-1"));
        try (Connection connection = east.connect()) {
            assertThat(LostWrites.missing(connection, traffic.acknowledged())).isEmpty();
        }
    }

    @Test
    void writesDownAnOutageAndItsEnd() {
        Shop shop = world.openImpatient();
        dns.port("east.shop.test", shop.port(), 1);
        var traffic = Traffic.start(settings());
        try (traffic) {
            await().until(() -> traffic.acknowledged().size() >= 5);
            Instant from = Instant.now();
            world.east().kill();
            await().until(() -> traffic.failures(from, Instant.now()).size() > 20);
            world.east().up();
            Instant back = Instant.now();
            await().until(() -> traffic.acknowledged(back, Instant.now()).size() > 5);
            assertThat(traffic.writeOutage(from, Instant.now()))
                    .isGreaterThan(Duration.between(from, back).minusSeconds(1));
            assertThat(traffic.failures(from, back)).allSatisfy(failed -> {
                assertThat(failed.region()).isEqualTo("us-east-1");
                assertThat(failed.cause()).startsWith("503 {\"error\":");
            });
        }
        assertThat(acknowledgedIn(Ledger.read(settings().ledger()))).isEqualTo(traffic.acknowledged());
    }

    @Test
    void findsEveryLostWriteInBatches() throws Exception {
        world.open();
        await().until(() -> world.east().count("SELECT count(*) FROM unicorn") == 8);
        List<UUID> lost = Stream.generate(UUID::randomUUID)
                .limit(2 * LostWrites.BATCH + 1)
                .toList();
        try (Connection connection = world.east().connect()) {
            assertThat(LostWrites.missing(connection, lost)).containsExactlyElementsOf(lost);
        }
    }

    @Test
    void refusesSettingsThatMakeNoSense() {
        assertThatThrownBy(() -> TrafficMain.options("--nmae", "x")).hasMessage("there is no option --nmae");
        assertThatThrownBy(() -> TrafficMain.options("--name")).hasMessage("--name needs a value");
        assertThatThrownBy(() -> TrafficMain.settings(TrafficMain.options("--name", "x")))
                .hasMessage("--dns is missing");
        assertThatThrownBy(() -> TrafficMain.settings(
                        TrafficMain.options("--name", "x", "--dns", "127.0.0.1:1", "--rate", "0", "--ledger", "l")))
                .hasMessage("rate must be 1 to 5000, not 0");
    }

    private TrafficSettings settings() {
        return new TrafficSettings("www.shop.test", 1, dns.address(), new Rate(100, 2), directory.resolve("ledger"));
    }

    private static long orders(PostgresServer server) {
        return server.count(
                "SELECT CASE WHEN to_regclass('orders') IS NULL THEN 0 ELSE (SELECT count(*) FROM orders)" + " END");
    }

    private static List<UUID> acknowledgedIn(List<Entry> entries) {
        return entries.stream()
                .filter(Entry.Acknowledged.class::isInstance)
                .map(entry -> ((Entry.Acknowledged) entry).order())
                .toList();
    }
}

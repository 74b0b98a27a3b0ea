package dev.changeover.shop;

import static org.awaitility.Awaitility.await;

import dev.changeover.core.model.Region;
import dev.changeover.shop.ShopConfig.DatabaseLimits;
import dev.changeover.shop.ShopConfig.Shoppers;
import dev.changeover.twin.account.ShopEstate;
import dev.changeover.twin.account.TwinAccount;
import dev.changeover.twin.model.Ports;
import dev.changeover.twin.secrets.SecretCalls;
import dev.changeover.twin.world.Outage;
import dev.changeover.twin.world.Outages;
import dev.changeover.twin.world.Twin;
import dev.changeover.twin.world.TwinSettings;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.BooleanSupplier;

/** Two Regions of the twin with a replicating database and a global table, and shops in this process. */
final class TwoRegions implements AutoCloseable {
    static final Region EAST = ShopEstate.PRIMARY;
    static final Region WEST = ShopEstate.SECONDARY;

    /** Half a minute is many times what any step takes on a busy machine. */
    private static final Duration STEP_MAX = Duration.ofSeconds(30);

    private static final String PASSWORD = "a-password-for-a-test";
    private static final String SECRET = "workshop";

    private final Twin twin;
    private final Outages outages;
    private final List<Shop> shops = new ArrayList<>();

    TwoRegions(Path home) {
        twin = Twin.start(new TwinSettings(
                new Ports(21_500),
                home,
                Path.of(
                        System.getProperty("java.io.tmpdir"),
                        "changeover-test-cache-" + System.getProperty("user.name")),
                TwinSettings.Pace.instant(),
                List.of()));
        outages = new Outages(twin.account());
        new ShopEstate(account(), new ShopEstate.Choices(Duration.ofSeconds(1), PASSWORD), TwoRegions::until).setUp();
        for (Region region : List.of(EAST, WEST)) {
            account().secrets().create(region, SecretCalls.Create.text(SECRET, secret(EAST)));
        }
        // The SDK reads these where a process of its own would have its environment.
        System.setProperty("aws.endpointUrl", "http://127.0.0.1:21500");
        System.setProperty("aws.accessKeyId", "AKIDEXAMPLE");
        System.setProperty("aws.secretAccessKey", "not-a-secret");
    }

    private TwinAccount account() {
        return twin.account();
    }

    Shop open(Region region, Forwarding forwarding) {
        var limits = new DatabaseLimits(Duration.ofSeconds(5), Duration.ofMillis(500), 4, "disable", forwarding);
        var shoppers = new Shoppers(Shoppers.PASSWORD_ROUNDS_MIN, Optional.of(ShopEstate.TABLE));
        try {
            var out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
            var shop = Shop.open(new ShopConfig(region.code(), ShopConfig.Door.here(0), SECRET, limits, shoppers), out);
            shops.add(shop);
            until(() -> new Shopper(shop).get("/health").status() == 200);
            return shop;
        } catch (IOException taken) {
            throw new UncheckedIOException(taken);
        }
    }

    int database(Region region) {
        return account().rds().cluster(region, ShopEstate.clusterId(region)).port();
    }

    private String secret(Region writer) {
        return "{\"host\":\"127.0.0.1\",\"port\":" + database(writer) + ",\"username\":\"" + ShopEstate.MASTER
                + "\",\"password\":\"" + PASSWORD + "\",\"dbname\":\"" + ShopEstate.DATABASE + "\"}";
    }

    /** One number of one Region's database. */
    long count(Region region, String query) {
        String url = "jdbc:postgresql://127.0.0.1:" + database(region) + "/" + ShopEstate.DATABASE;
        try (var connection = DriverManager.getConnection(url, ShopEstate.MASTER, PASSWORD);
                var statement = connection.createStatement();
                var row = statement.executeQuery(query)) {
            row.next();
            return row.getLong(1);
        } catch (SQLException failed) {
            throw new IllegalStateException(failed);
        }
    }

    void darken(Region region) {
        outages.begin(new Outage.RegionDark(region));
    }

    /** The database of the other Region is this far behind from now on. */
    void holdDatabaseBack(Duration by) {
        outages.begin(new Outage.ReplicationDelay(by));
    }

    /** Everything works again, and what was behind has caught up. */
    void heal() {
        outages.healAll();
        until(() -> account().rds().globalCluster(ShopEstate.NAME).members().stream()
                .allMatch(member -> member.connected()));
    }

    void moveGracefully(Region to) {
        Region from = to.equals(EAST) ? WEST : EAST;
        account().rds().switchoverGlobalCluster(from, ShopEstate.NAME, arn(to));
        finish(to);
    }

    void moveLosing(Region to) {
        account().rds().failoverGlobalCluster(to, ShopEstate.NAME, arn(to));
        finish(to);
    }

    private void finish(Region to) {
        until(() -> account()
                        .rds()
                        .globalCluster(ShopEstate.NAME)
                        .writer()
                        .map(writer -> writer.cluster().toString())
                        .equals(Optional.of(arn(to)))
                && account().rds().globalCluster(ShopEstate.NAME).move().isEmpty());
        account().secrets().put(to, put(secret(to)));
    }

    /** What the runbook owes a Region that was dark. */
    void nameWriter(Region writer, Region in) {
        account().secrets().put(in, put(secret(writer)));
    }

    private static SecretCalls.Put put(String value) {
        return SecretCalls.Put.text(SECRET, UUID.randomUUID().toString(), value);
    }

    private String arn(Region region) {
        return account()
                .rds()
                .cluster(region, ShopEstate.clusterId(region))
                .arn()
                .toString();
    }

    static void until(BooleanSupplier holds) {
        await().atMost(STEP_MAX).pollInterval(Duration.ofMillis(20)).until(holds::getAsBoolean);
    }

    @Override
    public void close() {
        shops.forEach(Shop::close);
        twin.close();
    }
}

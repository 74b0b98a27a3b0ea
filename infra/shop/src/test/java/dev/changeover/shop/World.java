package dev.changeover.shop;

import static org.awaitility.Awaitility.await;

import dev.changeover.shop.ShopConfig.DatabaseLimits;
import dev.changeover.shop.ShopConfig.Shoppers;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;

/** Two independent writers, Secrets Manager, and shops as they are asked for. The servers live as long as the JVM. */
public final class World implements AutoCloseable {
    /** Starts both once: a second on this machine, too long for every test. */
    private static final class Servers {
        static final PostgresServer EAST = PostgresServer.start();
        static final PostgresServer WEST = PostgresServer.start();
    }

    final PostgresServer east = Servers.EAST;
    final PostgresServer west = Servers.WEST;

    /** The eastern server, for tests of the traffic. */
    public PostgresServer east() {
        return east;
    }

    final SecretsEndpoint secrets = new SecretsEndpoint();
    private final ByteArrayOutputStream said = new ByteArrayOutputStream();
    private Shop shop;

    /** A shop whose secret names the eastern server. */
    public Shop open() {
        secrets.put("AWSCURRENT", east.secret());
        return open(config(Duration.ofSeconds(5)));
    }

    /**
     * The same with the budget a shop has by default, which ends before a shopper's patience does. Open for business:
     * on a busy machine the first reading of the secret outlasts that budget.
     */
    public Shop openImpatient() {
        secrets.put("AWSCURRENT", east.secret());
        var opened = open(config(DatabaseLimits.REQUEST_BUDGET_DEFAULT));
        var shopper = new Shopper(opened);
        await().until(() -> shopper.get("/health").status() == 200);
        return opened;
    }

    private Shop open(ShopConfig config) {
        try {
            shop = Shop.open(config, new PrintStream(said, true, StandardCharsets.UTF_8));
            return shop;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A budget long enough for a busy machine; what a test says about time it says itself. */
    static ShopConfig config(Duration budget) {
        var limits = new DatabaseLimits(budget, Duration.ofMillis(500), 4, "disable", new Forwarding.Off());
        var shoppers = new Shoppers(Shoppers.PASSWORD_ROUNDS_MIN, Optional.empty());
        return new ShopConfig("us-east-1", ShopConfig.Door.here(0), "shop", limits, shoppers);
    }

    String said() {
        return said.toString(StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        if (shop != null) {
            shop.close();
        }
        secrets.close();
    }
}

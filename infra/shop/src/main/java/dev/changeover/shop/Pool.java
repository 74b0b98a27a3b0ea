package dev.changeover.shop;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.HikariPoolMXBean;
import dev.changeover.shop.ShopConfig.DatabaseLimits;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;

/** Connections to one server, from the moment a pilot got through until it broke or the secret named another. */
final class Pool {
    /** One transaction. It may run more than once, so it must leave the same end whether it runs once or twice. */
    interface Work<T> {
        T in(Connection connection) throws SQLException;
    }

    /** HikariCP's own floor. A connection of a sound server takes a tenth of it. */
    private static final Duration CHECKOUT_TIMEOUT = Duration.ofMillis(250);

    /** Less than this is not enough for a transaction, and a timeout of zero would mean none. */
    private static final Duration SOCKET_TIMEOUT_MIN = Duration.ofMillis(50);

    /** What is under way when a pool is replaced may end; the longest request budget of a default shop, thrice. */
    private static final Duration RETIREMENT_MAX = Duration.ofSeconds(3);

    private static final Duration RETIREMENT_CHECK = Duration.ofMillis(20);

    private final DatabaseSecret secret;
    private final HikariDataSource connections;
    private volatile boolean schemaReady;

    Pool(DatabaseSecret secret, DatabaseLimits limits) {
        var config = new HikariConfig();
        config.setPoolName("shop");
        config.setJdbcUrl(Driver.url(secret));
        config.setDataSourceProperties(Driver.properties(secret, limits.sslMode()));
        config.setMaximumPoolSize(limits.poolSize());
        config.setMinimumIdle(Math.min(2, limits.poolSize()));
        config.setConnectionTimeout(CHECKOUT_TIMEOUT.toMillis());
        config.setValidationTimeout(CHECKOUT_TIMEOUT.toMillis());
        config.setInitializationFailTimeout(-1); // The pilot has just been through; do not ask twice.
        config.setAutoCommit(false);
        this.secret = secret;
        this.connections = new HikariDataSource(config);
    }

    DatabaseSecret secret() {
        return secret;
    }

    /** Runs and commits {@code work}; every wait for the server ends with the deadline. */
    <T> T run(Work<T> work, Deadline deadline) throws SQLException {
        try (Connection connection = connections.getConnection()) {
            Duration left = deadline.remaining();
            Duration timeout = left.compareTo(SOCKET_TIMEOUT_MIN) < 0 ? SOCKET_TIMEOUT_MIN : left;
            connection.setNetworkTimeout(Runnable::run, Math.toIntExact(timeout.toMillis()));
            if (!schemaReady) {
                schemaReady = Schema.ensure(connection);
            }
            T value = work.in(connection);
            connection.commit();
            return value;
        }
    }

    /** Lets what is under way end, then closes. Returns at once. */
    void retire() {
        Thread.ofVirtual().name("retire-pool").start(() -> {
            HikariPoolMXBean beans = connections.getHikariPoolMXBean();
            var deadline = Deadline.in(RETIREMENT_MAX);
            try {
                while (beans != null && beans.getActiveConnections() > 0 && !deadline.passed()) {
                    Thread.sleep(RETIREMENT_CHECK);
                }
            } catch (InterruptedException stop) {
                Thread.currentThread().interrupt();
            }
            connections.close();
        });
    }

    void close() {
        connections.close();
    }
}

package dev.changeover.shop;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Properties;

/** The PostgreSQL driver, with every timeout spelled out. */
final class Driver {
    /** A server in the same Region answers in milliseconds, one in the other in under 200 ms. */
    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(1);

    /** Beyond any request budget: it ends what nobody waits for any more. */
    private static final Duration SOCKET_TIMEOUT = Duration.ofSeconds(3);

    private Driver() {}

    /** Loads the driver's classes before the first connection needs them; worth a tenth of a second at the start. */
    static void load() {
        DriverManager.drivers().forEach(driver -> {});
    }

    static String url(DatabaseSecret secret) {
        String database = URLEncoder.encode(secret.database(), StandardCharsets.UTF_8);
        return "jdbc:postgresql://" + secret.host() + ":" + secret.port() + "/" + database;
    }

    static Properties properties(DatabaseSecret secret, String sslMode) {
        var properties = new Properties();
        properties.setProperty("user", secret.username());
        properties.setProperty("password", secret.password());
        properties.setProperty("sslmode", sslMode);
        properties.setProperty("ApplicationName", "unicorn-shop");
        properties.setProperty("connectTimeout", Long.toString(CONNECT_TIMEOUT.toSeconds()));
        properties.setProperty("loginTimeout", Long.toString(CONNECT_TIMEOUT.toSeconds()));
        properties.setProperty("socketTimeout", Long.toString(SOCKET_TIMEOUT.toSeconds()));
        properties.setProperty("tcpKeepAlive", "true");
        // Kerberos is not used, and asking whether it could be costs a round trip.
        properties.setProperty("gssEncMode", "disable");
        return properties;
    }

    /** Opens one connection outside any pool. */
    static Connection connect(DatabaseSecret secret, String sslMode) throws SQLException {
        return DriverManager.getConnection(url(secret), properties(secret, sslMode));
    }
}

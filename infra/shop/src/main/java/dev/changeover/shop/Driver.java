package dev.changeover.shop;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import org.postgresql.ds.PGSimpleDataSource;

/** The PostgreSQL driver, with every timeout spelled out. */
final class Driver {
    /** A server in the same Region answers in milliseconds, one in the other in under 200 ms. */
    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(1);

    /** Beyond any request budget: it ends what nobody waits for any more. */
    private static final Duration SOCKET_TIMEOUT = Duration.ofSeconds(3);

    private Driver() {}

    static PGSimpleDataSource source(DatabaseSecret secret, String sslMode) {
        var source = new PGSimpleDataSource();
        source.setServerNames(new String[] {secret.host()});
        source.setPortNumbers(new int[] {secret.port()});
        source.setDatabaseName(secret.database());
        source.setUser(secret.username());
        source.setPassword(secret.password());
        source.setSslMode(sslMode);
        source.setApplicationName("unicorn-shop");
        source.setConnectTimeout(Math.toIntExact(CONNECT_TIMEOUT.toSeconds()));
        source.setLoginTimeout(Math.toIntExact(CONNECT_TIMEOUT.toSeconds()));
        source.setSocketTimeout(Math.toIntExact(SOCKET_TIMEOUT.toSeconds()));
        source.setTcpKeepAlive(true);
        // Kerberos is not used, and asking whether it could be loads its classes.
        source.setGssEncMode("disable");
        return source;
    }

    /** Opens one connection outside any pool. */
    static Connection connect(DatabaseSecret secret, String sslMode) throws SQLException {
        return source(secret, sslMode).getConnection();
    }
}

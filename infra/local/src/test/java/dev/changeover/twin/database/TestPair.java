package dev.changeover.twin.database;

import dev.changeover.core.model.Region;
import dev.changeover.twin.FreePorts;
import dev.changeover.twin.model.DataPlane.Contents;
import dev.changeover.twin.model.DataPlane.Server;
import dev.changeover.twin.model.Ports;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.Set;

/** A writer in us-east-1 and its replica in us-west-2, on ports of their own. */
final class TestPair implements AutoCloseable {
    static final Region VIRGINIA = new Region("us-east-1");
    static final Region OREGON = new Region("us-west-2");
    static final List<Region> REGIONS = List.of(VIRGINIA, OREGON);
    static final Server EAST = new Server("shop-east", VIRGINIA);
    static final Server WEST = new Server("shop-west", OREGON);
    static final Contents CONTENTS = new Contents("shop", "shopkeeper", "corr'ect \"horse\" 7");

    /** Shared by all tests, and kept between runs, as a user's cache is. */
    static final Path CACHE = Path.of("target", "postgres-cache").toAbsolutePath();

    private final Ports ports;
    private final PostgresDataPlane plane;

    private TestPair(Ports ports, PostgresDataPlane plane) {
        this.ports = ports;
        this.plane = plane;
    }

    static TestPair start(Path root) {
        return start(root, Bounds.DEFAULT);
    }

    static TestPair start(Path root, Bounds bounds) {
        Ports ports = FreePorts.next();
        var pair = new TestPair(ports, new PostgresDataPlane(root, CACHE, ports, REGIONS, bounds));
        Ending.good(done -> pair.plane.createWriter(EAST, CONTENTS, done));
        Ending.good(done -> pair.plane.createReplica(WEST, EAST, done));
        return pair;
    }

    PostgresDataPlane plane() {
        return plane;
    }

    Ports ports() {
        return ports;
    }

    Connection connect(Server server) throws SQLException {
        return connect(plane.port(server));
    }

    static Connection connect(int port) throws SQLException {
        return DriverManager.getConnection(
                "jdbc:postgresql://127.0.0.1:" + port + "/shop?sslmode=disable&connectTimeout=2&socketTimeout=10",
                CONTENTS.masterUsername(),
                CONTENTS.masterPassword());
    }

    void run(Server server, String sql) throws SQLException {
        try (var connection = connect(server);
                var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    Set<Long> orders(Server server) throws SQLException {
        return KeptData.ordersAt(plane.port(server));
    }

    @Override
    public void close() {
        plane.close();
    }
}

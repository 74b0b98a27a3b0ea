package dev.changeover.twin.database;

import dev.changeover.twin.FreePorts;
import dev.changeover.twin.model.DataPlane.Server;
import dev.changeover.twin.model.Ports;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;

/** Opens data that was kept aside, as one restores a snapshot, to see what is in it. */
final class KeptData {
    private KeptData() {}

    static Set<Long> orders(Path root, Path scratch) throws IOException, SQLException {
        var server = new Server("restored", TestPair.VIRGINIA);
        Path data = scratch.resolve("servers/us-east-1.restored/data");
        Files.createDirectories(data.getParent());
        Files.move(onlyFolderIn(root.resolve("kept-aside")), data);
        var cache = new SharedCache(TestPair.CACHE);
        Programs programs = Programs.unpack(cache);
        Ports ports = FreePorts.next();
        try (var launcher = new Launcher(ServerUser.choose(programs.server(), List.of(scratch)))) {
            var tools = new Site.Tools(programs, launcher, Bounds.DEFAULT);
            var template = programs.template(cache, launcher);
            var node = new Node(
                    server, 0, new Site(scratch, ports, template, tools, new AtomicReference<>(Duration.ZERO)));
            try {
                node.startAsWriter();
                return ordersAt(node.port());
            } finally {
                node.end();
            }
        }
    }

    private static Path onlyFolderIn(Path folder) throws IOException {
        try (var found = Files.newDirectoryStream(folder)) {
            return found.iterator().next();
        }
    }

    static Set<Long> ordersAt(int port) throws SQLException {
        var found = new HashSet<Long>();
        try (var connection = TestPair.connect(port);
                var statement = connection.createStatement();
                var rows = statement.executeQuery("SELECT id FROM orders")) {
            while (rows.next()) {
                found.add(rows.getLong(1));
            }
        }
        return found;
    }
}

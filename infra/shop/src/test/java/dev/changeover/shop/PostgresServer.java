package dev.changeover.shop;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.tukaani.xz.XZInputStream;

/** One real PostgreSQL server of a test run; ended with the JVM. */
public final class PostgresServer {
    static final String USER = "shop";
    static final String PASSWORD = "let-me-in";

    /** What Debian's nobody is: PostgreSQL refuses to run as root. */
    private static final String NOBODY = "65534";

    private static final Duration START_MAX = Duration.ofSeconds(30);
    private static final boolean ROOT = System.getProperty("user.name").equals("root");

    private static Path home;
    private static Path template;

    private final Path data;
    private final int port;
    private Process process;

    private PostgresServer(Path data, int port) {
        this.data = data;
        this.port = port;
    }

    /** Starts a server with an empty database of the name {@code postgres}. */
    static synchronized PostgresServer start() {
        try {
            if (template == null) {
                prepare();
            }
            Path data = template.resolveSibling("data-" + System.nanoTime());
            run(List.of("cp", "-a", template.toString(), data.toString()));
            var server = new PostgresServer(data, freePort());
            server.up();
            Runtime.getRuntime().addShutdownHook(new Thread(server::kill));
            return server;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    int port() {
        return port;
    }

    /** The secret that names this server. */
    String secret() {
        return Json.object()
                .put("engine", "aurora-postgresql")
                .put("host", "127.0.0.1")
                .put("port", port)
                .put("username", USER)
                .put("password", PASSWORD)
                .put("dbname", "postgres")
                .toString();
    }

    public Connection connect() throws SQLException {
        return DriverManager.getConnection("jdbc:postgresql://127.0.0.1:" + port + "/postgres", USER, PASSWORD);
    }

    void execute(String... statements) {
        try (Connection connection = connect();
                var statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    public long count(String query) {
        try (Connection connection = connect();
                var statement = connection.createStatement();
                var row = statement.executeQuery(query)) {
            row.next();
            return row.getLong(1);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Does what a switchover does to the old writer first: refuses writes and ends every client. */
    void fence() {
        execute("ALTER SYSTEM SET default_transaction_read_only = on", "SELECT pg_reload_conf()");
        endClients();
    }

    void unfence() {
        execute(
                "SET default_transaction_read_only = off",
                "ALTER SYSTEM RESET default_transaction_read_only",
                "SELECT pg_reload_conf()");
        endClients();
    }

    void endClients() {
        execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                + " WHERE backend_type = 'client backend' AND pid <> pg_backend_pid()");
    }

    public void up() {
        var command = new ArrayList<>(asNobody());
        command.addAll(List.of(home.resolve("bin/postgres").toString(), "-D", data.toString()));
        command.addAll(List.of("-p", Integer.toString(port), "-c", "listen_addresses=127.0.0.1"));
        command.addAll(List.of("-c", "unix_socket_directories=", "-c", "fsync=off", "-c", "shared_buffers=16MB"));
        // Below its data, which is removed: a killed server leaves what it has in /dev/shm there for ever.
        command.addAll(List.of("-c", "dynamic_shared_memory_type=mmap"));
        try {
            process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(
                            data.resolveSibling(data.getFileName() + ".log").toFile())
                    .start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        var deadline = Deadline.in(START_MAX);
        while (!answers()) {
            if (deadline.passed() || !process.isAlive()) {
                throw new IllegalStateException("PostgreSQL did not start; see " + data + ".log");
            }
            Thread.onSpinWait();
        }
    }

    /** Ends it at once, as kill -9 does. */
    public void kill() {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
        try {
            process.waitFor(5, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Stops every process of it where it stands: connections stay open and nobody answers. */
    void freeze() {
        signal("-STOP");
    }

    void thaw() {
        signal("-CONT");
    }

    private void signal(String signal) {
        Stream.concat(Stream.of(process.toHandle()), process.descendants().toList().stream())
                .forEach(part -> signal(signal, part));
    }

    /** A session may end between being listed and being told. */
    private static void signal(String signal, ProcessHandle part) {
        try {
            run(List.of("sh", "-c", "kill " + signal + " " + part.pid())); // small images have no such program
        } catch (IllegalStateException refused) {
            if (part.isAlive()) {
                throw refused;
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private boolean answers() {
        try (Connection connection = connect()) {
            return connection.isValid(1);
        } catch (SQLException notYet) {
            return false;
        }
    }

    private static void prepare() throws IOException {
        Path root = Files.createTempDirectory("shop-postgres");
        home = Files.createDirectories(root.resolve("home"));
        Path archive = root.resolve("postgres.tar");
        try (InputStream in =
                new XZInputStream(PostgresServer.class.getResourceAsStream("/postgres-linux-x86_64.txz"))) {
            Files.copy(in, archive);
        }
        run(List.of("tar", "-xf", archive.toString(), "-C", home.toString()));
        Path password = Files.writeString(root.resolve("password"), PASSWORD);
        Path data = root.resolve("template");
        if (ROOT) {
            run(List.of("chown", "-R", NOBODY + ":" + NOBODY, root.toString()));
        }
        var command = new ArrayList<>(asNobody());
        command.addAll(List.of(home.resolve("bin/initdb").toString(), "-D", data.toString(), "-U", USER));
        command.addAll(List.of("-A", "scram-sha-256", "--pwfile", password.toString(), "--no-sync", "-E", "UTF8"));
        run(command);
        template = data;
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            // Each server has a hook of its own that ends it; what it still writes is of no use to anyone.
            try {
                run(List.of("rm", "-rf", root.toString()));
            } catch (IOException | IllegalStateException left) {
                System.err.println("left behind: " + root);
            }
        }));
    }

    private static List<String> asNobody() {
        return ROOT
                ? List.of("setpriv", "--reuid=" + NOBODY, "--regid=" + NOBODY, "--clear-groups", "--pdeathsig", "KILL")
                : List.of();
    }

    private static void run(List<String> command) throws IOException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
        try {
            if (process.waitFor() != 0) {
                throw new IllegalStateException(command + " failed: " + said);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}

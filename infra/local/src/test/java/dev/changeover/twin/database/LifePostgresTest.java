package dev.changeover.twin.database;

import static dev.changeover.twin.database.TestPair.CACHE;
import static dev.changeover.twin.database.TestPair.CONTENTS;
import static dev.changeover.twin.database.TestPair.EAST;
import static dev.changeover.twin.database.TestPair.REGIONS;
import static dev.changeover.twin.database.TestPair.WEST;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.changeover.twin.FreePorts;
import dev.changeover.twin.model.DataPlane.Contents;
import dev.changeover.twin.model.DataPlane.Server;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LifePostgresTest {
    private static final Duration SOON = Duration.ofSeconds(10);

    @TempDir(factory = MemoryFolder.class)
    private Path root;

    @Test
    void leavesNoServerBehindWhenItIsKilled() throws IOException {
        var ports = FreePorts.next();
        Process twin = PairInItsOwnProcess.start(root, CACHE, ports);
        assertThat(twin.inputReader().readLine()).isEqualTo(PairInItsOwnProcess.READY);
        assertThat(processesIn(root)).isNotEmpty();
        assertThatThrownBy(() -> new PostgresDataPlane(root, CACHE, ports, REGIONS))
                .isInstanceOf(DatabaseTrouble.class)
                .hasMessage(
                        "Another twin lives in " + root + "; end it first, or give this one a directory of its own.");
        twin.destroyForcibly();
        assertThat(Patience.waitFor(SOON, () -> processesIn(root).isEmpty()))
                .as("all servers are gone")
                .isTrue();
        try (var next = new PostgresDataPlane(root, CACHE, ports, REGIONS)) {
            assertThat(root.resolve("servers")).doesNotExist();
            Ending.good(done -> next.createWriter(EAST, CONTENTS, done));
        }
    }

    @Test
    void endsItsServersAndRemovesTheirDataWhenClosed() {
        try (var pair = TestPair.start(root)) {
            pair.plane().lose(TestPair.VIRGINIA);
        }
        assertThat(processesIn(root)).isEmpty();
        assertThat(root.resolve("servers")).doesNotExist();
    }

    @Test
    void letsTwoTwinsLiveSideBySide(@TempDir(factory = MemoryFolder.class) Path otherRoot) throws SQLException {
        try (var one = TestPair.start(root);
                var other = TestPair.start(otherRoot)) {
            one.run(EAST, "CREATE TABLE only_in_one ()");
            other.run(EAST, "CREATE TABLE only_in_other ()");
            Ending.good(done -> other.plane().switchOver(EAST, WEST, done));
            one.run(EAST, "DROP TABLE only_in_one");
            other.run(WEST, "DROP TABLE only_in_other");
        }
    }

    @Test
    void fillsACacheThatAnotherLeftHalfFilledWhileATwinStartsBesideIt(
            @TempDir Path cache, @TempDir(factory = MemoryFolder.class) Path otherRoot) throws IOException {
        String name = Programs.unpack(new SharedCache(CACHE)).name();
        for (String entry : List.of(name, name + "-template-1")) {
            Files.createDirectories(cache.resolve(entry + ".unfinished/bin"));
            Files.writeString(cache.resolve(entry + ".unfinished/bin/postgres"), "half a program");
            Files.createFile(cache.resolve(entry + ".lock"));
        }
        Process beside = PairInItsOwnProcess.start(otherRoot, cache, FreePorts.next());
        try (var plane = new PostgresDataPlane(root, cache, FreePorts.next(), REGIONS)) {
            Ending.good(done -> plane.createWriter(EAST, CONTENTS, done));
            assertThat(beside.inputReader().readLine()).isEqualTo(PairInItsOwnProcess.READY);
        } finally {
            beside.destroyForcibly();
        }
        assertThat(Patience.waitFor(SOON, () -> processesIn(otherRoot).isEmpty()))
                .isTrue();
    }

    @Test
    void startsAgainFromWhatItHasCached() throws IOException {
        TestPair.start(root).close();
        Path programs = CACHE.resolve(Programs.unpack(new SharedCache(CACHE)).name());
        var before = Files.getLastModifiedTime(programs);
        TestPair.start(root).close();
        assertThat(Files.getLastModifiedTime(programs)).isEqualTo(before);
    }

    @Test
    void runsBelowADirectoryThatOnlyItsOwnerMayEnter(@TempDir(factory = MemoryFolder.class) Path closed)
            throws IOException {
        Files.setPosixFilePermissions(closed, PosixFilePermissions.fromString("rwx------"));
        try (var pair = TestPair.start(closed.resolve("twin"))) {
            Ending.good(done -> pair.plane().switchOver(EAST, WEST, done));
            assertThat(processesIn(closed.resolve("twin"))).isNotEmpty();
        }
        assertThat(processesIn(closed.resolve("twin"))).isEmpty();
    }

    @Test
    void saysWhichPortIsInUseAndLeavesNothingHalfMade() throws IOException {
        var ports = FreePorts.next();
        try (var squatter =
                        new ServerSocket(ports.database(0), 1, InetAddress.getByAddress(new byte[] {127, 0, 0, 1}));
                var plane = new PostgresDataPlane(root, CACHE, ports, REGIONS)) {
            assertThat(Ending.of(done -> plane.createWriter(EAST, CONTENTS, done)))
                    .contains("Port " + squatter.getLocalPort()
                            + " on 127.0.0.1 is in use; end what listens there or choose another port base.");
            assertThat(root.resolve("servers/us-east-1.shop-east")).doesNotExist();
        }
    }

    @Test
    void saysWhichDirectoryCannotBeMade() throws IOException {
        Path file = Files.createFile(root.resolve("file"));
        assertThatThrownBy(() -> new PostgresDataPlane(file.resolve("twin"), CACHE, FreePorts.next(), REGIONS))
                .isInstanceOf(DatabaseTrouble.class)
                .hasMessageStartingWith("The directory " + file.resolve("twin") + " cannot be made: ");
        assertThatThrownBy(() ->
                        new PostgresDataPlane(root.resolve("twin"), file.resolve("cache"), FreePorts.next(), REGIONS))
                .isInstanceOf(DatabaseTrouble.class)
                .hasMessageStartingWith("The directory " + file.resolve("cache") + " cannot be made: ");
    }

    @Test
    void showsItsPasswordsToNobody() throws IOException, SQLException {
        try (var pair = TestPair.start(root)) {
            Ending.good(done -> pair.plane().switchOver(EAST, WEST, done));
            Programs programs = Programs.unpack(new SharedCache(CACHE));
            String password =
                    Files.readString(CACHE.resolve(programs.templateName()).resolve("password"));
            var shown = new StringBuilder();
            for (Path log : List.of(logOf("us-east-1.shop-east"), logOf("us-west-2.shop-west"))) {
                shown.append(Files.readString(log));
            }
            for (ProcessHandle process : processesIn(root)) {
                shown.append(commandLineOf(process));
            }
            assertThat(shown)
                    .contains("postgres")
                    .doesNotContain(password)
                    .doesNotContain(CONTENTS.masterPassword())
                    .doesNotContain("SCRAM-SHA-256$");
        }
    }

    @Test
    void refusesAServerThatIsThereAndAMasterUserThatIsItsOwn() {
        try (var pair = TestPair.start(root)) {
            assertThat(Ending.of(done -> pair.plane().createWriter(EAST, CONTENTS, done)))
                    .contains("The database server shop-east in us-east-1 exists already.");
            var other = new Server("other", TestPair.OREGON);
            assertThat(Ending.of(done -> pair.plane().createWriter(other, new Contents("a", "rdsadmin", "b"), done)))
                    .contains("The master user cannot be called rdsadmin.");
            assertThat(root.resolve("servers/us-west-2.other")).doesNotExist();
        }
    }

    /** Empty for a process that has ended since it was listed, as a server's workers do at any time. */
    private static String commandLineOf(ProcessHandle process) throws IOException {
        try {
            return Files.readString(Path.of("/proc/" + process.pid() + "/cmdline"), StandardCharsets.UTF_8);
        } catch (NoSuchFileException ended) {
            return "";
        }
    }

    private Path logOf(String server) {
        return root.resolve("servers").resolve(server).resolve("log");
    }

    private static List<ProcessHandle> processesIn(Path root) {
        return Stream.of("us-east-1.shop-east", "us-west-2.shop-west")
                .flatMap(server ->
                        Remains.in(root.resolve("servers").resolve(server).resolve("data")).stream())
                .toList();
    }
}

package dev.changeover.twin.database;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.OptionalLong;

/** The files of one server: its data, how it is configured, and what it says about itself. */
final class DataDirectory {
    /** The line of {@code postmaster.pid} that holds the state (PostgreSQL 17, miscadmin.h). */
    private static final int STATUS_LINE = 7;

    /** Where the control file keeps its state and its last checkpoint (PostgreSQL 17, pg_control.h). */
    private static final int CONTROL_STATE = 16;

    private static final int CONTROL_CHECKPOINT = 32;
    private static final int SHUT_DOWN = 1;

    private static final int TAIL_LINES = 40;

    private final Path home;
    private final Site site;
    private long logStart;

    DataDirectory(Path home, Site site) {
        this.home = home;
        this.site = site;
    }

    Path folder() {
        return home.resolve("data");
    }

    Path log() {
        return home.resolve("log");
    }

    /** Becomes a copy of the empty database. */
    void copyTemplate() {
        try {
            remove();
            Files.createDirectories(home);
            Folders.copy(site.template().data(), unfinished(), file -> true);
            adopt(unfinished());
        } catch (IOException failure) {
            throw Folders.trouble(failure);
        }
    }

    boolean exists() {
        return Files.isDirectory(folder());
    }

    /** Where a copy is made; only a whole one becomes the data. */
    Path unfinished() {
        return home.resolve("data.unfinished");
    }

    /** Takes a finished copy as the data, owned by the user the server runs as. */
    void adopt(Path copy) throws IOException {
        site.launcher().user().own(copy);
        Files.move(copy, folder());
    }

    void configureWriter(int port) {
        try {
            configure(port, "");
            Files.deleteIfExists(folder().resolve("standby.signal"));
        } catch (IOException failure) {
            throw Folders.trouble(failure);
        }
    }

    /** The password is in a file of its own: PostgreSQL writes a changed {@code primary_conninfo} into its log. */
    void configureReplica(int port, int linkPort, String replicaName) {
        try {
            Path passwords = folder().resolve("replication-password");
            write(
                    "replication-password",
                    "127.0.0.1:" + linkPort + ":*:" + Programs.administrator() + ":"
                            + site.template().password() + "\n");
            Files.setPosixFilePermissions(passwords, PosixFilePermissions.fromString("rw-------"));
            configure(
                    port,
                    "primary_conninfo = 'host=127.0.0.1 port=" + linkPort + " user=" + Programs.administrator()
                            + " passfile=''" + passwords + "'' application_name=" + replicaName
                            + " sslmode=disable gssencmode=disable'\n");
            write("standby.signal", "");
        } catch (IOException failure) {
            throw Folders.trouble(failure);
        }
    }

    private void configure(int port, String replication) throws IOException {
        write("postgresql.conf", ServerSettings.at(port));
        write("replication.conf", replication);
        write("pg_hba.conf", ServerSettings.WHO_MAY_CONNECT);
        write("postgresql.auto.conf", ""); // a fence from the time before must not outlive it
    }

    private void write(String name, String content) throws IOException {
        Path file = folder().resolve(name);
        Files.writeString(file, content, StandardCharsets.UTF_8);
        site.launcher().user().own(file);
    }

    /** Forgets the process that ran here before; its death has been seen. */
    void beforeStart() {
        try {
            Files.deleteIfExists(folder().resolve("postmaster.pid"));
            logStart = Files.exists(log()) ? Files.size(log()) : 0;
        } catch (IOException failure) {
            throw Folders.trouble(failure);
        }
    }

    /** Whether the server accepts connections; a replica does so once its data is consistent. */
    boolean isReady() {
        try {
            List<String> lines = Files.readAllLines(folder().resolve("postmaster.pid"));
            return lines.size() > STATUS_LINE && lines.get(STATUS_LINE).strip().equals("ready");
        } catch (IOException notYet) {
            return false;
        }
    }

    /** Where the log of a server that was stopped properly ends; empty when it was killed or runs. */
    OptionalLong shutDownAt() {
        try {
            var control = ByteBuffer.wrap(Files.readAllBytes(folder().resolve("global/pg_control")))
                    .order(ByteOrder.LITTLE_ENDIAN);
            return control.getInt(CONTROL_STATE) == SHUT_DOWN
                    ? OptionalLong.of(control.getLong(CONTROL_CHECKPOINT))
                    : OptionalLong.empty();
        } catch (IOException failure) {
            throw Folders.trouble(failure);
        }
    }

    /** Whether the server has found, since its start, that its history is not its writer's. */
    boolean saysForked() {
        return tail().stream()
                .anyMatch(line -> line.contains("forked off current database system timeline")
                        || line.contains("is not a child of this server's history")
                        || line.contains("is not in this server's history"));
    }

    /** Whether the server has found that its writer no longer holds what it would need. */
    boolean saysTooFarBehind() {
        return tail().stream().anyMatch(line -> line.contains("has already been removed"));
    }

    /** The line that best tells why a server ended. */
    String lastWords() {
        List<String> tail = tail();
        return tail.reversed().stream()
                .filter(line -> line.contains("FATAL:") || line.contains("PANIC:") || line.contains("could not"))
                .findFirst()
                .orElse(tail.isEmpty() ? "it said nothing" : tail.getLast());
    }

    private List<String> tail() {
        try (var in = Files.newInputStream(log())) {
            in.skipNBytes(logStart);
            List<String> lines = new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .toList();
            return lines.subList(Math.max(0, lines.size() - TAIL_LINES), lines.size());
        } catch (NoSuchFileException nothingSaid) {
            return List.of();
        } catch (IOException failure) {
            throw Folders.trouble(failure);
        }
    }

    void moveTo(Path elsewhere) throws IOException {
        Files.createDirectories(elsewhere.getParent());
        Files.move(folder(), elsewhere);
    }

    void removeData() throws IOException {
        Folders.remove(folder());
    }

    void remove() throws IOException {
        Folders.remove(home);
    }
}

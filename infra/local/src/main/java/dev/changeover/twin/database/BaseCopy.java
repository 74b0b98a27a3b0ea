package dev.changeover.twin.database;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Set;

/** Copies a running writer's files so that a replica can start from them: a base backup over one session. */
final class BaseCopy {
    private static final Path CONTROL = Path.of("global", "pg_control");

    /** Belong to the running server or are rebuilt at start (PostgreSQL 17 manual, 25.3.4). */
    private static final Set<String> LEFT_OUT = Set.of(
            "postmaster.pid",
            "postmaster.opts",
            "standby.signal",
            "recovery.signal",
            "backup_label",
            "tablespace_map",
            "postgresql.auto.conf",
            "replication.conf",
            "replication-password",
            "pg_internal.init");

    private static final Set<String> LEFT_EMPTY = Set.of(
            "pg_wal",
            "pg_replslot",
            "pg_dynshmem",
            "pg_notify",
            "pg_serial",
            "pg_snapshots",
            "pg_stat_tmp",
            "pg_subtrans");

    private BaseCopy() {}

    /** {@code replica} must be stopped and have no data; a copy that is cut short leaves it so. */
    static void make(Node writer, Node replica) {
        Path from = writer.data().folder();
        Path to = replica.data().unfinished();
        try (var session = writer.open()) {
            session.run("SELECT pg_backup_start('changeover', true)");
            Folders.remove(to);
            Files.createDirectories(to.getParent());
            Folders.copy(from, to, BaseCopy::wanted);
            // Last, so that it never points to a checkpoint newer than the files.
            Files.copy(from.resolve(CONTROL), to.resolve(CONTROL), StandardCopyOption.REPLACE_EXISTING);
            List<String> end = session.row("SELECT labelfile FROM pg_backup_stop(false)");
            Files.writeString(to.resolve("backup_label"), end.getFirst());
            replica.data().adopt(to);
        } catch (IOException failure) {
            throw Folders.trouble(failure);
        }
    }

    private static boolean wanted(Path file) {
        String name = file.getFileName().toString();
        return !file.equals(CONTROL)
                && !LEFT_OUT.contains(name)
                && !LEFT_EMPTY.contains(file.getName(0).toString())
                && !name.startsWith("pgsql_tmp");
    }
}

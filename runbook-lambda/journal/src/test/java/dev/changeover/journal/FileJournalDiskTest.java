package dev.changeover.journal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.changeover.core.journal.Event;
import dev.changeover.core.journal.Journal.Appending;
import dev.changeover.core.journal.Journal.Leasing;
import dev.changeover.core.journal.Journal.Opening;
import dev.changeover.core.model.ChangeoverId;
import dev.changeover.core.port.PortFailure;
import dev.changeover.journal.contract.Samples;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Disks that are full, read-only or forbidden: every write says so, and what was written before can be read. */
class FileJournalDiskTest {
    private static final ChangeoverId ID = new ChangeoverId("changeover-1");
    private static final Duration LEASE = Duration.ofSeconds(30);

    /** KiB: room for the first event and a few more. */
    private static final int DISK_KIB = 64;

    @TempDir
    Path mountPoint;

    @Test
    void saysThatTheDiskIsFullAndGoesOnWhenThereIsRoom() throws Exception {
        try (var disk = TinyDisk.mount(mountPoint, DISK_KIB)) {
            var journal = new FileJournal(disk.path().resolve("journal"));
            assertThat(journal.open(Samples.started(ID.value(), "shop"))).isEqualTo(new Opening.Opened());
            Path ballast = disk.path().resolve("ballast");

            int there = appendUntilFull(journal);
            fill(ballast);

            assertThat(journal.lease(ID, "one", Samples.AT, LEASE)).isInstanceOf(Leasing.Unavailable.class);
            assertThat(journal.open(Samples.started("changeover-2", "blog"))).isInstanceOf(Opening.Unavailable.class);
            assertThat(journal.read(ID)).hasSize(there);
            assertThat(journal.read(new ChangeoverId("changeover-2"))).isEmpty();

            Files.delete(ballast);
            assertThat(journal.append(ID, there, Samples.ended(), Optional.empty()))
                    .isEqualTo(new Appending.Appended());
            assertThat(journal.read(ID)).hasSize(there + 1);
        }
    }

    private static int appendUntilFull(FileJournal journal) {
        Event event = Samples.wait("x".repeat(700));
        for (int there = 1; there < DISK_KIB * 2; there++) {
            Appending answer = journal.append(ID, there, event, Optional.empty());
            if (answer instanceof Appending.Unavailable(var why)) {
                assertThat(why.code()).isEqualTo(PortFailure.Code.UNREACHABLE);
                assertThat(why.message()).contains("No space left on device").contains("make room");
                return there;
            }
        }
        throw new AssertionError("the disk did not fill up");
    }

    /** The failed append may have left a page free. */
    private static void fill(Path ballast) throws IOException {
        try (var out = Files.newOutputStream(ballast)) {
            for (int written = 0; written < DISK_KIB; written++) {
                out.write(new byte[1024]);
            }
        } catch (IOException full) {
            assertThat(full).hasMessageContaining("No space left");
        }
    }

    @Test
    void saysThatTheDiskIsReadOnlyAndReadsItAllTheSame() throws Exception {
        try (var disk = TinyDisk.mount(mountPoint, DISK_KIB)) {
            var journal = new FileJournal(disk.path().resolve("journal"));
            journal.open(Samples.started(ID.value(), "shop"));
            disk.makeReadOnly();

            everyWriteIsRefused(journal, PortFailure.Code.UNREACHABLE, "Read-only file system");

            disk.makeWritable();
            assertThat(journal.append(ID, 1, Samples.ended(), Optional.empty())).isEqualTo(new Appending.Appended());
        }
    }

    @Test
    void saysThatTheDirectoryMayNotBeWritten() throws Exception {
        Assumptions.assumeFalse("root".equals(System.getProperty("user.name")), "SKIPPED: root may write everywhere");
        var journal = new FileJournal(mountPoint.resolve("journal"));
        journal.open(Samples.started(ID.value(), "shop"));
        setPermissions(journal, "r-x", "r--");

        everyWriteIsRefused(journal, PortFailure.Code.DENIED, "permissions");

        setPermissions(journal, "rwx", "rw-");
    }

    private void setPermissions(FileJournal journal, String ofDirectories, String ofFiles) throws IOException {
        Path changeovers = journal.fileOf(ID).getParent();
        for (Path directory : List.of(changeovers, changeovers.resolveSibling("applications"))) {
            Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString(ofDirectories + "------"));
        }
        for (Path file : List.of(journal.fileOf(ID), changeovers.resolveSibling("applications/shop.lock"))) {
            Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(ofFiles + "------"));
        }
    }

    private static void everyWriteIsRefused(FileJournal journal, PortFailure.Code code, String word) {
        assertThat(journal.append(ID, 1, Samples.ended(), Optional.empty()))
                .isInstanceOfSatisfying(Appending.Unavailable.class, refused -> says(refused.why(), code, word));
        assertThat(journal.lease(ID, "one", Samples.AT, LEASE))
                .isInstanceOfSatisfying(Leasing.Unavailable.class, refused -> says(refused.why(), code, word));
        assertThat(journal.open(Samples.started("changeover-2", "blog")))
                .isInstanceOfSatisfying(Opening.Unavailable.class, refused -> says(refused.why(), code, word));
        assertThat(journal.read(ID)).hasSize(1);
        assertThat(journal.all()).hasSize(1);
    }

    private static void says(PortFailure why, PortFailure.Code code, String word) {
        assertThat(why.code()).isEqualTo(code);
        assertThat(why.message()).contains(word);
    }
}

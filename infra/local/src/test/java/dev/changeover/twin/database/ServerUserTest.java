package dev.changeover.twin.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ServerUserTest {
    private final Path program =
            Programs.unpack(new SharedCache(Folders.make(TestPair.CACHE))).server();

    @TempDir
    private Path closed;

    @BeforeEach
    void onlyRootMayEnter() throws IOException {
        Files.setPosixFilePermissions(closed, PosixFilePermissions.fromString("rwx------"));
        boolean root = Files.getAttribute(closed, "unix:uid").equals(0);
        if (!root) {
            System.err.println("SKIPPED: as whom root runs the servers, because these tests do not run as root");
        }
        assumeTrue(root, "not root");
    }

    @Test
    void nobodyIsStoppedByADirectoryThatOnlyRootMayEnter() {
        assertThat(ServerUser.AS_NOBODY.complaint(program, closed)).isPresent();
    }

    /** As in a container that may not make a namespace. */
    @Test
    void nobodyMayBeLetIntoIt() {
        assertThat(ServerUser.AS_NOBODY_ANYWHERE.complaint(program, closed)).isEmpty();
    }
}

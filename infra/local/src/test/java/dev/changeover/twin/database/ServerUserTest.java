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
        Path program =
                Programs.unpack(new SharedCache(Folders.make(TestPair.CACHE))).server();
        assertThat(ServerUser.AS_NOBODY.complaint(program, closed)).isPresent();
    }

    /** As where root may make no namespace; the programs are there too, as below root's home. */
    @Test
    void nobodyMayBeLetIntoIt() {
        var cache = new SharedCache(closed);
        Programs programs = Programs.unpack(cache);
        assertThat(ServerUser.AS_NOBODY_ANYWHERE.complaint(programs.server(), closed))
                .isEmpty();
        try (var launcher = new Launcher(ServerUser.AS_NOBODY_ANYWHERE)) {
            assertThat(programs.template(cache, launcher).data().resolve("PG_VERSION"))
                    .isNotEmptyFile();
        }
    }
}

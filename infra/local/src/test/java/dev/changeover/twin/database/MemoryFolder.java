package dev.changeover.twin.database;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.extension.AnnotatedElementContext;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.io.TempDirFactory;

/**
 * Puts the servers of a test into memory where there is room.
 *
 * <p>ext4 does not hand out a deleted inode again for 35 s and looks at each on the way to a free one, so that tests
 * which make and remove thousands of files wait for the disk and not for PostgreSQL.
 */
final class MemoryFolder implements TempDirFactory {
    private static final Path MEMORY = Path.of("/dev/shm");

    /** Two pairs at a time, with room for what they write; containers often give 64 MB. */
    private static final long ROOM_MIN_BYTES = 1L << 30;

    @Override
    public Path createTempDirectory(AnnotatedElementContext element, ExtensionContext test) throws IOException {
        return Files.isWritable(MEMORY) && Files.getFileStore(MEMORY).getUsableSpace() >= ROOM_MIN_BYTES
                ? Files.createTempDirectory(MEMORY, "changeover-")
                : Files.createTempDirectory("changeover-");
    }
}

package dev.changeover.twin.database;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Optional;

/**
 * Directories that are made once and used by every twin of this user.
 *
 * <p>An entry is filled under another name and renamed when it is whole. The rename is atomic, so an entry that is
 * there is complete, whoever was killed while making it; and a lock, which the kernel takes from the dead, lets only
 * one process at a time do the work.
 */
record SharedCache(Path folder) {
    /** Unpacking takes 1 to 2 s, making a template 1 s (measured 2026-11-21); more means the other one hangs. */
    private static final Duration TURN_MAX = Duration.ofSeconds(90);

    private static final String UNFINISHED = ".unfinished";

    interface Filler {
        void fill(Path unfinished) throws IOException;
    }

    /** The entry of that name, made now if it is not there yet. */
    Path entry(String name, Filler filler) {
        Path entry = folder.resolve(name);
        if (Files.isDirectory(entry)) {
            return entry;
        }
        Folders.make(folder);
        try (var channel =
                FileChannel.open(folder.resolve(name + ".lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            waitForTurn(channel);
            if (!Files.isDirectory(entry)) {
                fill(entry, filler);
            }
            return entry;
        } catch (IOException failure) {
            throw new DatabaseTrouble(
                    "The cache directory " + folder + " cannot be filled: " + Folders.reason(failure) + ".", failure);
        }
    }

    private static void fill(Path entry, Filler filler) throws IOException {
        Path unfinished = entry.resolveSibling(entry.getFileName() + UNFINISHED);
        Folders.remove(unfinished); // left by a process that was killed: whoever holds the lock is alone here
        Files.createDirectory(unfinished);
        filler.fill(unfinished);
        Files.move(unfinished, entry, StandardCopyOption.ATOMIC_MOVE);
    }

    private void waitForTurn(FileChannel channel) {
        if (!Patience.waitFor(TURN_MAX, () -> lock(channel).isPresent())) {
            throw new DatabaseTrouble("Another process has been filling the cache directory " + folder
                    + " for more than " + TURN_MAX.toSeconds() + " s; end it, then start again.");
        }
    }

    /** The lock ends with the channel. */
    static Optional<FileLock> lock(FileChannel channel) {
        try {
            return Optional.ofNullable(channel.tryLock());
        } catch (OverlappingFileLockException heldInThisProcess) {
            return Optional.empty();
        } catch (IOException failure) {
            throw Folders.trouble(failure);
        }
    }
}

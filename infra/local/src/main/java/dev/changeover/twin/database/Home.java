package dev.changeover.twin.database;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * The directory of one twin's servers. One process at a time lives in it; what an earlier one left behind is ended
 * and removed, because the world it belonged to is gone.
 */
final class Home implements AutoCloseable {
    /** Two servers take 80 MB and may keep 256 MB of log each; below this they would not get far. */
    private static final long FREE_MIN_BYTES = 300L << 20;

    private final Path folder;
    private final FileChannel lock;

    private Home(Path folder, FileChannel lock) {
        this.folder = folder;
        this.lock = lock;
    }

    static Home enter(Path wanted) {
        Path folder = Folders.make(wanted.toAbsolutePath());
        try {
            FileChannel lock = FileChannel.open(
                    folder.resolve("lock"),
                    StandardOpenOption.CREATE,
                    StandardOpenOption.READ,
                    StandardOpenOption.WRITE);
            var home = new Home(folder.toRealPath(), lock);
            if (SharedCache.lock(lock).isEmpty()) {
                lock.close();
                throw new DatabaseTrouble(
                        "Another twin lives in " + folder + "; end it first, or give this one a directory of its own.");
            }
            home.cleanOrLeave();
            return home;
        } catch (IOException denied) {
            throw new DatabaseTrouble(
                    "The directory " + folder + " cannot be used: " + Folders.reason(denied) + ".", denied);
        }
    }

    private void cleanOrLeave() throws IOException {
        try {
            endRemains();
            removeServers();
            Folders.remove(folder.resolve("kept-aside"));
            checkSpace();
        } catch (DatabaseTrouble | IOException failure) {
            lock.close();
            throw failure;
        }
    }

    Path folder() {
        return folder;
    }

    private void endRemains() throws IOException {
        Path servers = folder.resolve("servers");
        if (!Files.isDirectory(servers)) {
            return;
        }
        try (var left = Files.newDirectoryStream(servers)) {
            for (Path server : left) {
                if (!Remains.killAll(server.resolve("data"))) {
                    throw new DatabaseTrouble("A database server of an earlier twin in " + folder
                            + " does not end although it was killed.");
                }
            }
        }
    }

    void removeServers() throws IOException {
        Folders.remove(folder.resolve("servers"));
    }

    private void checkSpace() throws IOException {
        long free = Files.getFileStore(folder).getUsableSpace();
        if (free < FREE_MIN_BYTES) {
            throw new DatabaseTrouble("The disk of " + folder + " has " + (free >> 20) + " MB free; the databases need "
                    + (FREE_MIN_BYTES >> 20) + " MB.");
        }
    }

    @Override
    public void close() {
        try {
            removeServers();
            lock.close();
        } catch (IOException left) {
            throw Folders.trouble(left);
        }
    }
}

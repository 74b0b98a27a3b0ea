package dev.changeover.journal;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.opentest4j.TestAbortedException;

/** A disk of a few KiB, mounted for one test: the only honest way to fill a disk. Needs root. */
record TinyDisk(Path path) implements AutoCloseable {
    /** Mounting is one system call; this bounds a machine that hangs. */
    private static final int COMMAND_SECONDS_MAX = 20;

    static TinyDisk mount(Path path, int kib) throws IOException {
        if (!run("mount", "-t", "tmpfs", "-o", "size=" + kib + "k", "tmpfs", path.toString())) {
            System.err.println("SKIPPED: no tmpfs can be mounted here, so what a full disk does is not tested");
            throw new TestAbortedException("no tmpfs can be mounted here; run as root to test a full disk");
        }
        return new TinyDisk(path);
    }

    void makeReadOnly() throws IOException {
        mustRun("mount", "-o", "remount,ro", path.toString());
    }

    void makeWritable() throws IOException {
        mustRun("mount", "-o", "remount,rw", path.toString());
    }

    @Override
    public void close() throws IOException {
        mustRun("umount", path.toString());
    }

    private static void mustRun(String... command) throws IOException {
        if (!run(command)) {
            throw new IOException("failed: " + String.join(" ", command));
        }
    }

    private static boolean run(String... command) throws IOException {
        Process process;
        try {
            process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
        } catch (IOException noSuchCommand) {
            return false;
        }
        process.onExit().orTimeout(COMMAND_SECONDS_MAX, TimeUnit.SECONDS).join();
        return process.exitValue() == 0;
    }
}

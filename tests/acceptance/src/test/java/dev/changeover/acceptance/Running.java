package dev.changeover.acceptance;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A command that runs. */
record Running(List<String> words, Process process, Path out, Path err) {
    /** Waits for its end; one that does not come in time is killed, and the test fails with what it said. */
    Finished finish(Duration longest) {
        try {
            if (!process.waitFor(longest.toMillis(), TimeUnit.MILLISECONDS)) {
                kill();
                throw new AssertionError("no end after " + longest + ": " + heard());
            }
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted while waiting for " + words, stop);
        }
        return heard();
    }

    /** As kill -9 does. What it started in the background lives on. */
    void killAlone() {
        process.destroyForcibly();
        awaitEnd();
    }

    /** With all it started. */
    void kill() {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        killAlone();
    }

    /** What it has said so far. */
    Finished heard() {
        return new Finished(words, process.isAlive() ? -1 : process.exitValue(), text(out), text(err));
    }

    private void awaitEnd() {
        try {
            process.waitFor(Shell.END_MAX.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        }
    }

    private static String text(Path file) {
        try {
            return Files.readString(file, StandardCharsets.UTF_8);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}

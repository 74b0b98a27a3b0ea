package dev.changeover.cli.command;

import dev.changeover.cli.ExitCode;
import dev.changeover.cli.Refusal;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Room for the journal of a whole changeover. A disk that fills up in the middle stops it there, with the writer in one
 * Region and the traffic in the other: better not to begin.
 */
final class JournalRoom {
    /** A journal takes about 12 KiB (measured 2026-11-21); this is for a hundred tries and verbs. */
    static final long LEAST_BYTES = 1024 * 1024;

    private JournalRoom() {}

    static void demand(Path home) {
        long free = free(home);
        if (free < LEAST_BYTES) {
            throw new Refusal(
                    ExitCode.GENERAL,
                    "Not started: only " + free / 1024 + " KiB are free for the journal in " + home + ".",
                    "Make room for " + LEAST_BYTES / 1024 + " KiB, or choose another folder with --home.");
        }
    }

    /** Of the folder, or of the nearest one above it that there is. */
    private static long free(Path home) {
        Path there = home;
        while (!Files.exists(there)) {
            there = there.getParent();
        }
        try {
            return Files.getFileStore(there).getUsableSpace();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}

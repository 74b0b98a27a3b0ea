package dev.changeover.journal;

import dev.changeover.core.journal.CorruptJournalException;
import dev.changeover.core.journal.Event;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The events of one changeover, a line each. Whoever appends holds the application's lock; reading needs none. */
final class JournalFile {
    /**
     * A reader may meet the moment in which a torn line is cut off and overwritten, and see a mixture. Looking again
     * settles it; what stays the same is damage.
     */
    private static final int LOOKS_MAX = 5;

    private final Path file;

    JournalFile(Path file) {
        this.file = file;
    }

    /** The whole lines, and the length of the file up to the end of the last of them. */
    private record Lines(List<String> texts, long length) {}

    /** All events in order; empty if there is no file. A torn last line was never reported as done and is left out. */
    List<Event> events() throws IOException {
        List<String> texts = lines().texts();
        List<Event> events = new ArrayList<>(texts.size());
        for (int index = 0; index < texts.size(); index++) {
            events.add(event(index, texts.get(index)));
        }
        return List.copyOf(events);
    }

    /** The first event, which never changes. */
    Event.Started started() throws IOException {
        return started(event(0, existing().texts().getFirst()), file);
    }

    static Event.Started started(Event first, Path file) {
        if (first instanceof Event.Started started) {
            return started;
        }
        throw new CorruptJournalException(file + " does not begin with Started");
    }

    /** Appends if exactly {@code expected} events are there. When it returns true the line is on the disk. */
    boolean append(int expected, Event event) throws IOException {
        Lines lines = existing();
        if (lines.texts().size() != expected) {
            return false;
        }
        try (var channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.truncate(lines.length());
            try {
                write(channel, lines.length(), JournalLine.of(event));
            } catch (IOException failed) {
                takeBack(channel, lines.length(), failed);
                throw failed;
            }
        }
        return true;
    }

    private Event event(int index, String line) {
        try {
            return JournalLine.event(line);
        } catch (CorruptJournalException corrupt) {
            var placed =
                    new CorruptJournalException("line " + (index + 1) + " of " + file + ": " + corrupt.getMessage());
            placed.initCause(corrupt);
            throw placed;
        }
    }

    /** A journal appears with its first line, so one without any has been lost. */
    private Lines existing() throws IOException {
        Lines lines = lines();
        if (lines.texts().isEmpty()) {
            throw new NoSuchFileException(file.toString());
        }
        return lines;
    }

    private static void write(FileChannel channel, long position, byte[] line) throws IOException {
        ByteBuffer rest = ByteBuffer.wrap(line);
        while (rest.hasRemaining()) {
            channel.write(rest, position + rest.position());
        }
        channel.force(false);
    }

    /** What was written in part was not done. If even this fails, the next append cuts it off as torn. */
    private static void takeBack(FileChannel channel, long length, IOException failed) {
        try {
            channel.truncate(length);
        } catch (IOException alsoFailed) {
            failed.addSuppressed(alsoFailed);
        }
    }

    private Lines lines() throws IOException {
        byte[] before = bytes();
        for (int look = 1; ; look++) {
            try {
                return split(before);
            } catch (CorruptJournalException corrupt) {
                byte[] now = bytes();
                if (look == LOOKS_MAX || Arrays.equals(before, now)) {
                    throw corrupt;
                }
                before = now;
            }
        }
    }

    private byte[] bytes() throws IOException {
        try {
            return Files.readAllBytes(file);
        } catch (NoSuchFileException none) {
            return new byte[0];
        }
    }

    private Lines split(byte[] bytes) {
        List<String> texts = new ArrayList<>();
        int start = 0;
        for (int end = 0; end < bytes.length; end++) {
            if (bytes[end] != '\n') {
                continue;
            }
            String line = new String(bytes, start, end - start, StandardCharsets.UTF_8);
            if (!JournalLine.intact(line)) {
                boolean torn = end == bytes.length - 1 && !isJson(line);
                if (torn) {
                    return new Lines(texts, start);
                }
                throw new CorruptJournalException("line " + (texts.size() + 1) + " of " + file
                        + " is not as it was written: restore the file from a copy, or find out who changed it");
            }
            texts.add(line);
            start = end + 1;
        }
        return new Lines(texts, start);
    }

    /** A line torn by a crash is no JSON; one that is whole but has another checksum was changed by somebody. */
    private static boolean isJson(String line) {
        return line.startsWith("{") && line.endsWith("}") && line.indexOf('\0') < 0;
    }
}

package dev.changeover.journal;

import dev.changeover.core.journal.CorruptJournalException;
import dev.changeover.core.model.ChangeoverId;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The ids of one application's changeovers, oldest first, one a line. An id is written here before its journal appears,
 * so an id without a journal was never opened.
 */
final class HistoryFile {
    private final Path file;

    HistoryFile(Path file) {
        this.file = file;
    }

    List<ChangeoverId> ids() throws IOException {
        try {
            return Files.readAllLines(file).stream().map(ChangeoverId::new).toList();
        } catch (NoSuchFileException none) {
            return List.of();
        } catch (IllegalArgumentException changed) {
            var corrupt = new CorruptJournalException(file + " is not as it was written: " + changed.getMessage());
            corrupt.initCause(changed);
            throw corrupt;
        }
    }

    /** Replaces the whole: it is written once a changeover. */
    void write(List<ChangeoverId> known, ChangeoverId next) throws IOException {
        List<String> lines = new ArrayList<>();
        known.forEach(id -> lines.add(id.value()));
        lines.add(next.value());
        AtomicFile.write(file, (String.join("\n", lines) + '\n').getBytes(StandardCharsets.UTF_8));
    }
}

package dev.changeover.journal;

import dev.changeover.core.model.ChangeoverId;
import dev.changeover.core.notice.NoticeMarks;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** Marks in a directory, one small file a changeover, beside a {@link FileJournal} in the same one. */
public final class FileNoticeMarks implements NoticeMarks {
    private final Path directory;

    public FileNoticeMarks(Path journalDirectory) {
        this.directory = journalDirectory.toAbsolutePath().normalize().resolve("notices");
    }

    /** A file that holds no number counts as nothing told: telling again costs less than telling nothing. */
    @Override
    public int told(ChangeoverId changeover) {
        try {
            String text = Files.readString(fileOf(changeover)).strip();
            return text.matches("\\d{1,9}") ? Integer.parseInt(text) : 0;
        } catch (NoSuchFileException none) {
            return 0;
        } catch (IOException failed) {
            throw new UncheckedIOException(
                    "the marks in " + directory + " cannot be read: " + failed.getMessage(), failed);
        }
    }

    @Override
    public boolean advance(ChangeoverId changeover, int from, int to) {
        try {
            AtomicFile.makeDirectory(directory);
            try (var _ = ApplicationLock.take(directory.resolve("lock"))) {
                if (told(changeover) != from) {
                    return false;
                }
                AtomicFile.write(fileOf(changeover), (to + "\n").getBytes(StandardCharsets.UTF_8));
                return true;
            }
        } catch (IOException | UncheckedIOException failed) {
            return false;
        }
    }

    private Path fileOf(ChangeoverId changeover) {
        return directory.resolve(changeover + ".told");
    }
}

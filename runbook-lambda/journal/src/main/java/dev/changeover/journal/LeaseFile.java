package dev.changeover.journal;

import dev.changeover.core.journal.CorruptJournalException;
import dev.changeover.core.journal.Journal.Lease;
import dev.changeover.core.model.ChangeoverId;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** The lease of one changeover, beside its journal. Whoever writes it holds the application's lock. */
final class LeaseFile {
    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    private final Path file;
    private final ChangeoverId id;

    LeaseFile(Path file, ChangeoverId id) {
        this.file = file;
        this.id = id;
    }

    /** The file's content; the id is its name. */
    private record Content(String driver, long epoch, Instant until) {}

    /** The lease last taken, run out or not; empty if there never was one. */
    Optional<Lease> last() throws IOException {
        try {
            Content content = MAPPER.readValue(Files.readString(file), Content.class);
            return Optional.of(new Lease(id, content.driver(), content.epoch(), content.until()));
        } catch (NoSuchFileException none) {
            return Optional.empty();
        } catch (JacksonException unreadable) {
            var corrupt =
                    new CorruptJournalException(file + " is not as it was written: when no driver runs, remove it");
            corrupt.initCause(unreadable);
            throw corrupt;
        }
    }

    void write(Lease lease) throws IOException {
        var content = new Content(lease.driver(), lease.epoch(), lease.until());
        AtomicFile.write(file, (MAPPER.writeValueAsString(content) + '\n').getBytes(StandardCharsets.UTF_8));
    }
}

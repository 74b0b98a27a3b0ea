package dev.changeover.journal;

import dev.changeover.core.drill.DrillEvent;
import dev.changeover.core.drill.DrillId;
import dev.changeover.core.drill.DrillJournal;
import dev.changeover.core.drill.DrillState;
import dev.changeover.core.journal.CorruptJournalException;
import dev.changeover.core.model.ApplicationName;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Drills beside the journal's files. A drill has a few dozen events, so its file, {@code drills/ID.jsonl}, is replaced
 * as a whole each time; {@code drills/NAME.list} has the ids of an application's drills, each written before its file
 * appears.
 */
public final class FileDrills implements DrillJournal {
    private final Path directory;
    private final Path folder;

    /** {@code directory} is the journal's. */
    public FileDrills(Path directory) {
        this.directory = directory.toAbsolutePath().normalize();
        this.folder = this.directory.resolve("drills");
    }

    @Override
    public Opening open(DrillEvent.Started first) {
        return bring(List.of(first));
    }

    @Override
    public Opening bring(List<DrillEvent> whole) {
        var first = (DrillEvent.Started) whole.getFirst();
        DrillId id = first.request().id();
        ApplicationName application = first.plan().name();
        try {
            AtomicFile.makeDirectory(folder);
            try (var _ = lock(application)) {
                if (Files.exists(fileOf(id))) {
                    return new Opening.AlreadyThere(id);
                }
                List<DrillId> known = known(application);
                if (!known.isEmpty()
                        && DrillState.of(events(known.getLast())).end().isEmpty()) {
                    return new Opening.AlreadyThere(known.getLast());
                }
                List<String> ids =
                        new ArrayList<>(known.stream().map(DrillId::value).toList());
                ids.add(id.value());
                write(listOf(application), ids);
                write(fileOf(id), whole.stream().map(DrillJson::write).toList());
                return new Opening.Opened();
            }
        } catch (IOException failed) {
            return new Opening.Unavailable(DiskFailure.of(directory, failed));
        }
    }

    @Override
    public List<DrillEvent> read(DrillId id) {
        return reading(() -> events(id));
    }

    @Override
    public Appending append(DrillId id, int expected, DrillEvent event) {
        try (var _ = lock(application(id))) {
            List<DrillEvent> events = events(id);
            if (events.size() != expected) {
                return new Appending.Behind();
            }
            List<String> lines =
                    new ArrayList<>(events.stream().map(DrillJson::write).toList());
            lines.add(DrillJson.write(event));
            write(fileOf(id), lines);
            return new Appending.Appended();
        } catch (IOException failed) {
            return new Appending.Unavailable(DiskFailure.of(directory, failed));
        }
    }

    @Override
    public List<DrillId> history(ApplicationName application) {
        return reading(() -> known(application));
    }

    private ApplicationName application(DrillId id) throws IOException {
        List<DrillEvent> events = events(id);
        if (events.isEmpty()) {
            throw new NoSuchFileException(fileOf(id).toString());
        }
        if (events.getFirst() instanceof DrillEvent.Started(var _, var plan, var _)) {
            return plan.name();
        }
        throw new CorruptJournalException(fileOf(id) + " does not begin with Started");
    }

    private List<DrillEvent> events(DrillId id) throws IOException {
        return lines(fileOf(id)).stream().map(DrillJson::read).toList();
    }

    /** Those whose file appeared: one that was only listed was never opened. */
    private List<DrillId> known(ApplicationName application) throws IOException {
        return lines(listOf(application)).stream()
                .map(DrillId::new)
                .filter(id -> Files.exists(fileOf(id)))
                .toList();
    }

    private static List<String> lines(Path file) throws IOException {
        try {
            return Files.readAllLines(file);
        } catch (NoSuchFileException none) {
            return List.of();
        }
    }

    private static void write(Path file, List<String> lines) throws IOException {
        AtomicFile.write(file, (String.join("\n", lines) + '\n').getBytes(StandardCharsets.UTF_8));
    }

    private ApplicationLock lock(ApplicationName application) throws IOException {
        return ApplicationLock.take(folder.resolve(application.value() + ".lock"));
    }

    private Path fileOf(DrillId id) {
        return folder.resolve(id.value() + ".jsonl");
    }

    private Path listOf(ApplicationName application) {
        return folder.resolve(application.value() + ".list");
    }

    /** A read of the disk. */
    private interface Reading<T> {
        T read() throws IOException;
    }

    private <T> T reading(Reading<T> disk) {
        try {
            return disk.read();
        } catch (IOException failed) {
            throw new UncheckedIOException(
                    "the drills in " + folder + " cannot be read: " + failed.getMessage(), failed);
        }
    }
}

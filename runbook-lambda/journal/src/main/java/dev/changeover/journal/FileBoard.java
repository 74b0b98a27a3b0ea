package dev.changeover.journal;

import dev.changeover.core.model.ApplicationName;
import dev.changeover.core.port.PortFailure;
import dev.changeover.core.ready.JournalProbe;
import dev.changeover.core.ready.ReadinessBoard;
import dev.changeover.core.ready.ReadinessReport;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Readiness beside the journal's files: {@code readiness/APPLICATION/PLACE.json}, each replaced as a whole; and a mark,
 * {@code readiness/probe}, by which the folder is tried.
 */
public final class FileBoard implements ReadinessBoard, JournalProbe {
    private static final Pattern PLACE = Pattern.compile("[a-z][a-z0-9-]{0,31}");
    private static final String SUFFIX = ".json";

    private final Path folder;

    /** {@code directory} is the journal's. */
    public FileBoard(Path directory) {
        this.folder = directory.toAbsolutePath().normalize().resolve("readiness");
    }

    @Override
    public Optional<PortFailure> post(ReadinessReport report) {
        if (!PLACE.matcher(report.place()).matches()) {
            throw new IllegalArgumentException("'" + report.place() + "' is no place");
        }
        Path application = folder.resolve(report.application().value());
        Path file = application.resolve(report.place() + SUFFIX);
        try {
            AtomicFile.makeDirectory(application);
            try (var _ = ApplicationLock.take(application.resolve("lock"))) {
                if (newer(file, report)) {
                    return Optional.empty();
                }
                AtomicFile.write(file, ReadinessJson.write(report).getBytes(StandardCharsets.UTF_8));
                return Optional.empty();
            }
        } catch (IOException failed) {
            return Optional.of(DiskFailure.of(folder, failed));
        }
    }

    /** Whether a newer report hangs there. One that cannot be read gives way. */
    private static boolean newer(Path file, ReadinessReport report) throws IOException {
        try {
            return ReadinessJson.read(Files.readString(file)).at().isAfter(report.at());
        } catch (NoSuchFileException | UncheckedIOException none) {
            return false;
        }
    }

    @Override
    public List<ReadinessReport> latest(ApplicationName application) {
        Path of = folder.resolve(application.value());
        if (!Files.isDirectory(of)) {
            return List.of();
        }
        List<ReadinessReport> reports = new ArrayList<>();
        try (Stream<Path> files = Files.list(of)) {
            for (Path file : files.filter(one -> one.toString().endsWith(SUFFIX))
                    .sorted()
                    .toList()) {
                reports.add(ReadinessJson.read(Files.readString(file)));
            }
        } catch (IOException failed) {
            throw new UncheckedIOException(
                    "the readiness in " + of + " cannot be read: " + failed.getMessage(), failed);
        }
        return List.copyOf(reports);
    }

    @Override
    public List<Tried> look(Instant now) {
        Path mark = folder.resolve("probe");
        try {
            AtomicFile.makeDirectory(folder);
            try (var _ = ApplicationLock.take(folder.resolve("probe.lock"))) {
                AtomicFile.write(mark, now.toString().getBytes(StandardCharsets.UTF_8));
                Optional<PortFailure> other = Files.readString(mark).equals(now.toString())
                        ? Optional.empty()
                        : Optional.of(
                                new PortFailure(PortFailure.Code.INVALID, mark + " reads back as something else"));
                return List.of(new Tried(folder.getParent().toString(), other, now));
            }
        } catch (IOException failed) {
            return List.of(new Tried(folder.getParent().toString(), Optional.of(DiskFailure.of(folder, failed)), now));
        }
    }
}

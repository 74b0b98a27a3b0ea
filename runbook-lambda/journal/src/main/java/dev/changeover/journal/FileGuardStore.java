package dev.changeover.journal;

import dev.changeover.core.guard.AlarmEvent;
import dev.changeover.core.guard.Given;
import dev.changeover.core.guard.GuardStore;
import dev.changeover.core.guard.RefusedStart;
import dev.changeover.core.guard.Switch;
import dev.changeover.core.model.ApplicationName;
import dev.changeover.core.model.ChangeoverId;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * Guards in a directory, for one machine, beside a {@link FileJournal} in the same one.
 *
 * <ul>
 *   <li>{@code guards/stop.json}, {@code guards/arming-NAME.json}: the switches;
 *   <li>{@code guards/acknowledged-NAME-ID.json}: who looked at a changeover's end;
 *   <li>{@code guards/event-KEY.json}: which changeover an alarm's event started;
 *   <li>{@code guards/refused-NAME/KEY.json}: what did not start, and why;
 *   <li>{@code guards/lock}: held while any of these is written.
 * </ul>
 */
public final class FileGuardStore implements GuardStore {
    private static final String SUFFIX = ".json";

    private final Path directory;

    public FileGuardStore(Path journalDirectory) {
        this.directory = journalDirectory.toAbsolutePath().normalize().resolve("guards");
    }

    @Override
    public Switch read(Switch.Name name) {
        return read(fileOf(name), Switch.class).orElse(Switch.UNTOUCHED);
    }

    @Override
    public Writing turn(Switch.Name name, Switch seen, boolean on, Given by) {
        return writing(() -> {
            if (read(name).version() != seen.version()) {
                return false;
            }
            put(fileOf(name), GuardJson.write(seen.turned(on, by)));
            return true;
        });
    }

    @Override
    public Optional<Given> acknowledged(ApplicationName application, ChangeoverId changeover) {
        return read(acknowledgement(application, changeover), Given.class);
    }

    @Override
    public Writing acknowledge(ApplicationName application, ChangeoverId changeover, Given by) {
        return add(acknowledgement(application, changeover), GuardJson.write(by));
    }

    @Override
    public Claiming claim(AlarmEvent event, ChangeoverId changeover) {
        Path file = directory.resolve("event-" + fileName(event) + SUFFIX);
        return switch (add(file, GuardJson.write(changeover))) {
            case Writing.Written _ -> new Claiming.Claimed();
            case Writing.Behind _ ->
                new Claiming.ClaimedBy(read(file, ChangeoverId.class).orElseThrow());
            case Writing.Unavailable(var why) -> new Claiming.Unavailable(why);
        };
    }

    /** An alarm's name can be longer than a file's, and hold what a file's may not. */
    private static UUID fileName(AlarmEvent event) {
        return UUID.nameUUIDFromBytes(event.key().getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public Writing keep(RefusedStart refused) {
        return add(refusals(refused.application()).resolve(refused.key() + SUFFIX), GuardJson.write(refused));
    }

    @Override
    public List<RefusedStart> refusals(Optional<ApplicationName> application, int newest) {
        try (Stream<Path> files = Files.list(refusals(application))) {
            List<RefusedStart> found = new ArrayList<>();
            files.filter(file -> file.toString().endsWith(SUFFIX))
                    .sorted(Comparator.reverseOrder())
                    .limit(newest)
                    .forEach(file -> read(file, RefusedStart.class).ifPresent(found::add));
            return found;
        } catch (NoSuchFileException none) {
            return List.of();
        } catch (IOException failed) {
            throw unreadable(failed);
        }
    }

    private Path fileOf(Switch.Name name) {
        return directory.resolve(
                switch (name) {
                    case Switch.Name.Stop() -> "stop" + SUFFIX;
                    case Switch.Name.Arming(var application) -> "arming-" + application + SUFFIX;
                });
    }

    private Path acknowledgement(ApplicationName application, ChangeoverId changeover) {
        return directory.resolve("acknowledged-" + application + "-" + changeover + SUFFIX);
    }

    private Path refusals(Optional<ApplicationName> application) {
        return directory.resolve(application.map(name -> "refused-" + name).orElse("refused"));
    }

    private Writing add(Path file, String line) {
        return writing(() -> {
            if (Files.exists(file)) {
                return false;
            }
            put(file, line);
            return true;
        });
    }

    private static void put(Path file, String line) throws IOException {
        AtomicFile.makeDirectory(file.getParent());
        AtomicFile.write(file, (line + "\n").getBytes(StandardCharsets.UTF_8));
    }

    /** A write under the lock; false when somebody else wrote first. */
    private interface Write {
        boolean wrote() throws IOException;
    }

    private Writing writing(Write write) {
        try {
            AtomicFile.makeDirectory(directory);
            try (var _ = ApplicationLock.take(directory.resolve("lock"))) {
                return write.wrote() ? new Writing.Written() : new Writing.Behind();
            }
        } catch (IOException failed) {
            return new Writing.Unavailable(DiskFailure.of(directory, failed));
        } catch (UncheckedIOException failed) {
            return new Writing.Unavailable(DiskFailure.of(directory, failed.getCause()));
        }
    }

    private <T> Optional<T> read(Path file, Class<T> type) {
        try {
            return Optional.of(GuardJson.read(Files.readString(file), type));
        } catch (NoSuchFileException none) {
            return Optional.empty();
        } catch (IOException failed) {
            throw unreadable(failed);
        }
    }

    private UncheckedIOException unreadable(IOException failed) {
        return new UncheckedIOException(
                "the guards in " + directory + " cannot be read: " + failed.getMessage(), failed);
    }
}

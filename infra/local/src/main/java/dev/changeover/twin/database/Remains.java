package dev.changeover.twin.database;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;

/**
 * Finds server processes by the directory they work in, whoever their parent is now: a postmaster's children outlive
 * it for a moment when it is killed, and all of them when this process was.
 */
final class Remains {
    private static final Path PROCESSES = Path.of("/proc");

    /** The kernel reaps a killed process within milliseconds, unless it waits for a disk. */
    private static final Duration REAP_MAX = Duration.ofSeconds(3);

    private Remains() {}

    /** Kills every process that works in {@code data}, until none is left. */
    static boolean killAll(Path data) {
        return Patience.waitFor(REAP_MAX, () -> {
            List<ProcessHandle> found = in(data);
            found.forEach(ProcessHandle::destroyForcibly);
            return found.isEmpty();
        });
    }

    /** Where there is no /proc only the postmaster; its children see for themselves that they have lost it. */
    static List<ProcessHandle> in(Path data) {
        if (!Files.isDirectory(PROCESSES)) {
            return postmaster(data);
        }
        var found = new ArrayList<ProcessHandle>();
        try (var processes = Files.newDirectoryStream(PROCESSES, "[0-9]*")) {
            for (Path process : processes) {
                if (worksIn(process, data)) {
                    ProcessHandle.of(Long.parseLong(process.getFileName().toString()))
                            .ifPresent(found::add);
                }
            }
        } catch (IOException unreadable) {
            throw Folders.trouble(unreadable);
        }
        return found;
    }

    private static List<ProcessHandle> postmaster(Path data) {
        try {
            String pid = Files.readAllLines(data.resolve("postmaster.pid")).getFirst();
            return ProcessHandle.of(Long.parseLong(pid.strip()))
                    .filter(process -> process.info().command().orElse("").endsWith("postgres"))
                    .map(List::of)
                    .orElse(List.of());
        } catch (IOException | NoSuchElementException noneRunning) {
            return List.of();
        }
    }

    private static boolean worksIn(Path process, Path data) {
        return workingDirectory(process).filter(data::equals).isPresent();
    }

    private static Optional<Path> workingDirectory(Path process) {
        try {
            return Optional.of(Files.readSymbolicLink(process.resolve("cwd")));
        } catch (IOException endedOrNotOurs) {
            return Optional.empty();
        }
    }
}

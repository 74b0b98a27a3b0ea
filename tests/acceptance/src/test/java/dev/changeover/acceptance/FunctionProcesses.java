package dev.changeover.acceptance;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The processes of a twin's functions and of its Systems Manager, found as an operator would find them: in /proc. */
final class FunctionProcesses {
    private FunctionProcesses() {}

    /** Those of one function in one Region that run now. */
    static List<ProcessHandle> of(LiveTwin twin, String region, String function) {
        return twin.process()
                .descendants()
                .filter(process -> {
                    String environment = text(process, "environ");
                    return environment.contains("AWS_LAMBDA_FUNCTION_NAME=" + function + "\0")
                            && environment.contains("AWS_REGION=" + region + "\0");
                })
                .toList();
    }

    static Optional<ProcessHandle> systemsManager(LiveTwin twin) {
        return twin.process()
                .descendants()
                .filter(process -> text(process, "cmdline").contains("SystemsManagerMain"))
                .findFirst();
    }

    /** Empty for a process that has just ended. */
    private static String text(ProcessHandle process, String file) {
        try {
            return Files.readString(
                    Path.of("/proc", Long.toString(process.pid()), file), java.nio.charset.StandardCharsets.ISO_8859_1);
        } catch (IOException | UncheckedIOException gone) {
            return "";
        }
    }

    /** As kill -9 does; returns when they are gone. */
    static void kill(Stream<ProcessHandle> processes) {
        List<ProcessHandle> all = processes.toList();
        all.forEach(ProcessHandle::destroyForcibly);
        all.forEach(process -> process.onExit().join());
    }
}

package dev.changeover.benchmarks;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** Processes that this one has started, from /proc. */
final class Processes {
    private Processes() {}

    /** The whole command; Java's own view of it ends after 4 KiB, within the class path. Empty for one that is gone. */
    static String command(ProcessHandle process) {
        try {
            return Files.readString(
                    Path.of("/proc", Long.toString(process.pid()), "cmdline"), StandardCharsets.ISO_8859_1);
        } catch (IOException gone) {
            return "";
        }
    }

    /** The function processes of a twin in this process, by their handler. */
    static Stream<ProcessHandle> functions(String handler) {
        return ProcessHandle.current()
                .descendants()
                .filter(process -> command(process).endsWith(handler + "\0"));
    }
}

package dev.changeover.twin;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/** Programs of others that judge the twin where they are installed. Where they are not, the skip is said aloud. */
public final class Referee {
    private Referee() {}

    /** The program on PATH; without it the test is skipped. */
    public static Path require(String program) {
        Optional<Path> found = Stream.of(System.getenv("PATH").split(File.pathSeparator, -1))
                .map(folder -> Path.of(folder, program))
                .filter(Files::isExecutable)
                .findFirst();
        if (found.isEmpty()) {
            System.err.println("SKIPPED: " + program + " is not on PATH, so the twin was not held against it.");
        }
        Assumptions.assumeTrue(found.isPresent(), program + " is not on PATH");
        return found.orElseThrow();
    }
}

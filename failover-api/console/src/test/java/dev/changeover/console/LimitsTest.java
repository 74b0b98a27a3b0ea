package dev.changeover.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The house's limits, for the sources that the Java gates do not read. */
class LimitsTest {
    private static final int LINES_MAX = 400;
    /** As in Java 120, and 40 more, since markup is indented by its nesting; chosen here. */
    private static final int COLUMNS_MAX = 160;
    /** Written by a machine from the API's contract. */
    private static final String GENERATED = "contract.ts";

    @Test
    void noSourceIsTooLongOrTooWide() throws IOException {
        List<String> found = new ArrayList<>();
        for (Path file : sources()) {
            List<String> lines = Files.readAllLines(file);
            if (lines.size() > LINES_MAX) {
                found.add(file + " has " + lines.size() + " lines");
            }
            lines.stream().filter(line -> line.length() > COLUMNS_MAX).forEach(line -> found.add(file + ": " + line));
        }
        assertThat(found)
                .as("at most %d lines of %d columns", LINES_MAX, COLUMNS_MAX)
                .isEmpty();
    }

    @Test
    void everySourceSaysFirstWhatItIsFor() throws IOException {
        for (Path file : sources()) {
            assertThat(Files.readAllLines(file).getFirst()).as(file.toString()).matches("(//|/\\*) .{20,}");
        }
    }

    private static List<Path> sources() throws IOException {
        try (Stream<Path> files = Files.list(Path.of("src", "main", "web"))) {
            return files.filter(file -> file.toString().matches(".*\\.(tsx?|css)") && !file.endsWith(GENERATED))
                    .sorted()
                    .toList();
        }
    }
}

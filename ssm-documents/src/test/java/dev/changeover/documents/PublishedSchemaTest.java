package dev.changeover.documents;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

/**
 * The documents against the schema AWS publishes for editors. It comes from npm when the test runs and is none of ours;
 * without node, npm or the registry the test says so and is skipped.
 */
class PublishedSchemaTest {
    /** Apache-2.0; the newest there is (read 2026-11-22). */
    private static final String SCHEMA = "aws-ssm-document-language-service@1.0.0";

    private static final Duration INSTALL_MAX = Duration.ofMinutes(2);
    private static final Duration CHECK_MAX = Duration.ofSeconds(30);

    /**
     * What the schema holds wrong and AWS's user guide has: the schema is of 2020, {@code aws:loop} and
     * {@code onCancel} are younger.
     */
    private static final List<String> FALSE_ALARMS =
            List.of("\"aws:loop\"\tValue is not accepted.", "\"onCancel\"\tProperty onCancel is not allowed.");

    @TempDir
    Path folder;

    @BeforeEach
    void fetchTheSchema() throws IOException {
        boolean there = has("node") && has("npm") && installs();
        if (!there) {
            System.out.println("SKIPPED: node, npm or " + SCHEMA + " is missing, so the documents were not held against"
                    + " the schema that AWS publishes.");
        }
        assumeTrue(there, "node, npm and " + SCHEMA + " are needed");
    }

    @Test
    void findsNothingWrongButTheKnownFalseAlarms() throws IOException {
        for (Document document : Documents.all()) {
            var members = Shape.of(document).document();
            assertThat(wrong(document.name(), members)).as(document.name()).isEmpty();
            members.put("mainSteps", withoutLoops(document));
            assertThat(wrong(document.name() + "-flat", members))
                    .as(document.name() + ", the steps of its loops beside the others")
                    .isEmpty();
        }
    }

    @Test
    void findsWhatIsWrong() throws IOException {
        var members = Shape.of(Documents.drill()).document();
        Shape.maps(members.get("mainSteps")).getLast().put("action", "aws:guessWhat");
        Shape.maps(members.get("mainSteps")).getLast().put("surprise", true);
        assertThat(wrong("wrong", members))
                .anyMatch(line -> line.contains("aws:guessWhat"))
                .anyMatch(line -> line.contains("surprise"));
    }

    /** The schema does not look into loops, so their steps are shown to it on their own. */
    private static List<Map<String, Object>> withoutLoops(Document document) {
        List<Map<String, Object>> flat = new ArrayList<>();
        for (Map<String, Object> step : Shape.of(document).everyStep()) {
            if (Shape.within(step).isEmpty()) {
                flat.add(step);
            }
        }
        return flat;
    }

    private List<String> wrong(String name, Map<String, Object> members) throws IOException {
        Path file = folder.resolve(name + ".json");
        Files.write(file, JsonMapper.shared().writeValueAsBytes(new LinkedHashMap<>(members)));
        Files.copy(
                Path.of("src", "test", "resources", "check-schema.js"),
                folder.resolve("check-schema.js"),
                StandardCopyOption.REPLACE_EXISTING);
        assertThat(run(CHECK_MAX, "node", "check-schema.js", file.getFileName().toString()))
                .as(() -> said("err"))
                .isTrue();
        return said("out")
                .lines()
                .filter(line -> FALSE_ALARMS.stream().noneMatch(line::contains))
                .toList();
    }

    private boolean installs() throws IOException {
        Files.writeString(folder.resolve("package.json"), "{\"private\": true}");
        return run(
                INSTALL_MAX,
                "npm",
                "install",
                "--ignore-scripts",
                "--no-audit",
                "--no-fund",
                "--prefer-offline",
                SCHEMA);
    }

    private static boolean has(String program) {
        return Stream.of(System.getenv("PATH").split(File.pathSeparator, -1))
                .anyMatch(place -> Files.isExecutable(Path.of(place, program)));
    }

    /** Whether it went well. */
    private boolean run(Duration longest, String... command) throws IOException {
        Process process = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectOutput(folder.resolve("out").toFile())
                .redirectError(folder.resolve("err").toFile())
                .start();
        try {
            if (process.waitFor(longest.toSeconds(), TimeUnit.SECONDS)) {
                return process.exitValue() == 0;
            }
            process.destroyForcibly();
            return false;
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted during " + String.join(" ", command), stop);
        }
    }

    private String said(String file) {
        try {
            return Files.readString(folder.resolve(file));
        } catch (IOException broken) {
            return "could not be read: " + broken.getMessage();
        }
    }
}

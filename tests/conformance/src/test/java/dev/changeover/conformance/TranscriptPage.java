package dev.changeover.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A page of {@code docs/} that a test makes anew each time and holds against the one that is kept. */
record TranscriptPage(String title, String file) {
    private static final String ACCEPT = "changeover.transcript.accept";

    /** Says so and skips the test where the stock tools are not installed. */
    static void requireTheTools() {
        boolean there = Shell.has("aws") && Shell.has("python3") && importsBoto3();
        if (!there) {
            System.out.println("SKIPPED: the aws command, python3 or boto3 is missing, so no page of docs/ was held"
                    + " against the twin.");
        }
        assumeTrue(there, "aws, python3 and boto3 are needed");
    }

    private static boolean importsBoto3() {
        try {
            return new ProcessBuilder("python3", "-c", "import boto3")
                            .redirectErrorStream(true)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException absent) {
            return false;
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    void write(Transcript transcript) throws IOException {
        Files.writeString(made(), title + transcript);
    }

    void compare(Transcript transcript) throws IOException {
        Path kept = Path.of("..", "..", "docs", file);
        String now = title + transcript;
        if (Boolean.getBoolean(ACCEPT)) {
            Files.writeString(kept, now);
        }
        assertThat(Files.exists(kept) ? Files.readString(kept) : "")
                .as(
                        "docs/%s differs from tests/conformance/%s, just made. If the new one is right, accept it:"
                                + " mvn -pl tests/conformance -am verify -Dtest='*TranscriptTest'"
                                + " -Dsurefire.failIfNoSpecifiedTests=false -D%s=true",
                        file, made(), ACCEPT)
                .isEqualTo(now);
    }

    private Path made() {
        return Path.of("target", file);
    }
}

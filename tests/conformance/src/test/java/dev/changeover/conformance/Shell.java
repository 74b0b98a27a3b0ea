package dev.changeover.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.changeover.twin.model.Ports;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** Runs a line of shell as an operator would, with the environment that leads AWS's own tools to one twin. */
record Shell(Ports ports, Path folder) {
    /** A command takes about a second to start; the first, on a busy machine, many. */
    private static final Duration COMMAND_MAX = Duration.ofSeconds(60);

    /** What a command came to. */
    record Ended(int exitCode, String out, String err) {
        Ended wentWell() {
            assertThat(exitCode).as(err).isZero();
            return this;
        }
    }

    static boolean has(String program) {
        return Stream.of(System.getenv("PATH").split(File.pathSeparator, -1))
                .anyMatch(place -> Files.isExecutable(Path.of(place, program)));
    }

    Map<String, String> environment() {
        return Map.of(
                "AWS_ENDPOINT_URL",
                "http://127.0.0.1:" + ports.gateway(),
                "AWS_ACCESS_KEY_ID",
                "twin",
                "AWS_SECRET_ACCESS_KEY",
                "twin",
                "AWS_REGION",
                "us-east-1",
                "AWS_DEFAULT_REGION",
                "us-east-1");
    }

    Ended run(String line, Path input) {
        try {
            Path out = folder.resolve("out");
            Path err = folder.resolve("err");
            var builder = new ProcessBuilder(List.of("sh", "-c", line))
                    .redirectInput(input.toFile())
                    .redirectOutput(out.toFile())
                    .redirectError(err.toFile());
            builder.environment().putAll(environment());
            builder.environment() // nothing of this machine's own settings
                    .putAll(Map.of(
                            "AWS_CONFIG_FILE",
                            "/dev/null",
                            "AWS_SHARED_CREDENTIALS_FILE",
                            "/dev/null",
                            "AWS_MAX_ATTEMPTS",
                            "1",
                            "AWS_PAGER",
                            "",
                            "AWS_EC2_METADATA_DISABLED",
                            "true",
                            "HTTPS_PROXY", // the twin speaks HTTP, so what wants HTTPS wants AWS, and gets nowhere
                            "http://127.0.0.1:9"));
            Process process = builder.start();
            if (!process.waitFor(COMMAND_MAX.toSeconds(), TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new AssertionError("it did not end within " + COMMAND_MAX.toSeconds() + " s: " + line);
            }
            return new Ended(process.exitValue(), Files.readString(out), Files.readString(err));
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted during: " + line, stop);
        }
    }
}

package dev.changeover.acceptance;

import dev.changeover.cli.InThisProcess;
import dev.changeover.cli.Streams;
import dev.changeover.cli.service.FunctionImage;
import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.PrintStream;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The command line as a person runs it: each command a process of its own, all of them with one home. */
final class Shell implements AutoCloseable {
    /** A whole changeover takes 5 s on two quiet cores; this is for six builds beside it. */
    static final Duration COMMAND_MAX = Duration.ofMinutes(2);

    /** How long a killed process may take to be gone. */
    static final Duration END_MAX = Duration.ofSeconds(10);

    private static final List<String> JAVA = List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:TieredStopAtLevel=1",
            "-XX:+UseSerialGC",
            "-XX:-UsePerfData",
            "--enable-native-access=ALL-UNNAMED");

    /** All but the tests themselves, since a cache is made of jars alone. */
    private static final List<String> MAIN = List.of(
            "-cp",
            Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                    .filter(entry -> !entry.endsWith("test-classes"))
                    .collect(Collectors.joining(File.pathSeparator)),
            "dev.changeover.cli.Main");

    private static final List<String> CACHED = cached();

    private final Path home;
    private final Map<String, String> variables = new LinkedHashMap<>();
    private final List<Running> started = new ArrayList<>();

    Shell(Path home) {
        this.home = home;
    }

    Path home() {
        return home;
    }

    /** Sets an environment variable for the commands to come. */
    Shell with(String name, String value) {
        variables.put(name, value);
        return this;
    }

    Finished run(String... words) {
        return start(words).finish(COMMAND_MAX);
    }

    /** The same command without a process of its own. */
    Finished here(String... words) {
        var out = new ByteArrayOutputStream();
        var err = new ByteArrayOutputStream();
        Map<String, String> environment = new HashMap<>(System.getenv());
        environment(environment);
        var streams = new Streams(
                new BufferedReader(new StringReader("")),
                print(out),
                print(err),
                Streams.Terminals.none(),
                Streams.COLUMNS_DEFAULT);
        int code = InThisProcess.run(streams, environment, words);
        return new Finished(
                List.of(words), code, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    }

    private static PrintStream print(ByteArrayOutputStream bytes) {
        return new PrintStream(bytes, true, StandardCharsets.UTF_8);
    }

    Running start(String... words) {
        List<String> command = Stream.of(JAVA, CACHED, MAIN, List.of(words))
                .flatMap(List::stream)
                .toList();
        try {
            Path out = Files.createTempFile(Folders.root(), "out", ".txt");
            Path err = Files.createTempFile(Folders.root(), "err", ".txt");
            var builder = new ProcessBuilder(command)
                    .redirectInput(Path.of("/dev/null").toFile())
                    .redirectOutput(out.toFile())
                    .redirectError(err.toFile());
            environment(builder.environment());
            var running = new Running(List.of(words), builder.start(), out, err);
            started.add(running);
            return running;
        } catch (IOException refused) {
            throw new UncheckedIOException(refused);
        }
    }

    /** As the launcher does: short runs leave a cache of what every command needs, and one for the functions. */
    private static List<String> cached() {
        Path cache = Folders.root().resolve("changeover.aot");
        List<String> rehearsal = Stream.of(JAVA, List.of("-XX:AOTCacheOutput=" + cache), MAIN, List.of("rehearse"))
                .flatMap(List::stream)
                .toList();
        try {
            List<String> cached = ended(rehearsal) && Files.exists(cache)
                    ? List.of("-XX:AOTCache=" + cache, "-Dchangeover.cache=" + cache, "-Xlog:aot=off", "-Xlog:cds=off")
                    : List.of();
            String image = FunctionImage.built().root().toString();
            ended(Stream.of(JAVA, cached, MAIN, List.of("rehearse", "--image", image))
                    .flatMap(List::stream)
                    .toList());
            return cached;
        } catch (IOException refused) {
            throw new UncheckedIOException(refused);
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            return List.of();
        }
    }

    private static boolean ended(List<String> command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        return process.waitFor(COMMAND_MAX.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** Nothing of this machine's own settings: neither an AWS account nor a twin that somebody else runs. */
    private void environment(Map<String, String> environment) {
        environment.keySet().removeIf(name -> name.startsWith("AWS_") || name.startsWith("CHANGEOVER_"));
        environment.put("CHANGEOVER_HOME", home.toString());
        environment.putAll(variables);
    }

    /** Ends what still runs. */
    @Override
    public void close() {
        started.stream().filter(running -> running.process().isAlive()).forEach(Running::kill);
    }
}

package dev.changeover.browser;

import static org.assertj.core.api.Assertions.assertThat;

import dev.changeover.cli.workshop.SiteBucket;
import dev.changeover.core.model.Region;
import dev.changeover.twin.account.SiteEstate;
import dev.changeover.twin.model.Ports;
import dev.changeover.twin.world.Outage;
import dev.changeover.twin.world.TwinClient;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A whole twin in a process of its own, as {@code changeover up} starts it. */
final class TwinProcess implements AutoCloseable {
    /** 10 s on two quiet processors, the servers' unpacking among them; this is for six builds beside it. */
    private static final Duration COMMAND_MAX = Duration.ofMinutes(3);

    private final Path home;
    private final Ports ports;
    private final TwinClient client;

    private TwinProcess(Path home, Ports ports) {
        this.home = home;
        this.ports = ports;
        this.client = new TwinClient(ports);
    }

    static TwinProcess up(int port) {
        var twin = new TwinProcess(newHome(), new Ports(port));
        try {
            twin.run("up");
            return twin;
        } catch (Throwable failed) {
            twin.close();
            throw failed;
        }
    }

    /** The console as the Region's own service hands it out. */
    String console(String region) {
        return "http://127.0.0.1:" + ports.api(region.equals(World.EAST) ? 0 : 1) + "/";
    }

    /** Where browsers find the shop. */
    String edge() {
        return "http://127.0.0.1:" + ports.edge();
    }

    /** The shop of one Region, past the edge. */
    String shop(String region) {
        return "http://127.0.0.1:" + ports.shop(region.equals(World.EAST) ? 0 : 1);
    }

    /** The bucket in us-east-1 with the shop's pages. */
    SiteBucket bucket() {
        var gateway = URI.create("http://127.0.0.1:" + ports.gateway());
        return new SiteBucket(gateway, new Region(World.EAST), SiteEstate.PRIMARY_BUCKET);
    }

    void darken(String region) {
        client.begin(new Outage.RegionDark(new Region(region)));
    }

    /** From now on RDS refuses every such call, as it does when it is asked too often. */
    void throttle(String action) {
        var target = new Outage.Target(Optional.empty(), Optional.of("rds"), Optional.of(action));
        client.begin(new Outage.Service(target, Outage.Kind.THROTTLE, Duration.ZERO, OptionalInt.empty()));
    }

    void heal() {
        client.heal(Optional.empty());
    }

    /** What the command line answered. */
    record Said(int code, String text) {}

    private void run(String word) {
        Said said = command(word, "--port", Integer.toString(ports.base()));
        assertThat(said.code()).as("changeover %s said: %s", word, said.text()).isZero();
    }

    /** The command line with this twin's home; it must end in time. */
    Said command(String... words) {
        Path said = home.resolve(words[0] + ".txt");
        var builder = new ProcessBuilder(line(words))
                .redirectInput(Path.of("/dev/null").toFile())
                .redirectOutput(said.toFile())
                .redirectErrorStream(true);
        // Nothing of this machine's own settings: neither an AWS account nor a twin that somebody else runs.
        builder.environment().keySet().removeIf(name -> name.startsWith("AWS_") || name.startsWith("CHANGEOVER_"));
        builder.environment().put("CHANGEOVER_HOME", home.toString());
        try {
            Process process = builder.start();
            boolean ended = process.waitFor(COMMAND_MAX.toMillis(), TimeUnit.MILLISECONDS);
            process.destroyForcibly();
            String text = Files.readString(said);
            assertThat(ended)
                    .as("changeover %s did not end and said: %s", words[0], text)
                    .isTrue();
            return new Said(process.exitValue(), text);
        } catch (IOException refused) {
            throw new UncheckedIOException(refused);
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted while waiting for changeover " + words[0], stop);
        }
    }

    private static List<String> line(String... words) {
        Stream<String> java = Stream.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                        .filter(entry -> !entry.endsWith("test-classes"))
                        .collect(Collectors.joining(File.pathSeparator)),
                "dev.changeover.cli.Main");
        return Stream.concat(java, Arrays.stream(words)).toList();
    }

    /** PostgreSQL does not run as root; nobody else has to come in. */
    private static Path newHome() {
        try {
            Path home = Files.createTempDirectory("changeover-browser");
            return Files.setPosixFilePermissions(home, PosixFilePermissions.fromString("rwxr-xr-x"));
        } catch (IOException refused) {
            throw new UncheckedIOException(refused);
        }
    }

    /** Ends the twin, if need be with force. */
    @Override
    public void close() {
        List<ProcessHandle> family = client.state()
                .flatMap(state -> ProcessHandle.of(state.path("pid").asLong()))
                .map(twin -> Stream.concat(twin.descendants(), Stream.of(twin)).toList())
                .orElse(List.of());
        try {
            if (!family.isEmpty()) {
                run("down");
            }
        } finally {
            family.forEach(ProcessHandle::destroyForcibly);
            remove(home);
        }
    }

    private static void remove(Path root) {
        try (Stream<Path> all = Files.walk(root)) {
            all.sorted(Comparator.reverseOrder()).forEach(path -> path.toFile().delete());
        } catch (IOException | UncheckedIOException left) {
            System.err.println(root + " was not removed: " + left.getMessage());
        }
    }
}

package dev.changeover.benchmarks;

import dev.changeover.cli.twin.ShopCommand;
import dev.changeover.twin.model.Ports;
import dev.changeover.twin.world.TwinSettings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;

/** A folder of a benchmark's own and the ports it uses; the folder is gone at the end. */
final class Place implements AutoCloseable {
    /** Above those of the demonstration, the tests and the default twin. */
    private static final int PORT_BASE_DEFAULT = 24_600;

    private final Path folder;
    private final Ports ports = new Ports(Integer.getInteger("port", PORT_BASE_DEFAULT));

    Place() {
        try {
            folder = Files.createTempDirectory("changeover-benchmark-");
        } catch (IOException refused) {
            throw new UncheckedIOException(refused);
        }
    }

    Ports ports() {
        return ports;
    }

    Path folder(String name) {
        try {
            return Files.createDirectories(folder.resolve(name));
        } catch (IOException refused) {
            throw new UncheckedIOException(refused);
        }
    }

    TwinSettings twin(String home, String cache) {
        return new TwinSettings(ports, folder(home), folder(cache), TwinSettings.Pace.local(), ShopCommand.line());
    }

    static void printMachine() throws IOException {
        System.out.println(Runtime.getRuntime().availableProcessors() + " processors, load "
                + Files.readString(Path.of("/proc/loadavg")).strip());
    }

    @Override
    public void close() {
        try (Stream<Path> paths = Files.walk(folder)) {
            paths.sorted(Comparator.reverseOrder())
                    .forEach(path -> path.toFile().delete());
        } catch (IOException left) {
            throw new UncheckedIOException(left);
        }
    }
}

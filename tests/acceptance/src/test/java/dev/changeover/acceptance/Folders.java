package dev.changeover.acceptance;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;

/** Where the tests' homes lie: one folder, gone with the test's JVM. Servers are unpacked once for all homes in it. */
final class Folders {
    private static final Path ROOT = make();

    private Folders() {}

    static Path root() {
        return ROOT;
    }

    /** A home that nobody has used, with the unpacked servers at hand. */
    static Path home() {
        try {
            Path home = Files.createTempDirectory(ROOT, "home");
            open(home);
            Path cache = Files.createDirectories(ROOT.resolve("cache"));
            open(cache);
            Files.createSymbolicLink(home.resolve("cache"), cache);
            return home;
        } catch (IOException refused) {
            throw new UncheckedIOException(refused);
        }
    }

    private static Path make() {
        try {
            Path root = Files.createTempDirectory("changeover-acceptance");
            open(root);
            Runtime.getRuntime().addShutdownHook(new Thread(() -> remove(root), "remove-homes"));
            return root;
        } catch (IOException refused) {
            throw new UncheckedIOException(refused);
        }
    }

    /** PostgreSQL does not run as root; nobody has to come in. */
    private static void open(Path folder) throws IOException {
        Files.setPosixFilePermissions(folder, java.nio.file.attribute.PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    private static void remove(Path root) {
        try (Stream<Path> all = Files.walk(root)) {
            all.sorted(Comparator.reverseOrder()).forEach(path -> path.toFile().delete());
        } catch (IOException | UncheckedIOException left) {
            System.err.println(root + " was not removed: " + left.getMessage());
        }
    }
}

package dev.changeover.twin.database;

import java.io.IOException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;

/** The kind of machine this is, as far as it chooses the server programs. */
record Platform(String system, String processor, boolean musl) {
    private static final Path LIBRARIES = Path.of("/lib");

    static Platform here() {
        return of(System.getProperty("os.name"), System.getProperty("os.arch"), runsOnMusl());
    }

    static Platform of(String systemName, String architecture, boolean musl) {
        String name = systemName.toLowerCase(Locale.ROOT);
        String system = name.startsWith("mac") ? "darwin" : name.startsWith("windows") ? "windows" : name;
        String processor = switch (architecture) {
            case "amd64", "x86_64" -> "x86_64";
            case "aarch64", "arm64" -> "arm_64";
            default -> architecture;
        };
        return new Platform(system, processor, musl);
    }

    /** The archive's name in the jars of {@code io.zonky.test.postgres}. */
    String archiveName() {
        return "postgres-" + system + "-" + processor + (musl ? "-alpine_linux" : "") + ".txz";
    }

    /** The archive with the server programs for this machine. */
    URL archive() {
        if (system.equals("windows")) {
            throw new DatabaseTrouble(
                    "The twin's databases do not run on Windows itself; start it in WSL, or on Linux or macOS.");
        }
        return Optional.ofNullable(Platform.class.getResource("/" + archiveName()))
                .orElseThrow(() -> new DatabaseTrouble("This build holds no PostgreSQL for " + system + " " + processor
                        + (musl ? " (musl)" : "") + "; build it on this machine, or run on Linux x86-64."));
    }

    private static boolean runsOnMusl() {
        try (var loaders = Files.newDirectoryStream(LIBRARIES, "ld-musl-*")) {
            return loaders.iterator().hasNext();
        } catch (IOException noSuchFolder) {
            return false;
        }
    }
}

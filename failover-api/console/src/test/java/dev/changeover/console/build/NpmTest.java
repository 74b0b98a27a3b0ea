package dev.changeover.console.build;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Maven makes the page without Node; who makes it with npm's own packages gets the same bytes. */
class NpmTest {
    private static final Path NPM = Path.of("/usr/bin/npm");
    private static final Path PLACE = Path.of("target", "npm").toAbsolutePath();
    // Two packages of 11 MB in all; seconds on a usual line.
    private static final long INSTALL_MAX_S = 120;

    @Test
    @Timeout(value = 4, unit = TimeUnit.MINUTES)
    void thePageIsTheSameWithNpmsPackages() throws Exception {
        install();
        Bundle.Assets made = new Bundle(
                        Path.of("src", "main", "web"),
                        PLACE.resolve("web"),
                        PLACE.resolve(Path.of("node_modules", ".bin", "esbuild")))
                .make();
        Path mavens = Path.of("target", "bundle");
        assertThat(made.page()).isEqualTo(Files.readString(mavens.resolve("index.html")));
        assertThat(made.worker()).isEqualTo(Files.readString(mavens.resolve("sw.js")));
    }

    private static void install() throws IOException, InterruptedException {
        skipUnless(Files.isExecutable(NPM), "there is no " + NPM);
        Files.createDirectories(PLACE);
        String pom = Files.readString(Path.of("pom.xml"));
        Process npm = new ProcessBuilder(List.of(
                        NPM.toString(),
                        "install",
                        "--prefix",
                        PLACE.toString(),
                        "--no-save",
                        "--no-audit",
                        "--no-fund",
                        "--prefer-offline",
                        "--fetch-retries=0",
                        "esbuild@" + version(pom, "esbuild"),
                        "preact@" + version(pom, "preact")))
                .redirectErrorStream(true)
                .redirectOutput(PLACE.resolve("install.txt").toFile())
                .start();
        boolean ended = npm.waitFor(INSTALL_MAX_S, TimeUnit.SECONDS);
        npm.destroyForcibly();
        skipUnless(ended && npm.exitValue() == 0, "npm could not fetch esbuild and preact: see " + PLACE);
    }

    private static void skipUnless(boolean holds, String why) {
        if (!holds) {
            System.err.println("SKIPPED: whether npm's packages make the same console, because " + why);
        }
        Assumptions.assumeTrue(holds, why);
    }

    private static String version(String pom, String name) {
        Matcher found = Pattern.compile("<" + name + "\\.version>([^<]+)<").matcher(pom);
        assertThat(found.find()).as("the version of %s in pom.xml", name).isTrue();
        return found.group(1);
    }
}

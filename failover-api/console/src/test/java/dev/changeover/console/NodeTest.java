package dev.changeover.console;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What needs Node: the types, and the unit tests of the parts that think. */
class NodeTest {
    private static final Path MODULES = Path.of("target", "node_modules");

    @BeforeEach
    void nodeIsThere() {
        boolean there = Files.exists(MODULES.resolve("typescript/lib/tsc.js"));
        if (!there) {
            System.err.println("SKIPPED: the console's types and unit tests, because there is no /usr/bin/node");
        }
        Assumptions.assumeTrue(there, "no node");
    }

    @Test
    @Timeout(value = 3, unit = TimeUnit.MINUTES)
    void theTypesAgree() throws Exception {
        assertThat(run("node", MODULES.resolve("typescript/lib/tsc.js").toString(), "-p", "src/main/web"))
                .isEqualTo("0: ");
    }

    @Test
    @Timeout(value = 3, unit = TimeUnit.MINUTES)
    void theUnitTestsPass() throws Exception {
        List<String> bundle = new ArrayList<>(List.of(esbuild().toString()));
        try (var tests = Files.list(Path.of("src", "test", "web"))) {
            tests.map(Path::toString).filter(name -> name.endsWith(".test.ts")).forEach(bundle::add);
        }
        bundle.addAll(List.of(
                "--bundle",
                "--platform=node",
                "--format=esm",
                "--out-extension:.js=.mjs",
                "--tsconfig=src/main/web/tsconfig.json",
                "--log-level=warning",
                "--outdir=target/web-tests"));
        assertThat(run(bundle.toArray(String[]::new))).isEqualTo("0: ");
        List<String> tests = new ArrayList<>(List.of("node", "--test"));
        try (var made = Files.list(Path.of("target", "web-tests"))) {
            made.map(Path::toString)
                    .filter(name -> name.endsWith(".mjs"))
                    .sorted()
                    .forEach(tests::add);
        }
        assertThat(run(tests.toArray(String[]::new)))
                .startsWith("0: ")
                .contains("# fail 0")
                .doesNotContain("# pass 0");
    }

    private static Path esbuild() throws IOException {
        try (var found = Files.list(MODULES)) {
            return found.filter(folder -> Objects.toString(folder.getFileName()).startsWith("esbuild__"))
                    .findFirst()
                    .orElseThrow()
                    .resolve("bin/esbuild");
        }
    }

    private static String run(String... command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), UTF_8);
        return process.waitFor() + ": " + said;
    }
}

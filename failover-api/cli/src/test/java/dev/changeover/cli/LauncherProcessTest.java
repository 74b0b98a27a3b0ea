package dev.changeover.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs the launcher as a process, in a copy of the tree that holds nothing else. */
class LauncherProcessTest {
    /** It only looks around and prints; a machine that needs longer has other troubles. */
    private static final long RUN_MAX_SECONDS = 60;

    private static final Path LAUNCHER =
            Path.of("../../changeover").toAbsolutePath().normalize();

    @TempDir
    private Path folder;

    private Path tree;
    private Path tools;
    private final Map<String, String> environment = new HashMap<>();

    /** What it said, on either stream, and its exit code. */
    private record Said(int code, String text) {}

    @BeforeEach
    void copyTheTree() throws IOException {
        assumeTrue(Files.isExecutable(Path.of("/bin/sh")), "the launcher needs a POSIX shell");
        tree = Files.createDirectories(folder.resolve("a tree with blanks"));
        Files.copy(LAUNCHER, tree.resolve("changeover"));
        for (String place : List.of("runbook-lambda", "failover-api/cli", "infra")) {
            Files.createDirectories(tree.resolve(place));
        }
        Files.writeString(tree.resolve("pom.xml"), "<project/>");
        tools = Files.createDirectories(folder.resolve("tools"));
        for (String tool : List.of(
                "sh",
                "dirname",
                "readlink",
                "cat",
                "find",
                "head",
                "ls",
                "cksum",
                "mkdir",
                "rm",
                "mv",
                "cp",
                "grep",
                "sleep",
                "awk",
                "stty",
                "cut",
                "uname")) {
            Stream.of("/bin/", "/usr/bin/")
                    .map(place -> Path.of(place + tool))
                    .filter(Files::exists)
                    .findFirst()
                    .ifPresent(real -> link(tools.resolve(tool), real));
        }
        environment.put("PATH", tools.toString());
        environment.put("HOME", folder.toString());
        environment.put("CHANGEOVER_JDK_FOLDERS", "");
    }

    private static void link(Path link, Path real) {
        try {
            Files.createSymbolicLink(link, real);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private Said launch(String... arguments) throws IOException, InterruptedException {
        List<String> command = Stream.concat(
                        Stream.of("/bin/sh", tree.resolve("changeover").toString()), Stream.of(arguments))
                .toList();
        var builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().clear();
        builder.environment().putAll(environment);
        Process process = builder.start();
        process.getOutputStream().close();
        String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(RUN_MAX_SECONDS, TimeUnit.SECONDS)).isTrue();
        return new Said(process.exitValue(), text);
    }

    /** A folder that looks like a JDK of that version; its java says what it was asked. */
    private Path jdk(String place, String version) throws IOException {
        Path jdk = Files.createDirectories(folder.resolve(place));
        Files.createDirectories(jdk.resolve("bin"));
        Files.writeString(jdk.resolve("release"), "IMPLEMENTOR=\"Somebody\"\nJAVA_VERSION=\"" + version + "\"\n");
        script(jdk.resolve("bin/java"), "echo \"java " + version + " ran: $*\"");
        script(jdk.resolve("bin/javac"), ":");
        return jdk;
    }

    private static void script(Path file, String body) throws IOException {
        Files.writeString(file, "#!/bin/sh\n" + body + "\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    private void built() throws IOException {
        Path lib = Files.createDirectories(tree.resolve("failover-api/cli/target/changeover/lib"));
        Files.writeString(lib.resolve("some.jar"), "");
        Files.writeString(tree.resolve("failover-api/cli/target/changeover-cli-1.jar"), "");
        Files.writeString(tree.resolve("failover-api/cli/target/changeover/built"), "");
    }

    @Test
    void saysPlainlyThatThereIsNoJdk() throws Exception {
        environment.put("JAVA_HOME", "/nowhere");

        Said said = launch("apps");

        assertThat(said.code()).isEqualTo(1);
        assertThat(said.text())
                .contains("no JDK 25 or newer was found")
                .contains("JAVA_HOME points to /nowhere, where there is none")
                .contains("https://adoptium.net");
    }

    @Test
    void namesTheOldJavaItFound() throws Exception {
        environment.put("JAVA_HOME", jdk("old", "17.0.15").toString());

        Said said = launch("apps");

        assertThat(said.code()).isEqualTo(1);
        assertThat(said.text()).contains("Too old:").contains("old (Java 17)");
    }

    @Test
    void aJreIsNotEnough() throws Exception {
        Path jre = jdk("jre", "25.0.3");
        Files.delete(jre.resolve("bin/javac"));
        environment.put("JAVA_HOME", jre.toString());

        assertThat(launch("apps").text()).contains("a JRE is not enough");
    }

    @Test
    void passesOverAnOldJavaOnThePathForANewOneInTheUsualFolders() throws Exception {
        built();
        Path old = jdk("old", "17.0.15");
        link(tools.resolve("java"), old.resolve("bin/java"));
        environment.put("JAVA_HOME", old.toString());
        jdk("usual/some jdk", "25.0.3");
        environment.put("CHANGEOVER_JDK_FOLDERS", folder.resolve("none") + ":" + folder.resolve("usual"));
        environment.put("CHANGEOVER_NO_BUILD", "1");

        Said said = launch("apps", "two words");

        assertThat(said.code()).as(said.text()).isZero();
        assertThat(said.text())
                .contains("java 25.0.3 ran: -XX:TieredStopAtLevel=1 -XX:+UseSerialGC")
                .contains("dev.changeover.cli.Main apps two words");
    }

    @Test
    void saysThatMavenIsMissing() throws Exception {
        environment.put("JAVA_HOME", jdk("new", "26").toString());

        for (String command : List.of("apps", "verify")) {
            Said said = launch(command);
            assertThat(said.code()).isEqualTo(1);
            assertThat(said.text()).contains("Maven is missing").contains("apt install maven");
        }
    }

    @Test
    void aFailedBuildNamesItsLogAndLeavesNoLock() throws Exception {
        environment.put("JAVA_HOME", jdk("new", "25.0.3").toString());
        script(tools.resolve("mvn"), "echo '[ERROR] no network'; exit 1");

        Said said = launch("apps");

        assertThat(said.code()).isEqualTo(1);
        assertThat(said.text())
                .contains("[ERROR] no network")
                .contains("The whole log is in " + tree.resolve("target/changeover-build.log"));
        assertThat(tree.resolve("target/changeover-build.lock")).doesNotExist();
    }

    @Test
    void buildsOnFirstUseAndAgainWhenASourceIsNewer() throws Exception {
        environment.put("JAVA_HOME", jdk("new", "25.0.3").toString());
        script(
                tools.resolve("mvn"),
                "echo built >>'" + folder.resolve("builds") + "'; mkdir -p failover-api/cli/target/changeover/lib");

        assertThat(launch("apps").text()).contains("Building changeover").contains("Main apps");
        assertThat(launch("apps").text()).doesNotContain("Building changeover");

        Path source = Files.createDirectories(tree.resolve("infra/local/src/main/java"))
                .resolve("New.java");
        Files.writeString(source, "");
        Files.setLastModifiedTime(source, FileTime.from(Instant.now().plusSeconds(5)));
        assertThat(launch("apps").text()).contains("Building changeover");
        assertThat(Files.readAllLines(folder.resolve("builds"))).hasSize(2);
    }

    @Test
    void verifyCountsTheTestsAndPassesMavensExitCodeOn() throws Exception {
        environment.put("JAVA_HOME", jdk("new", "25.0.3").toString());
        script(tools.resolve("mvn"), """
                reports=infra/local/target/surefire-reports
                mkdir -p $reports
                for name in a.PlainTest a.RdsWireTest a.TwinPostgresTest a.KillProcessTest; do
                    echo '<?xml version="1.0"?>' >$reports/TEST-$name.xml
                    echo '<testsuite name="'$name'" time="1" tests="3" errors="0">' >>$reports/TEST-$name.xml
                done
                exit 7""");

        Said said = launch("verify");

        assertThat(said.code()).isEqualTo(7);
        assertThat(said.text()).contains("12 tests; 3 touch the wire, 3 real databases, 3 real processes.");
    }
}

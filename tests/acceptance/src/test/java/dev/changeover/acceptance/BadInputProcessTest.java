package dev.changeover.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;

/** What a tired person types, and what a broken machine answers: one sentence, what to do, an exit code. */
@Order(6)
class BadInputProcessTest {
    private static final int PORT = 23500;
    private static final int FREE_PORT = 23550;

    /** The hundreds of ports that no test's twin takes. */
    private static final int NOBODYS_PORTS = 239;

    /** Nobody waits minutes for credentials that are not there. */
    private static final Duration NO_CREDENTIALS_MAX = Duration.ofSeconds(30);

    private static LiveTwin twin;
    private static Shell empty;

    @BeforeAll
    static void up() {
        twin = LiveTwin.up(PORT);
        empty = new Shell(Folders.home());
    }

    @AfterAll
    static void down() {
        if (twin != null) {
            twin.close();
        }
        if (empty != null) {
            empty.close();
        }
    }

    @Test
    void namesTheNearestCommandAndOption() {
        refuses(2, "Did you mean 'failover'?", empty.run("failovr", "unicorn-shop"));
        refuses(2, "Did you mean '--ungraceful'?", empty.run("failover", "unicorn-shop", "--ungracefull"));
        refuses(2, "A command is missing.", empty.run());
        refuses(2, "--port", empty.run("up", "--port", "80"));
        refuses(2, "--timing", empty.run("up", "--timing", "fast"));
        refuses(2, "--reason", empty.run("pause", "unicorn-shop"));
    }

    @Test
    void explainsAMissingOrWrongPlanByLineAndKey() throws IOException {
        refuses(2, "There is no plan in", empty.run("show", "unicorn-shop"));
        refuses(2, "no such file", empty.run("--plan", "/nowhere.plan.yaml", "show", "unicorn-shop"));
        Path wrong = planWith("global-cluster: shop", "globl-cluster: shop");
        Finished validated = empty.run("plan", "validate", wrong.toString());
        assertThat(validated.code()).as("%s", validated).isEqualTo(2);
        assertThat(validated.out()).contains("globl-cluster", "global-cluster").containsPattern(":4\\b|line 4");
        refuses(2, "globl-cluster", empty.run("--plan", wrong.toString(), "failover", "unicorn-shop"));
    }

    @Test
    void knowsOnlyWhatThePlanAndTheJournalKnow() {
        refuses(2, "Did you mean 'unicorn-shop'?", twin.run("failover", "unicorn-shopp"));
        refuses(2, "Did you mean 'us-west-2'?", twin.run("failover", "unicorn-shop", "--to", "us-west-1"));
        refuses(2, "There is no changeover 'nobody'", twin.run("watch", "nobody"));
        refuses(2, "There is no finding", twin.run("failover", "unicorn-shop", "--acknowledge", "LAG"));
    }

    @Test
    void wantsThePhraseAndNothingButThePhrase() {
        refuses(3, "--confirm \"unicorn-shop us-west-2\"", twin.run("failover", "unicorn-shop"));
        refuses(3, "--confirm \"unicorn-shop us-west-2\"", twin.run("failover", "unicorn-shop", "--yes"));
        refuses(
                3,
                "'unicorn-shop us-east-1' is not",
                twin.run("failover", "unicorn-shop", "--confirm", "unicorn-shop us-east-1"));
        assertThat(twin.history()).isEmpty();
    }

    @Test
    void doesNotStartATwinWhereSomethingListens() throws IOException {
        refuses(4, "already runs on port " + PORT, twin.shell().run("up", "--port", twin.port()));
        try (var _ = new ServerSocket(FREE_PORT, 1, InetAddress.getByAddress(new byte[] {127, 0, 0, 1}))) {
            refuses(1, Integer.toString(FREE_PORT), empty.run("up", "--port", Integer.toString(FREE_PORT)));
        }
        nothingRunsOnTheFreePort();
    }

    @Test
    void saysThatNoTwinAnswers() {
        String port = Integer.toString(FREE_PORT);
        assertThat(empty.run("down", "--port", port).code()).isZero();
        refuses(9, "changeover up --port " + port, empty.run("outage", "us-east-1", "--port", port));
        refuses(9, "changeover up --port " + port, empty.run("heal", "--port", port));
        Path elsewhere = planWith(":" + PORT / 100, ":" + NOBODYS_PORTS);
        refuses(9, "changeover doctor", empty.run("--plan", elsewhere.toString(), "show", "unicorn-shop"));
        refuses(
                9,
                "changeover doctor",
                empty.run(
                        "--plan",
                        elsewhere.toString(),
                        "failover",
                        "unicorn-shop",
                        "--confirm",
                        "unicorn-shop us-west-2"));
        assertThat(empty.home().resolve("journal")).doesNotExist();
    }

    @Test
    void doesNotGuessWhatADamagedJournalSaid() throws IOException {
        String id = "unicorn-shop-20260101-000000-aaaa";
        try (var shell = new Shell(Folders.home())) {
            Path changeovers = Files.createDirectories(shell.home().resolve("journal/changeovers"));
            Path applications = Files.createDirectories(shell.home().resolve("journal/applications"));
            Path garbage = Files.writeString(changeovers.resolve(id + ".jsonl"), "garbage\ngarbage\n");
            Files.writeString(applications.resolve("unicorn-shop"), id + "\n");
            for (List<String> words : List.of(
                    List.of("failover", "unicorn-shop", "--confirm", "unicorn-shop us-west-2"),
                    List.of("watch", id),
                    List.of("show", "unicorn-shop"))) {
                Finished refused = shell.start(withPlan(words)).finish(Shell.COMMAND_MAX);
                refuses(1, "journal", refused);
            }
            assertThat(garbage).hasContent("garbage\ngarbage\n");
            assertThat(changeovers).isDirectoryNotContaining("glob:**.lease");
        }
    }

    @Test
    void needsAHomeThatCanBeWritten() throws IOException {
        Path file = Files.writeString(Folders.home().resolve("file"), "");
        try (var shell = new Shell(file.resolve("home"))) {
            refuses(1, file.toString(), shell.run("up", "--port", Integer.toString(FREE_PORT)));
            refuses(
                    1,
                    file.toString(),
                    shell.run(withPlan(List.of(
                            "failover", "unicorn-shop", "--break-glass", "--confirm", "unicorn-shop us-west-2"))));
        }
        nothingRunsOnTheFreePort();
        twin.assertWhollyIn(LiveTwin.EAST);
    }

    @Test
    void needsADiskThatIsNotFull() throws IOException, InterruptedException {
        Path tiny = Folders.home().resolve("tiny");
        Files.createDirectories(tiny);
        assumeTrue(
                execute("mount", "-t", "tmpfs", "-o", "size=64k", "tmpfs", tiny.toString()),
                "SKIPPED: only root may mount the full disk that this test is about");
        try (var shell = new Shell(tiny)) {
            Files.write(tiny.resolve("full"), new byte[48 * 1024]); // room for half a journal
            refuses(1, tiny.toString(), shell.run("up", "--port", Integer.toString(FREE_PORT)));
            refuses(
                    1,
                    tiny.toString(),
                    shell.run(withPlan(List.of(
                            "failover", "unicorn-shop", "--break-glass", "--confirm", "unicorn-shop us-west-2"))));
            nothingRunsOnTheFreePort();
        } finally {
            execute("umount", tiny.toString());
        }
        twin.assertWhollyIn(LiveTwin.EAST);
    }

    /** The instance metadata service takes the call and never answers; all there is of it is on this machine. */
    @Test
    void doesNotWaitForCredentialsThatAreNotThere() throws IOException {
        Path real = planWith("twin: http", "# twin: http");
        Files.writeString(real, Files.readString(real).replace("url: http:", "url: https:"));
        try (var silent = new ServerSocket(0, 50, InetAddress.getByAddress(new byte[] {127, 0, 0, 1}));
                var shell = new Shell(Folders.home())
                        .with("AWS_EC2_METADATA_SERVICE_ENDPOINT", "http://127.0.0.1:" + silent.getLocalPort())
                        .with("AWS_CONFIG_FILE", "/nowhere/config")
                        .with("AWS_SHARED_CREDENTIALS_FILE", "/nowhere/credentials")) {
            Finished refused = shell.start(
                            "--plan",
                            real.toString(),
                            "failover",
                            "unicorn-shop",
                            "--confirm",
                            "unicorn-shop us-west-2")
                    .finish(NO_CREDENTIALS_MAX);
            refuses(5, "credentials", refused);
            assertThat(shell.home().resolve("journal")).doesNotExist();
        }
    }

    private static void refuses(int code, String says, Finished refused) {
        assertThat(refused.code()).as("%s", refused).isEqualTo(code);
        assertThat(refused.err()).as("%s", refused).contains(says);
        assertThat(refused.err()).as("a stack trace").doesNotContain("\tat ", "Exception:", "A bug in changeover");
        assertThat(refused.errLines())
                .as("sentence")
                .anyMatch(line -> line.startsWith("changeover: ") || line.startsWith("The journal cannot be written"));
    }

    private static String[] withPlan(List<String> words) {
        return Stream.concat(Stream.of("--plan", twin.plan().toString()), words.stream())
                .toArray(String[]::new);
    }

    private static Path planWith(String text, String other) {
        try {
            String plan = Files.readString(twin.plan());
            assertThat(plan).contains(text);
            Path changed = Files.createTempFile(Folders.root(), "changed", ".plan.yaml");
            return Files.writeString(changed, plan.replace(text, other));
        } catch (IOException disk) {
            throw new UncheckedIOException(disk);
        }
    }

    private static void nothingRunsOnTheFreePort() {
        assertThat(IntStream.range(FREE_PORT, FREE_PORT + 50).filter(LiveTwin::taken))
                .as("ports still listened on")
                .isEmpty();
    }

    private static boolean execute(String... command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        process.getInputStream().readAllBytes();
        return process.waitFor(10, TimeUnit.SECONDS) && process.exitValue() == 0;
    }
}

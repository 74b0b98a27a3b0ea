package dev.changeover.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.maven.plugin.surefire.log.api.NullConsoleLogger;
import org.apache.maven.plugins.surefire.report.ReportTestCase;
import org.apache.maven.plugins.surefire.report.ReportTestSuite;
import org.apache.maven.plugins.surefire.report.TestSuiteXmlParser;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What a drill leaves behind, read by those it is made for: a pipeline, a browser, a script. */
class DrillReportTest {
    /** Markup where a person may type: none of it may come to life. */
    private static final String NASTY = "</td><script>document.title='owned'</script>\"'&<b>\u0007";

    /** A browser's first start on a busy machine. */
    private static final int BROWSER_SECONDS_MAX = 120;

    @TempDir
    private Path folder;

    private Operator operator;
    private Path reports;

    @BeforeEach
    void sitDown() {
        operator = new Operator(folder);
        reports = folder.resolve("reports");
    }

    private Operator.Said drill() {
        return operator.types(
                "drill",
                "shop",
                "--soak",
                "10s",
                "--reason",
                NASTY,
                "--confirm",
                "drill shop",
                "--report-dir",
                reports.toString());
    }

    private Path only(String ending) throws IOException {
        try (Stream<Path> files = Files.list(reports)) {
            return files.filter(file -> file.toString().endsWith(ending))
                    .findFirst()
                    .orElseThrow();
        }
    }

    private static ReportTestSuite suite(Path xml) throws Exception {
        var parser = new TestSuiteXmlParser(new NullConsoleLogger());
        return parser.parse(xml.toString()).getFirst();
    }

    @Test
    void surefireReadsADrillThatPassed() throws Exception {
        var said = drill();
        assertThat(said.code()).as(said.err()).isZero();

        ReportTestSuite suite = suite(only(".xml"));
        assertThat(suite.getNumberOfTests()).isEqualTo(8);
        assertThat(suite.getNumberOfFailures()).isZero();
        assertThat(suite.getNumberOfSkipped()).isZero();
        assertThat(suite.getTestCases())
                .extracting(ReportTestCase::getName)
                .startsWith("precheck", "failover", "soak", "failback", "criterion failover-rto");
    }

    @Test
    void surefireReadsADrillThatFailed() throws Exception {
        operator.readiness.silent.add(Operator.shop().secondary().region());

        assertThat(drill().code()).isEqualTo(4);

        ReportTestSuite suite = suite(only(".xml"));
        assertThat(suite.getNumberOfFailures()).isEqualTo(1);
        assertThat(suite.getNumberOfSkipped()).isEqualTo(3);
        assertThat(suite.getTestCases().getFirst().getFailureMessage()).contains("UNREADABLE");
    }

    @Test
    void aDrillThatDidNotPassHasNoRtoOnlyATimeToFailure() throws Exception {
        drill();
        JsonNode passed = JsonMapper.builder().build().readTree(only(".json").toFile());
        assertThat(passed.get("rtoMs").asLong()).isBetween(3_000L, 6_000L);
        assertThat(passed.get("timeToFailureMs").isNull()).isTrue();
        assertThat(passed.get("reason").asString()).isEqualTo(NASTY);

        operator.readiness.silent.add(Operator.shop().secondary().region());
        var said = operator.types("drill", "shop", "--confirm", "drill shop", "-o", "json");
        assertThat(said.code()).isEqualTo(4);
        assertThat(said.json().get("rtoMs").isNull()).isTrue();
        assertThat(said.json().get("timeToFailureMs").isNumber()).isTrue();

        var drills = operator.types("drills", "shop");
        assertThat(drills.lines().get(1)).contains("failed");
        assertThat(drills.lines().get(2)).contains("passed");
    }

    @Test
    void whatPeopleTypedComesNowhereToLife() throws Exception {
        drill();
        String html = Files.readString(only(".html"));
        assertThat(html).doesNotContain("<script", "<b>", "\u0007").contains("&lt;script&gt;", "<svg", "Failback");
        assertThat(html).doesNotContain("http://", "https://");
    }

    @Test
    void aBrowserShowsTheReport() throws Exception {
        Optional<Path> browser = browser();
        if (browser.isEmpty()) {
            System.err.println("SKIPPED: no chromium on PATH, so the report was not opened in a browser.");
        }
        Assumptions.assumeTrue(browser.isPresent(), "no chromium on PATH");
        drill();
        Path picture = folder.resolve("report.png");
        String page = shown(browser.get(), "--dump-dom", only(".html"));
        shown(browser.get(), "--screenshot=" + picture, only(".html"));

        assertThat(page)
                .contains("<title>Drill of shop: passed</title>")
                .contains("What was to hold")
                .doesNotContain("owned</title>");
        assertThat(Files.size(picture)).isGreaterThan(20_000);
    }

    private String shown(Path browser, String how, Path html) throws IOException, InterruptedException {
        File out = folder.resolve("browser.out").toFile();
        Process process = new ProcessBuilder(
                        browser.toString(),
                        "--headless=new",
                        "--no-sandbox",
                        "--disable-gpu",
                        "--disable-dev-shm-usage",
                        "--user-data-dir=" + folder.resolve("profile"),
                        "--window-size=1100,2300",
                        how,
                        html.toUri().toString())
                .redirectOutput(out)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        if (!process.waitFor(BROWSER_SECONDS_MAX, TimeUnit.SECONDS)) {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
            throw new AssertionError("the browser did not end in " + BROWSER_SECONDS_MAX + " s");
        }
        return Files.readString(out.toPath());
    }

    private static Optional<Path> browser() {
        return Stream.of(System.getenv("PATH").split(File.pathSeparator, -1))
                .flatMap(place -> Stream.of("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome")
                        .map(name -> Path.of(place, name)))
                .filter(Files::isExecutable)
                .findFirst();
    }

    @Test
    void aDrillOnAwsNeedsItsPhrase() {
        var said = operator.types("drill", "shop");
        assertThat(said.code()).isEqualTo(3);
        assertThat(said.err()).contains("--confirm \"drill shop\"");
        assertThat(operator.types("drills", "shop").lines()).hasSize(1);
    }

    @Test
    void aDrillThatWasLeftIsGoneOnWithOrGivenUp() {
        operator.world.after(Duration.ofSeconds(1), operator.world::stop);
        assertThat(drill().code()).isEqualTo(130);

        var another = drill();
        assertThat(another.code()).isEqualTo(4);
        assertThat(another.err()).contains("has not ended", "--resume", "--abandon");

        var given = operator.types("drill", "shop", "--abandon", "--reason", "wrong day");
        assertThat(given.code()).isEqualTo(6);
        assertThat(given.out()).contains("a person gave it up (wrong day)");
    }

    @Test
    void aDrillWhoseDriverDiedWhileItSoakedIsSeen() {
        operator.world.after(Duration.ofMinutes(1), operator.world::stop);
        operator.types("drill", "shop", "--soak", "5m", "--confirm", "drill shop");
        assertThat(operator.types("drills", "shop").err()).isEmpty();

        operator.world.rest(Duration.ofMinutes(2));

        assertThat(operator.types("drills", "shop").err())
                .contains("Nobody has driven drill-shop-", "since 2026-11-21T21:12", "changeover drill shop --resume");
        assertThat(operator.types("drills", "shop", "-o", "json")
                        .json()
                        .at("/drills/0/undrivenSince")
                        .asString())
                .startsWith("2026-11-21T21:12");
    }

    @Test
    void aChangeoverHasTheSameForms() throws Exception {
        operator.types("failover", "shop", "--confirm", "shop us-west-2");

        var html = operator.types("report", "shop", "--format", "html");
        assertThat(html.out()).contains("Changeover of shop", "<svg", "SwitchDatabase");
        Files.createDirectories(reports);
        Path xml = Files.writeString(
                reports.resolve("TEST-one.xml"),
                operator.types("report", "shop", "--format", "junit").out());
        assertThat(suite(xml).getTestCases())
                .extracting(ReportTestCase::getName)
                .contains("SwitchDatabase", "rto");
        assertThat(operator.types("report", "shop", "--format", "json")
                        .json()
                        .get("state")
                        .asString())
                .isEqualTo("completed");
    }
}

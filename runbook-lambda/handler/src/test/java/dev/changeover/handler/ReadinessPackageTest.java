package dev.changeover.handler;

import static dev.changeover.handler.LiveStage.EAST;
import static dev.changeover.handler.LiveStage.WEST;
import static org.assertj.core.api.Assertions.assertThat;

import dev.changeover.aws.AwsAccount;
import dev.changeover.aws.PlanStore;
import dev.changeover.core.journal.Event;
import dev.changeover.core.journal.Fold;
import dev.changeover.core.model.ChangeoverId;
import dev.changeover.core.model.Timeouts;
import dev.changeover.core.notice.MemoryNoticeMarks;
import dev.changeover.core.ready.ReadinessFinding;
import dev.changeover.core.ready.ReadinessReport;
import dev.changeover.journal.dynamodb.DynamoBoard;
import dev.changeover.journal.dynamodb.JournalPlace;
import dev.changeover.plan.PlanFile;
import dev.changeover.twin.lambda.Code;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The look on a schedule, over the wire, at functions that run the zip. */
class ReadinessPackageTest {
    private static final Path ZIP = Path.of("target", "changeover-lambda.zip");
    private static final Duration TIMEOUT = Duration.ofMinutes(2);

    @TempDir
    private Path home;

    private final List<String> log = new ArrayList<>();
    private LiveStage stage;
    private DynamoBoard board;

    @BeforeEach
    void open() throws IOException {
        stage = new LiveStage(home);
        stage.deploy(Code.zip(Files.readAllBytes(ZIP)));
        board = new DynamoBoard(
                new JournalPlace(Settings.TABLE_DEFAULT, List.of(WEST, EAST), Optional.of(stage.endpoint)));
        try (var account = AwsAccount.open(Optional.of(stage.endpoint), Timeouts.defaults())) {
            PlanStore.publish(account, stage.plan, PlanFile.write(stage.plan));
        }
    }

    @AfterEach
    void close() {
        board.close();
        stage.close();
    }

    @Test
    void hangsWhatItFoundOnTheBoardOfItsRegion() throws IOException {
        String said = look(Instant.now());

        assertThat(said).contains("\"unicorn-shop\"");
        assertThat(board.latest(stage.plan.name())).singleElement().satisfies(report -> {
            assertThat(report.place()).isEqualTo(WEST.code());
            assertThat(codes(report))
                    .doesNotContain(ReadinessFinding.Code.ARTEFACTS_NOT_NAMED, ReadinessFinding.Code.ARTEFACT_MISSING);
        });
    }

    @Test
    void hasSomebodyDriveWhatNobodyDrives() throws IOException {
        ChangeoverId id = stage.open("shop-undriven");

        look(Instant.now().plus(Duration.ofMinutes(3)));
        stage.untilEnded(id);

        List<Event> events = stage.journal.read(id);
        assertThat(events).anyMatch(Event.DriverLeft.class::isInstance);
        assertThat(Fold.of(events).ended()).isTrue();
        assertThat(log).anyMatch(line -> line.contains("drives shop-undriven"));
    }

    @Test
    void leavesAloneWhatWasOpenedJustNow() throws IOException {
        ChangeoverId id = stage.open("shop-fresh");

        look(Instant.now());

        assertThat(stage.journal.read(id)).hasSize(1);
    }

    private static List<ReadinessFinding.Code> codes(ReadinessReport report) {
        return report.findings().stream().map(ReadinessFinding::code).toList();
    }

    /** Once, as of that time: its two minutes without a driver must not be waited for. */
    private String look(Instant now) throws IOException {
        var settings = Settings.of(Map.of(
                "AWS_REGION",
                WEST.code(),
                Settings.REGIONS,
                EAST + "," + WEST,
                Settings.FUNCTIONS,
                "changeover-step,changeover-runner",
                Settings.TWIN,
                stage.endpoint.toString()));
        InstantSource clock = InstantSource.fixed(now);
        try (var premises = settings.premises(clock)) {
            var desk = new ReadinessDesk(
                    settings, premises, premises.operations(), new MemoryNoticeMarks(), clock, log::add);
            var out = new ByteArrayOutputStream();
            new ReadinessHandler(desk)
                    .handleRequest(
                            new ByteArrayInputStream(new byte[0]),
                            out,
                            Invocation.of("changeover-readiness", Instant::now, TIMEOUT));
            untilTheStepFunctionIsReady();
            return out.toString(StandardCharsets.UTF_8);
        }
    }

    /** Each look sends it an event, and it says in its log that it took it. */
    private void untilTheStepFunctionIsReady() {
        Path said = home.resolve("logs").resolve("lambda").resolve(WEST.code()).resolve("changeover-step.log");
        Awaitility.await()
                .atMost(Duration.ofMinutes(1))
                .until(() -> Files.isRegularFile(said) && Files.readString(said).contains("answered DONE: Ready; "));
    }
}

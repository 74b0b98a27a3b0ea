package dev.changeover.handler;

import static dev.changeover.handler.LiveStage.WEST;
import static org.assertj.core.api.Assertions.assertThat;

import dev.changeover.core.drill.DrillEvent;
import dev.changeover.core.drill.DrillId;
import dev.changeover.core.drill.DrillRequest;
import dev.changeover.core.drill.DrillState;
import dev.changeover.core.drill.Leg;
import dev.changeover.core.journal.ChangeoverState.Phase;
import dev.changeover.core.journal.Event;
import dev.changeover.core.journal.Fold;
import dev.changeover.core.journal.Outcome;
import dev.changeover.core.model.Actor;
import dev.changeover.core.model.ChangeoverId;
import dev.changeover.core.step.StepName;
import dev.changeover.drive.Drivers.Hiring;
import dev.changeover.journal.EventJson;
import dev.changeover.twin.lambda.Code;
import dev.changeover.twin.model.Fault;
import dev.changeover.twin.model.Faults;
import dev.changeover.twin.ssm.AutomationStatus;
import dev.changeover.twin.ssm.ExecutionView;
import dev.changeover.twin.ssm.StepView;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The zip that is deployed, in the twin's Lambda: real processes under AWS's stock runtime client. */
class LambdaPackageTest {
    private static final Path ZIP = Path.of("target", "changeover-lambda.zip");

    @TempDir
    private Path home;

    private LiveStage stage;

    @BeforeEach
    void open() throws IOException {
        stage = new LiveStage(home);
        stage.deploy(Code.zip(Files.readAllBytes(ZIP)));
    }

    @AfterEach
    void close() {
        stage.close();
    }

    @Test
    void anAutomationExecutionTakesAChangeoverToItsEnd() throws IOException {
        ChangeoverId id = stage.open("shop-by-automation");

        Hiring hiring = stage.drivers.hire(stage.plan, id, WEST, 1);
        stage.untilEnded(id);

        assertThat(hiring).isInstanceOf(Hiring.Driving.class);
        ExecutionView execution = ended();
        assertThat(execution.status()).isEqualTo(AutomationStatus.Success);
        assertThat(execution.steps().stream().map(StepView::step))
                .containsSubsequence(
                        Arrays.stream(StepName.values()).map(StepName::toString).toList());
        assertCompleted(id);
        assertNothingSecretWasWritten(id, execution);
    }

    @Test
    void anAutomationExecutionTakesADrillThereAndBack() {
        var request = new DrillRequest(
                new DrillId("shop-drill-by-automation"), new Actor("ana", "a test"), Duration.ofSeconds(3));
        stage.drills.open(new DrillEvent.Started(request, stage.plan, Instant.now()));

        stage.drillDrivers.hire(stage.plan, request, WEST, 0);

        ExecutionView execution = ended();
        DrillState drill = DrillState.of(stage.drills.read(request.id()));
        assertThat(drill.passed()).as("%s; %s", drill.end(), execution.steps()).isTrue();
        assertThat(execution.status()).isEqualTo(AutomationStatus.Success);
        assertCompleted(request.id().changeover(Leg.FAILOVER));
        assertCompleted(request.id().changeover(Leg.FAILBACK));
    }

    private ExecutionView ended() {
        return Awaitility.await()
                .atMost(LiveStage.LONGEST)
                .until(
                        () -> stage.account
                                .systemsManager()
                                .automation()
                                .all(WEST)
                                .getFirst(),
                        execution -> execution.ended().isPresent());
    }

    @Test
    void theRunnerTakesOneToItsEndWhenSystemsManagerIsSilent() throws IOException {
        stage.account.faults().plan(Faults.Scope.ALL.in(WEST).service("ssm"), new Fault.Broken());
        ChangeoverId id = stage.open("shop-by-the-runner");

        Hiring hiring = stage.drivers.hire(stage.plan, id, WEST, 1);
        stage.untilEnded(id);

        assertThat(hiring)
                .isInstanceOfSatisfying(
                        Hiring.Driving.class,
                        driving -> assertThat(driving.driver()).isEqualTo("lambda/" + id));
        assertThat(Fold.of(stage.journal.read(id)).driver()).contains("lambda/" + id);
        assertCompleted(id);
        assertNothingSecretWasWritten(id, hiring);
    }

    private void assertCompleted(ChangeoverId id) {
        assertThat(Fold.of(stage.journal.read(id)).phase())
                .isInstanceOfSatisfying(
                        Phase.Ended.class, ended -> assertThat(ended.outcome()).isEqualTo(Outcome.COMPLETED));
    }

    /** Logs of all functions, the journal, and what the caller was told. */
    private void assertNothingSecretWasWritten(ChangeoverId id, Object told) throws IOException {
        List<Path> logs;
        try (Stream<Path> files = Files.walk(home.resolve("logs"))) {
            logs = files.filter(Files::isRegularFile).toList();
        }
        assertThat(logs).isNotEmpty();
        for (Path log : logs) {
            assertThat(Files.readString(log)).contains(id.value()).doesNotContain(LiveStage.PASSWORD);
        }
        List<Event> events = stage.journal.read(id);
        assertThat(events)
                .allSatisfy(event -> assertThat(EventJson.write(event)).doesNotContain(LiveStage.PASSWORD));
        assertThat(told.toString()).doesNotContain(LiveStage.PASSWORD);
    }
}

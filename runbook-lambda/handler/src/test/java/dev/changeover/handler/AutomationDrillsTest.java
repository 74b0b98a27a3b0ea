package dev.changeover.handler;

import static dev.changeover.handler.LiveStage.EAST;
import static dev.changeover.handler.LiveStage.WEST;
import static org.assertj.core.api.Assertions.assertThat;

import dev.changeover.core.drill.DrillId;
import dev.changeover.core.drill.DrillRequest;
import dev.changeover.core.model.Actor;
import dev.changeover.core.model.Region;
import dev.changeover.drive.Drivers.Hiring;
import dev.changeover.twin.lambda.Code;
import dev.changeover.twin.model.Fault;
import dev.changeover.twin.model.Faults;
import dev.changeover.twin.ssm.ExecutionView;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who is set to work on a drill, against the twin's Systems Manager. The functions themselves are empty here. */
class AutomationDrillsTest {
    private static final DrillRequest DRILL =
            new DrillRequest(new DrillId("friday-2026-47"), new Actor("ana", "a test"), Duration.ofMinutes(1));

    @TempDir
    private Path home;

    private LiveStage stage;

    @BeforeEach
    void open() {
        stage = new LiveStage(home);
        stage.deploy(Code.folder(home));
    }

    @AfterEach
    void close() {
        stage.close();
    }

    private Hiring hire() {
        return hire(0);
    }

    private Hiring hire(int attempt) {
        return stage.drillDrivers.hire(stage.plan, DRILL, WEST, attempt);
    }

    private List<ExecutionView> executions(Region region) {
        return stage.account.systemsManager().automation().all(region);
    }

    @Test
    void startsTheDocumentOfDrillsOnceForADrill() {
        assertThat(hire())
                .isEqualTo(hire())
                .isEqualTo(
                        new Hiring.Driving("ssm/" + executions(WEST).getFirst().id(), ""));

        assertThat(executions(WEST)).singleElement().satisfies(execution -> {
            assertThat(execution.document().document()).isEqualTo("Changeover-Drill");
            assertThat(execution.parameters())
                    .containsEntry("DrillId", List.of("friday-2026-47"))
                    .containsEntry("StepFunction", List.of("changeover-step"))
                    .containsEntry("SoakTime", List.of("PT1S"));
        });
    }

    @Test
    void anotherAttemptIsAnotherExecution() {
        assertThat(hire(1)).isEqualTo(hire(1)).isNotEqualTo(hire(0));
        assertThat(executions(WEST)).hasSize(2);
    }

    @Test
    void goesToTheOtherRegionOrSaysThatNobodyDrives() {
        stage.account.faults().plan(Faults.Scope.ALL.in(WEST).service("ssm"), new Fault.Broken());
        assertThat(hire())
                .isInstanceOfSatisfying(
                        Hiring.Driving.class,
                        driving -> assertThat(driving.instead())
                                .startsWith("The execution is in us-east-1, because Systems Manager in us-west-2 "));
        assertThat(executions(EAST)).hasSize(1);

        stage.account.faults().plan(Faults.Scope.ALL.in(EAST).service("ssm"), new Fault.Broken());
        assertThat(hire())
                .isInstanceOfSatisfying(
                        Hiring.Nobody.class, nobody -> assertThat(nobody.why()).hasSize(2));
    }
}

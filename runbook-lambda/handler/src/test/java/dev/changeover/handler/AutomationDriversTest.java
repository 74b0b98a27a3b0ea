package dev.changeover.handler;

import static dev.changeover.handler.LiveStage.EAST;
import static dev.changeover.handler.LiveStage.WEST;
import static org.assertj.core.api.Assertions.assertThat;

import dev.changeover.aws.AutomationDrivers;
import dev.changeover.aws.AwsAccount;
import dev.changeover.core.model.ChangeoverId;
import dev.changeover.core.model.Region;
import dev.changeover.core.model.Timeouts;
import dev.changeover.core.port.PortFailure;
import dev.changeover.drive.Drivers.Hiring;
import dev.changeover.twin.lambda.Code;
import dev.changeover.twin.model.Fault;
import dev.changeover.twin.model.Faults;
import dev.changeover.twin.ssm.ExecutionView;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who is set to work when, against the twin's Systems Manager and Lambda. The functions themselves are empty here. */
class AutomationDriversTest {
    private static final ChangeoverId ID = new ChangeoverId("shop-20261122-1");

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

    private Hiring hire(Region in, int attempt) {
        return stage.drivers.hire(stage.plan, ID, in, attempt);
    }

    private String driver(Region in, int attempt) {
        return ((Hiring.Driving) hire(in, attempt)).driver();
    }

    private List<ExecutionView> executions(Region region) {
        return stage.account.systemsManager().automation().all(region);
    }

    @Test
    void startsTheDocumentOfTheDirectionInTheTargetRegion() {
        assertThat(hire(WEST, 1)).isInstanceOfSatisfying(Hiring.Driving.class, driving -> {
            assertThat(driving.driver())
                    .isEqualTo("ssm/" + executions(WEST).getFirst().id());
            assertThat(driving.instead()).isEmpty();
        });
        hire(EAST, 1);

        assertThat(executions(WEST)).singleElement().satisfies(execution -> {
            assertThat(execution.document().document()).isEqualTo("Changeover-Failover");
            assertThat(execution.parameters())
                    .containsEntry("ChangeoverId", List.of(ID.value()))
                    .containsEntry("StepFunction", List.of("changeover-step"))
                    .containsEntry("Approval", List.of("none"));
        });
        assertThat(executions(EAST))
                .singleElement()
                .satisfies(
                        execution -> assertThat(execution.document().document()).isEqualTo("Changeover-Failback"));
    }

    @Test
    void theSameRequestTwiceGivesOneDriverAndAnotherAttemptAnother() {
        assertThat(driver(WEST, 1)).isEqualTo(driver(WEST, 1)).isNotEqualTo(driver(WEST, 2));
        assertThat(executions(WEST)).hasSize(2);
    }

    @Test
    void theRunnerDrivesWhereSystemsManagerIsSilentOrRefuses() {
        for (Fault fault : List.of(new Fault.Dark(), new Fault.Broken(), new Fault.Throttle())) {
            stage.account.faults().planNext(1, Faults.Scope.ALL.in(WEST).service("ssm"), fault);
            assertThat(hire(WEST, 1)).as("%s", fault).isInstanceOfSatisfying(Hiring.Driving.class, driving -> {
                assertThat(driving.driver()).isEqualTo("lambda/" + ID);
                assertThat(driving.instead())
                        .startsWith("The function changeover-runner in us-west-2 takes the turns, because "
                                + "Systems Manager in us-west-2 ");
            });
            stage.account.faults().healAll();
        }
        assertThat(executions(WEST)).isEmpty();
    }

    @Test
    void aTokenThatWasUsedForSomethingElseIsNotTakenForADriver() {
        hire(WEST, 1);
        try (var account = AwsAccount.open(Optional.of(stage.endpoint), Timeouts.defaults())) {
            var renamed = new AutomationDrivers(
                    account,
                    new AutomationDrivers.Names("another-step", "changeover-runner", Optional.empty(), List.of()));
            assertThat(renamed.hire(stage.plan, ID, WEST, 1))
                    .isInstanceOfSatisfying(
                            Hiring.Driving.class,
                            driving -> assertThat(driving.instead()).contains("IdempotentParameterMismatch"));
        }
    }

    @Test
    void theOtherRegionsRunnerDrivesWhenTheTargetsCannotAndOtherwiseNobody() {
        stage.account.faults().plan(Faults.Scope.ALL.in(WEST).service("ssm"), new Fault.Broken());
        stage.account.faults().plan(Faults.Scope.ALL.in(WEST).service("lambda"), new Fault.Broken());
        assertThat(hire(WEST, 1))
                .isInstanceOfSatisfying(
                        Hiring.Driving.class,
                        driving -> assertThat(driving.instead()).contains("changeover-runner in us-east-1"));

        stage.account.faults().plan(Faults.Scope.ALL.in(EAST).service("lambda"), new Fault.Broken());
        assertThat(hire(WEST, 1))
                .isInstanceOfSatisfying(
                        Hiring.Nobody.class,
                        nobody -> assertThat(nobody.why())
                                .extracting(PortFailure::code)
                                .containsExactly(
                                        PortFailure.Code.UNREACHABLE,
                                        PortFailure.Code.UNREACHABLE,
                                        PortFailure.Code.UNREACHABLE));
    }

    @Test
    void anApprovalNobodyWaitsForIsNoFailure() {
        stage.drivers.approved(stage.plan, ID, WEST);
        stage.account.regions().darken(WEST);
        stage.drivers.approved(stage.plan, ID, WEST);
        assertThat(executions(EAST)).isEmpty();
    }
}

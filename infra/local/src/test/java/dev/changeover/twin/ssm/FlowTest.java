package dev.changeover.twin.ssm;

import static dev.changeover.twin.Refusals.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Where an execution goes after each step, and how it ends. */
class FlowTest {
    private static final String CALL = "action: aws:invokeLambdaFunction, inputs: {FunctionName: call}";
    private static final String RECORD = "action: aws:invokeLambdaFunction, inputs: {FunctionName: record}";
    private static final String REST = "- {name: rest, action: aws:sleep, inputs: {Duration: PT0S}}\n";

    private final SsmWorld world = new SsmWorld();

    @Test
    void aFailedStepAbortsUnlessItSaysOtherwise() {
        String id = world.failing("call").run("- {name: call, " + CALL + "}\n" + REST);
        assertThat(world.status(id)).isEqualTo(AutomationStatus.Failed);
        assertThat(world.status(id, "rest")).isEqualTo(AutomationStatus.Pending);
        assertThat(world.see(id).failure().orElseThrow()).contains("Step call failed", "Unhandled");
    }

    @Test
    void aFailedStepMayLetTheRestGoOn() {
        String id = world.failing("call")
                .run("- {name: call, onFailure: Continue, isCritical: true, " + CALL + "}\n" + REST);
        assertThat(world.status(id, "rest")).isEqualTo(AutomationStatus.Success);
        assertThat(world.status(id)).as("the step was critical").isEqualTo(AutomationStatus.Failed);
    }

    @Test
    void aStepThatIsNotCriticalDoesNotSpoilTheExecution() {
        String id = world.failing("call")
                .run("- {name: call, isCritical: false, onFailure: 'step:rest', " + CALL + "}\n" + REST);
        assertThat(world.status(id)).isEqualTo(AutomationStatus.Success);
    }

    @Test
    void aStepWhoseFailureLetsTheRestGoOnIsNotCriticalUnlessItSaysSo() {
        String id = world.failing("call").run("- {name: call, onFailure: Continue, " + CALL + "}\n" + REST);
        assertThat(world.status(id)).isEqualTo(AutomationStatus.Success);
    }

    @Test
    void aCancellationLeadsToNothingThatWaits() {
        assertRefused(
                "InvalidDocumentContent",
                () -> world.run("- {name: call, onCancel: 'step:rest', " + CALL + "}\n" + REST));
    }

    @Test
    void aFailedStepIsTriedAsOftenAsItSays() {
        String id = world.failing("call").run("- {name: call, maxAttempts: 3, " + CALL + "}");
        assertThat(world.status(id)).isEqualTo(AutomationStatus.Failed);
        assertThat(world.invocations).hasSize(3);
    }

    @Test
    void everyAttemptHasTheTimeoutOfTheStep() {
        String id = world.run("- {name: call, maxAttempts: 2, timeoutSeconds: 60, " + CALL + "}");
        world.pass(Duration.ofSeconds(119));
        assertThat(world.status(id)).isEqualTo(AutomationStatus.InProgress);
        world.pass(Duration.ofSeconds(1));
        assertThat(world.status(id, "call")).isEqualTo(AutomationStatus.TimedOut);
    }

    @Test
    void anAnswerAfterTheTimeoutChangesNothing() {
        String id = world.answeringAfter(Duration.ofSeconds(90), "call", "{}")
                .run("- {name: call, timeoutSeconds: 60, onFailure: Continue, " + CALL + "}\n"
                        + "- {name: nap, action: aws:sleep, inputs: {Duration: PT1H}}");
        world.pass(Duration.ofMinutes(2));
        assertThat(world.status(id, "call")).isEqualTo(AutomationStatus.TimedOut);
        assertThat(world.status(id, "nap")).isEqualTo(AutomationStatus.InProgress);
    }

    @Test
    void aCancelledStepMayLeadToAnotherThatRecordsIt() {
        String id = world.answeringAfter(Duration.ofSeconds(30), "record", "{}")
                .run("- {name: call, onCancel: 'step:record', isEnd: true, " + CALL + "}\n"
                        + "- {name: record, isEnd: true, " + RECORD + "}");
        world.ssm.automation().stop(SsmWorld.EAST, id, StopKind.Cancel);
        world.settle();
        assertThat(world.status(id)).isEqualTo(AutomationStatus.Cancelling);
        assertThat(world.status(id, "call")).isEqualTo(AutomationStatus.Cancelled);
        world.pass(Duration.ofSeconds(30));
        assertThat(world.status(id, "record")).isEqualTo(AutomationStatus.Success);
        assertThat(world.status(id)).isEqualTo(AutomationStatus.Cancelled);
    }

    @Test
    void whatFollowsACancellationHasTwoMinutes() {
        String id = world.run("- {name: call, onCancel: 'step:record', isEnd: true, " + CALL + "}\n"
                + "- {name: record, " + RECORD + "}");
        world.ssm.automation().stop(SsmWorld.EAST, id, StopKind.Cancel);
        world.pass(Runner.CANCEL_MAX);
        assertThat(world.status(id, "record")).isEqualTo(AutomationStatus.Cancelled);
        assertThat(world.status(id)).isEqualTo(AutomationStatus.Cancelled);
        assertRefused(
                "InvalidAutomationStatusUpdateException",
                () -> world.ssm.automation().stop(SsmWorld.EAST, id, StopKind.Cancel));
    }

    @Test
    void completeLetsTheStepUnderWayEnd() {
        String id = world.run("- {name: nap, action: aws:sleep, inputs: {Duration: PT1M}}\n" + REST);
        world.ssm.automation().stop(SsmWorld.EAST, id, StopKind.Complete);
        world.pass(Duration.ofMinutes(1));
        assertThat(world.status(id, "nap")).isEqualTo(AutomationStatus.Success);
        assertThat(world.status(id, "rest")).isEqualTo(AutomationStatus.Pending);
        assertThat(world.status(id)).isEqualTo(AutomationStatus.Success);
    }

    @Test
    void anInteractiveExecutionWaitsBeforeEachStep() {
        world.document("Doc", "schemaVersion: '0.3'\nmainSteps:\n- {name: call, isEnd: false, " + CALL + "}\n" + REST);
        String id = world.ssm
                .automation()
                .start(SsmWorld.EAST, StartRequest.of("Doc", Map.of()).interactive());
        assertThat(world.status(id)).isEqualTo(AutomationStatus.Waiting);
        assertRefused(
                "AutomationStepNotFoundException",
                () -> world.signal(id, Signal.toStep(Signal.Type.StartStep, "rest")));
        world.signal(id, Signal.toStep(Signal.Type.StartStep, "call"));
        assertThat(world.invocations).hasSize(1);
        String run = world.see(id).step("call").orElseThrow().id();
        world.signal(id, new Signal(Signal.Type.StopStep, Map.of("StepExecutionId", List.of(run)), Signal.NOBODY));
        assertThat(world.status(id, "call")).isEqualTo(AutomationStatus.Cancelled);
        world.signal(id, Signal.toStep(Signal.Type.StartStep, "rest"));
        assertThat(world.status(id)).isEqualTo(AutomationStatus.Success);
    }

    @Test
    void aReferenceToWhatNoStepHasGivenFailsTheStep() {
        String id = world.answering("call", "{}")
                .run("- {name: call, " + CALL + ", outputs: [{Name: state, Selector: $.Payload.state}]}\n"
                        + "- {name: use, action: aws:sleep, inputs: {Duration: '{{ call.state }}'}}");
        assertThat(world.status(id)).isEqualTo(AutomationStatus.Failed);
        assertThat(world.see(id).failure().orElseThrow()).contains("{{ call.state }} has no value");
    }
}

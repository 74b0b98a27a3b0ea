package dev.changeover.twin.ssm;

import static dev.changeover.twin.Refusals.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class AutomationTest {
    private static final String TOKEN = "11111111-aaaa-1111-1111-111111111111";

    private static final String TWO_STEPS = """
            schemaVersion: '0.3'
            parameters:
              app: {type: String, allowedPattern: '^[a-z-]+$'}
              wait: {type: Integer, default: 10}
            variables:
              seen: {type: String, default: nothing}
            mainSteps:
              - name: invoke
                action: aws:invokeLambdaFunction
                inputs:
                  FunctionName: runbook
                  InputPayload: {app: '{{ app }}', id: '{{ automation:EXECUTION_ID }}', wait: '{{ wait }}'}
                outputs: [{Name: state, Selector: $.Payload.state}, {Name: left, Selector: $.left, Type: Integer}]
              - name: remember
                action: aws:updateVariable
                inputs: {Name: variable:seen, Value: '{{ invoke.state }} in {{ global:REGION }}'}
            outputs: [invoke.state, invoke.left, 'variable:seen']
            """;

    private final SsmWorld world = new SsmWorld();

    @Test
    void twoStepsRunOneAfterTheOther() {
        world.document("Doc", TWO_STEPS)
                .answeringAfter(Duration.ofSeconds(3), "runbook", "{\"state\":\"done\",\"left\":2}");
        String id = world.start("Doc", Map.of("app", List.of("shop")));

        assertThat(world.status(id)).isEqualTo(AutomationStatus.InProgress);
        assertThat(world.status(id, "remember")).isEqualTo(AutomationStatus.Pending);
        assertThat(world.invocations.getFirst().payload())
                .isEqualTo("{\"app\":\"shop\",\"id\":\"" + id + "\",\"wait\":10}");
        world.pass(Duration.ofSeconds(3));
        assertThat(world.status(id)).isEqualTo(AutomationStatus.Success);
        assertThat(world.see(id).outputs())
                .containsEntry("invoke.state", List.of("done"))
                .containsEntry("invoke.left", List.of("2"))
                .containsEntry("variable:seen", List.of("done in us-east-1"));
    }

    @Test
    void theSameTokenIsTheSameExecution() {
        world.document("Doc", TWO_STEPS);
        var request = StartRequest.of("Doc", Map.of("app", List.of("shop"))).withToken(TOKEN);
        String id = world.ssm.automation().start(SsmWorld.EAST, request);

        assertThat(world.ssm.automation().start(SsmWorld.EAST, request.withToken(TOKEN.toUpperCase(Locale.ROOT))))
                .isEqualTo(id);
        assertRefused(
                "IdempotentParameterMismatch",
                () -> world.ssm
                        .automation()
                        .start(
                                SsmWorld.EAST,
                                StartRequest.of("Doc", Map.of("app", List.of("other")))
                                        .withToken(TOKEN)));
        assertRefused(
                "ValidationException", () -> world.ssm.automation().start(SsmWorld.EAST, request.withToken("short")));
    }

    @Test
    void aStartThatNamesWhatIsNotThereIsRefused() {
        world.document("Doc", TWO_STEPS);
        Map<String, List<String>> shop = Map.of("app", List.of("shop"));

        assertRefused("AutomationDefinitionNotFoundException", () -> world.start("Other", shop));
        assertRefused(
                "AutomationDefinitionVersionNotFoundException",
                () -> world.ssm
                        .automation()
                        .start(SsmWorld.EAST, StartRequest.of("Doc", shop).withVersion("7")));
        assertRefused("InvalidAutomationExecutionParametersException", () -> world.start("Doc", Map.of()));
        assertRefused(
                "InvalidAutomationExecutionParametersException",
                () -> world.start("Doc", Map.of("app", List.of("SHOP"))));
        assertRefused(
                "InvalidAutomationExecutionParametersException",
                () -> world.start("Doc", Map.of("app", List.of("shop"), "more", List.of("x"))));
        assertRefused(
                "InvalidAutomationExecutionParametersException",
                () -> world.start("Doc", Map.of("app", List.of("shop"), "wait", List.of("long"))));
        assertRefused("AutomationExecutionNotFoundException", () -> world.see("nothing"));
    }

    @Test
    void theHundredAndFirstExecutionWaitsForAPlace() {
        world.document(
                "Nap", "schemaVersion: '0.3'\nmainSteps: [{name: nap, action: aws:sleep, inputs: {Duration: PT1M}}]");
        for (int i = 0; i < Automation.RUNNING_MAX; i++) {
            world.start("Nap", Map.of());
        }
        String last = world.start("Nap", Map.of());

        assertThat(world.status(last)).isEqualTo(AutomationStatus.Pending);
        world.pass(Duration.ofMinutes(1));
        assertThat(world.status(last)).isEqualTo(AutomationStatus.InProgress);
        world.pass(Duration.ofMinutes(1));
        assertThat(world.status(last)).isEqualTo(AutomationStatus.Success);
    }

    @Test
    void anExecutionCancelledInTheQueueNeverBegins() {
        world.document(
                "Nap", "schemaVersion: '0.3'\nmainSteps: [{name: nap, action: aws:sleep, inputs: {Duration: PT1M}}]");
        for (int i = 0; i < Automation.RUNNING_MAX; i++) {
            world.start("Nap", Map.of());
        }
        String last = world.start("Nap", Map.of());
        world.ssm.automation().stop(SsmWorld.EAST, last, StopKind.Cancel);
        world.pass(Duration.ofMinutes(2));
        assertThat(world.status(last)).isEqualTo(AutomationStatus.Cancelled);
        assertThat(world.status(last, "nap")).isEqualTo(AutomationStatus.Pending);
    }

    @Test
    void aFullQueueRefusesMore() {
        world.document("Nap", "schemaVersion: '0.3'\nmainSteps: [{name: nap, action: aws:pause}]");
        for (int i = 0; i < Automation.RUNNING_MAX + Automation.QUEUED_MAX; i++) {
            world.ssm.automation().start(SsmWorld.EAST, StartRequest.of("Nap", Map.of()));
        }
        assertRefused("AutomationExecutionLimitExceededException", () -> world.start("Nap", Map.of()));
    }

    @Test
    void aCancelledWaitForTheFunctionIgnoresItsLateAnswer() {
        world.document("Doc", TWO_STEPS).answeringAfter(Duration.ofSeconds(3), "runbook", "{\"state\":\"done\"}");
        String id = world.start("Doc", Map.of("app", List.of("shop")));
        world.ssm.automation().stop(SsmWorld.EAST, id, StopKind.Cancel);
        world.pass(Duration.ofSeconds(5));
        assertThat(world.status(id)).isEqualTo(AutomationStatus.Cancelled);
        assertThat(world.see(id).outputs().get("invoke.state").getFirst()).startsWith("No output available yet");
    }

    @Test
    void anExecutionIsForgottenAfterThirtyDays() {
        String id = world.run("- {name: nap, action: aws:sleep, inputs: {Duration: PT1S}}");
        world.pass(Duration.ofSeconds(1));
        world.pass(Automation.HISTORY);
        assertThat(world.ssm.automation().all(SsmWorld.EAST)).hasSize(1);
        world.pass(Duration.ofSeconds(1));
        assertRefused("AutomationExecutionNotFoundException", () -> world.see(id));
    }

    @Test
    void aDarkRegionsExecutionStandsStillAndGoesOnWhenTheRegionIsBack() {
        String id = world.run("""
                - {name: nap, action: aws:sleep, inputs: {Duration: PT1M}}
                - {name: more, action: aws:sleep, inputs: {Duration: PT1M}}
                """);
        world.regions.darken(SsmWorld.EAST);
        world.pass(Duration.ofHours(1));
        assertThat(world.status(id, "nap")).isEqualTo(AutomationStatus.InProgress);
        world.regions.recover(SsmWorld.EAST);
        world.settle();
        assertThat(world.status(id, "nap")).isEqualTo(AutomationStatus.Success);
        assertThat(world.status(id, "more")).isEqualTo(AutomationStatus.InProgress);
        world.pass(Duration.ofMinutes(1));
        assertThat(world.status(id)).isEqualTo(AutomationStatus.Success);
    }

    @Test
    void aFunctionLostWithItsRegionTimesOutOnceTheRegionIsBack() {
        String id = world.run("- {name: call, action: aws:invokeLambdaFunction, inputs: {FunctionName: lost}}");
        world.regions.darken(SsmWorld.EAST);
        world.pass(Duration.ofMinutes(10));
        assertThat(world.status(id)).isEqualTo(AutomationStatus.InProgress);
        world.regions.recover(SsmWorld.EAST);
        world.settle();
        assertThat(world.status(id)).isEqualTo(AutomationStatus.TimedOut);
        assertThat(world.see(id).ended()).contains(SsmWorld.BEGIN.plus(Duration.ofMinutes(10)));
    }

    @Test
    void aDocumentThatGoesRoundForEverIsStopped() {
        String id = world.run("""
                - {name: one, action: aws:sleep, nextStep: two, inputs: {Duration: PT0S}}
                - {name: two, action: aws:sleep, nextStep: one, inputs: {Duration: PT0S}}
                """);
        assertThat(world.status(id)).isEqualTo(AutomationStatus.Failed);
        assertThat(world.see(id).steps()).hasSize(Runner.STEP_RUNS_MAX);
    }

    @Test
    void aStepMayBeGivenNothingAtAll() {
        String json = """
                {"schemaVersion": "0.3", "mainSteps": [{"name": "call", "action": "aws:invokeLambdaFunction",
                 "inputs": {"FunctionName": "call", "InputPayload": {"a": null, "b": [null, "{{ global:REGION }}"]}}}]}
                """;
        var content = new Documents.Content("Doc", json, DocumentFormat.JSON, Optional.empty());
        world.answering("call", "null").ssm.documents().create(SsmWorld.EAST, content, Map.of());
        assertThat(world.status(world.start("Doc", Map.of()))).isEqualTo(AutomationStatus.Success);
        assertThat(world.invocations.getFirst().payload()).isEqualTo("{\"a\":null,\"b\":[null,\"us-east-1\"]}");
    }
}

package dev.changeover.twin.ssm;

import static dev.changeover.twin.Refusals.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ActionsTest {
    private static final String ALICE = "arn:aws:iam::000000000000:user/alice";
    private static final String BOB = "arn:aws:iam::000000000000:user/bob";
    private static final String APPROVE =
            "- {name: ask, action: aws:approve, inputs: {Approvers: [alice, '" + BOB + "'], MinRequiredApprovals: 2}}";

    private final SsmWorld world = new SsmWorld();

    @ParameterizedTest
    @CsvSource({
        "StringEquals, abc, abc, true",
        "StringEquals, abc, ABC, false",
        "EqualsIgnoreCase, abc, ABC, true",
        "StartsWith, abc, ab, true",
        "EndsWith, abc, bc, true",
        "Contains, abc, b, true",
        "Contains, abc, x, false",
        "NumericEquals, 2.0, 2, true",
        "NumericGreater, 10, 9, true",
        "NumericLesser, 10, 9, false",
        "NumericGreaterOrEquals, 9, 9, true",
        "NumericLesserOrEquals, 10, 9, false",
        "BooleanEquals, True, true, true",
    })
    void everyOperatorDecides(String operator, String left, String right, boolean holds) {
        Map<String, Object> condition = Map.of("Variable", left, operator, right);
        assertThat(Conditions.hold(condition, tree -> tree)).isEqualTo(holds);
        assertThat(Conditions.hold(Map.of("Not", condition), tree -> tree)).isNotEqualTo(holds);
        assertThat(Conditions.hold(Map.of("And", List.of(condition, condition)), tree -> tree))
                .isEqualTo(holds);
        assertThat(Conditions.hold(Map.of("Or", List.of(condition, Map.of("Not", condition))), tree -> tree))
                .isTrue();
    }

    @Test
    void aBranchTakesTheFirstChoiceThatHoldsElseTheDefaultElseTheNextStep() {
        String branch = """
                schemaVersion: '0.3'
                parameters: {way: {type: String}}
                mainSteps:
                  - name: choose
                    action: aws:branch
                    inputs:
                      Choices:
                        - {NextStep: left, Variable: '{{ way }}', StringEquals: left}
                        - {NextStep: right, Or: [{Variable: '{{ way }}', StringEquals: right}]}
                %s
                  - {name: straight, action: aws:sleep, isEnd: true, inputs: {Duration: PT0S}}
                  - {name: left, action: aws:sleep, isEnd: true, inputs: {Duration: PT0S}}
                  - {name: right, action: aws:sleep, isEnd: true, inputs: {Duration: PT0S}}
                """;
        world.document("Plain", branch.formatted(""));
        world.document("Other", branch.formatted("      Default: right"));
        assertThat(taken("Plain", "left")).isEqualTo("left");
        assertThat(taken("Plain", "right")).isEqualTo("right");
        assertThat(taken("Plain", "nowhere")).isEqualTo("straight");
        assertThat(taken("Other", "nowhere")).isEqualTo("right");
    }

    private String taken(String document, String way) {
        String id = world.start(document, Map.of("way", List.of(way)));
        return world.see(id).steps().stream()
                .filter(step -> step.status() == AutomationStatus.Success)
                .map(StepView::step)
                .toList()
                .getLast();
    }

    @Test
    void anApprovalNeedsAsManyOfItsApproversAsItAsksFor() {
        String id = world.run(APPROVE);
        assertThat(world.status(id)).isEqualTo(AutomationStatus.Waiting);
        world.signal(id, Signal.of(Signal.Type.Approve, ALICE));
        assertRefused(
                "InvalidAutomationSignalException", () -> world.signal(id, Signal.of(Signal.Type.Approve, ALICE)));
        assertRefused(
                "InvalidAutomationSignalException",
                () -> world.signal(id, Signal.of(Signal.Type.Approve, "arn:aws:iam::000000000000:user/mallory")));
        assertThat(world.status(id)).isEqualTo(AutomationStatus.Waiting);
        world.signal(id, Signal.of(Signal.Type.Approve, BOB));
        assertThat(world.status(id)).isEqualTo(AutomationStatus.Success);
        assertThat(world.see(id).step("ask").orElseThrow().outputs())
                .containsEntry("ApprovalStatus", List.of("Approved"));
    }

    @Test
    void oneRejectionEndsAnApproval() {
        String id = world.run(APPROVE);
        world.signal(id, Signal.of(Signal.Type.Reject, BOB));
        assertThat(world.status(id)).isEqualTo(AutomationStatus.Failed);
        assertThat(world.see(id).step("ask").orElseThrow().outputs())
                .containsEntry("ApprovalStatus", List.of("Rejected"));
        assertRefused(
                "InvalidAutomationSignalException", () -> world.signal(id, Signal.of(Signal.Type.Approve, ALICE)));
    }

    @Test
    void anApprovalNobodyGivesTimesOutAfterAWeek() {
        String id = world.run(APPROVE);
        world.pass(Duration.ofDays(7).minusSeconds(1));
        assertThat(world.status(id)).isEqualTo(AutomationStatus.Waiting);
        world.pass(Duration.ofSeconds(1));
        assertThat(world.status(id)).isEqualTo(AutomationStatus.TimedOut);
    }

    @Test
    void aPauseWaitsForResumeOfItsOwnStep() {
        String id = world.run("- {name: pause, action: aws:pause, inputs: {}}");
        assertRefused(
                "AutomationStepNotFoundException", () -> world.signal(id, Signal.toStep(Signal.Type.Resume, "other")));
        assertRefused(
                "InvalidAutomationSignalException", () -> world.signal(id, Signal.of(Signal.Type.Approve, ALICE)));
        assertRefused("InvalidAutomationSignalException", () -> world.signal(id, Signal.of(Signal.Type.Revoke, ALICE)));
        world.signal(id, Signal.toStep(Signal.Type.Resume, "pause"));
        assertThat(world.status(id)).isEqualTo(AutomationStatus.Success);
    }

    @Test
    void aSleepLastsItsDurationOrUntilItsTime() {
        String id = world.run("""
                - {name: nap, action: aws:sleep, inputs: {Duration: PT10M}}
                - {name: until, action: aws:sleep, inputs: {Timestamp: '2026-11-22T11:00:00Z'}}
                """);
        world.pass(Duration.ofMinutes(10));
        assertThat(world.status(id, "until")).isEqualTo(AutomationStatus.InProgress);
        world.pass(Duration.ofMinutes(50));
        assertThat(world.status(id)).isEqualTo(AutomationStatus.Success);
    }

    @Test
    void aSleepLongerThanAWeekFails() {
        String id = world.run("- {name: nap, action: aws:sleep, inputs: {Duration: P7D}}");
        assertThat(world.status(id)).isEqualTo(AutomationStatus.Failed);
    }

    @Test
    void aLoopRunsUntilItsConditionNoLongerHolds() {
        world.answering("turn", "{\"wait\":true}");
        String id = world.run("""
                - name: turns
                  action: aws:loop
                  inputs:
                    MaxIterations: 60
                    LoopCondition: {Variable: '{{ turn.again }}', BooleanEquals: true}
                    Steps:
                      - name: turn
                        action: aws:invokeLambdaFunction
                        inputs: {FunctionName: turn, InputPayload: {n: '{{ turns.CurrentIteration }}'}}
                        outputs: [{Name: again, Selector: $.Payload.wait, Type: Boolean}]
                      - {name: nap, action: aws:sleep, inputs: {Duration: PT10S}}
                """);
        world.pass(Duration.ofSeconds(25));
        assertThat(world.invocations).hasSize(3).last().extracting("payload").isEqualTo("{\"n\":3}");
        world.answering("turn", "{\"wait\":false}");
        world.pass(Duration.ofSeconds(15));
        assertThat(world.status(id)).isEqualTo(AutomationStatus.Success);
        assertThat(world.invocations).hasSize(4);
        assertThat(world.see(id)
                        .step("nap")
                        .orElseThrow()
                        .parent()
                        .orElseThrow()
                        .iteration())
                .isEqualTo(4);
    }

    @Test
    void aLoopOverItemsTakesEachInTurn() {
        world.answering("turn", "{}");
        String id = world.run("""
                - name: each
                  action: aws:loop
                  inputs:
                    Iterators: [red, green]
                    Steps:
                      - name: turn
                        action: aws:invokeLambdaFunction
                        inputs: {FunctionName: turn, InputPayload: {colour: '{{ each.CurrentIteratorValue }}'}}
                """);
        assertThat(world.status(id)).isEqualTo(AutomationStatus.Success);
        assertThat(world.invocations)
                .extracting(Functions.Invocation::payload)
                .containsExactly("{\"colour\":\"red\"}", "{\"colour\":\"green\"}");
    }

    @Test
    void aStepOfALoopMayGoOutsideAndTheLoopIsExited() {
        world.failing("turn");
        String id = world.run("""
                - name: turns
                  action: aws:loop
                  inputs:
                    Iterators: [red, green]
                    Steps:
                      - name: turn
                        action: aws:invokeLambdaFunction
                        onFailure: step:record
                        inputs: {FunctionName: turn}
                - {name: record, action: aws:sleep, inputs: {Duration: PT0S}}
                """);
        assertThat(world.status(id, "turns")).isEqualTo(AutomationStatus.Exited);
        assertThat(world.status(id, "record")).isEqualTo(AutomationStatus.Success);
        assertThat(world.status(id)).as("a critical step failed").isEqualTo(AutomationStatus.Failed);
    }

    @Test
    void aFunctionsAnswerOverTwoHundredKilobytesFailsTheStep() {
        world.answering("big", "\"" + "x".repeat(Actions.PAYLOAD_BYTES_MAX) + "\"");
        String id = world.run("- {name: call, action: aws:invokeLambdaFunction, inputs: {FunctionName: big}}");
        assertThat(world.see(id)
                        .step("call")
                        .orElseThrow()
                        .failure()
                        .orElseThrow()
                        .type())
                .isEqualTo("OutputTooLarge");
    }

    @Test
    void anApiIsCalledWithTheStepsOwnInputs() {
        world.serviceSays = Map.of("DBClusters", List.of(Map.of("Status", "available", "MultiAZ", true)));
        String inputs = "Service: rds, Api: DescribeDBClusters, DBClusterIdentifier: orders";
        String look = inputs + ", PropertySelector: '$.DBClusters[0].%s', DesiredValues: [%s]";
        String id = world.run("- {name: read, action: aws:executeAwsApi, inputs: {" + inputs
                + "}, outputs: [{Name: status, Selector: '$.DBClusters[0].Status'}]}\n"
                + "- {name: wait, action: aws:waitForAwsResourceProperty, inputs: {"
                + look.formatted("Status", "available") + "}}\n"
                + "- {name: zones, action: aws:assertAwsResourceProperty, inputs: {"
                + look.formatted("MultiAZ", "'True'") + "}}\n");
        assertThat(world.status(id)).isEqualTo(AutomationStatus.Success);
        assertThat(world.see(id).step("read").orElseThrow().outputs()).containsEntry("status", List.of("available"));
        assertThat(world.requests.getLast().inputs()).isEqualTo(Map.of("DBClusterIdentifier", "orders"));
    }

    @Test
    void aPropertyThatNeverComesTimesTheStepOut() {
        world.serviceSays = Map.of("Status", "creating");
        String id = world.run("""
                - name: wait
                  action: aws:waitForAwsResourceProperty
                  timeoutSeconds: 60
                  inputs: {Service: rds, Api: Describe, PropertySelector: $.Status, DesiredValues: [available]}
                """);
        world.pass(Duration.ofSeconds(59));
        assertThat(world.status(id)).isEqualTo(AutomationStatus.InProgress);
        world.pass(Duration.ofSeconds(1));
        assertThat(world.status(id)).isEqualTo(AutomationStatus.TimedOut);
    }

    @Test
    void whatAServiceRefusesIsTheStepsFailure() {
        String id = world.run("- {name: read, action: aws:executeAwsApi, inputs: {Service: rds, Api: Describe}}");
        assertThat(world.see(id)
                        .step("read")
                        .orElseThrow()
                        .failure()
                        .orElseThrow()
                        .type())
                .isEqualTo("DBClusterNotFoundFault");
    }
}

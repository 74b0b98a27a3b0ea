package dev.changeover.documents;

import static org.assertj.core.api.Assertions.assertThat;

import dev.changeover.core.step.StepName;
import dev.changeover.documents.Shape.Way;
import dev.changeover.twin.ssm.AutomationStatus;
import dev.changeover.twin.ssm.ExecutionView;
import dev.changeover.twin.ssm.Signal;
import dev.changeover.twin.ssm.StepView;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Every path of every document, run in the twin's engine. */
class PathsTest {
    /** Where AWS may go and the twin never does; each with what would have to happen. */
    private static final Set<String> NEVER_HERE = Set.of(
            "EndAsFailed -Success-> the end" // the step exists to fail
            );

    @TestFactory
    Stream<DynamicTest> endsAsItMust() {
        return Scenarios.all()
                .map(scenario -> DynamicTest.dynamicTest(scenario.toString(), () -> {
                    Play play = scenario.play();
                    ExecutionView end = play.see();
                    assertThat(end.status())
                            .as(end.failure().orElse(""))
                            .isEqualTo(scenario.expected().status());
                    assertThat(Travelled.last(end))
                            .isEqualTo(scenario.expected().last());
                    assertThat(play.function().closings())
                            .isEqualTo(scenario.expected().closings());
                }));
    }

    @Test
    void everyStepAndEveryWayIsTaken() {
        for (Document document : Documents.all()) {
            Shape shape = Shape.of(document);
            Set<Way> taken = new LinkedHashSet<>();
            Scenarios.all()
                    .filter(scenario -> scenario.document().name().equals(document.name()))
                    .forEach(scenario ->
                            taken.addAll(Travelled.by(scenario.play().see())));
            Set<Way> missing = new LinkedHashSet<>(shape.ways());
            missing.removeAll(taken);
            missing.removeIf(way -> NEVER_HERE.contains(way.toString()) || branchThatFails(shape, way));
            assertThat(missing).as("ways of " + document.name() + " not taken").isEmpty();
            assertThat(taken.stream().map(Way::from))
                    .as("steps of " + document.name())
                    .containsAll(shape.everyStep().stream().map(Shape::name).toList());
        }
    }

    /** A branch fails when a value it needs is not there; the loop before it has failed by then. */
    private static boolean branchThatFails(Shape shape, Way way) {
        return way.how().equals("Failed")
                && shape.steps().stream()
                        .anyMatch(step -> Shape.name(step).equals(way.from())
                                && step.get("action").equals("aws:branch"));
    }

    @Test
    void asksForEveryStepInTheRunbooksOrderAndNamesTheExecution() {
        var play = new Play().start(Documents.failover(), parameters()).finish();
        List<String> asked = new ArrayList<>();
        play.function().requests().forEach(request -> {
            assertThat(request.get("changeover").asString()).isEqualTo(Scenarios.ID);
            assertThat(request.get("execution").asString()).isEqualTo(play.see().id());
            if (request.has("step")) {
                asked.add(request.get("step").asString());
            }
        });
        assertThat(asked).isEqualTo(Scenarios.STEPS);
    }

    @Test
    void aHaltIsToldWhereAnOperatorLooks() {
        var play = new Play();
        play.function()
                .says("SwitchDatabase", "halted")
                .when(
                        "Failed",
                        (_, reply) -> reply.payload(Map.of(
                                "state", "halted", "said", "The writer is in eu-west-1; only a person can go on.")));
        ExecutionView end =
                play.start(Documents.failover(), parameters()).finish().see();
        assertThat(end.status()).isEqualTo(AutomationStatus.Failed);
        assertThat(end.outputs())
                .containsEntry("SwitchDatabaseTurns.said", List.of("SwitchDatabase is halted"))
                .containsEntry("RecordFailure.said", List.of("The writer is in eu-west-1; only a person can go on."));
        assertThat(end.step("StageSecretTurns").map(StepView::outputs).orElseThrow())
                .containsEntry("state", List.of("done"));
        assertThat(end.step("VerifyWritable").map(StepView::status)).contains(AutomationStatus.Pending);
    }

    @Test
    void whoApprovedIsToldToTheStepFunction() {
        var play = new Play()
                .start(
                        Documents.failback(),
                        Map.of(
                                "ChangeoverId", List.of(Scenarios.ID),
                                "Approval", List.of("required"),
                                "Approvers", List.of("erin")));
        assertThat(play.status()).isEqualTo(AutomationStatus.Waiting);
        play.signal(Signal.Type.Approve, "erin").finish();
        var told = play.function().requests().stream()
                .filter(request -> request.has("approvedBy"))
                .toList();
        assertThat(told).hasSize(1);
        assertThat(told.getFirst().get("approvedBy").get(0).get("Approver").asString())
                .isEqualTo("arn:aws:iam::000000000000:user/erin");
    }

    @Test
    void aHundredWaitsAreTheBound() {
        var play = new Play();
        play.function().says("VerifyTraffic", "wait");
        play.start(Documents.failover(), parameters()).finish();
        long asked = play.function().requests().stream()
                .filter(request ->
                        request.has("step") && request.get("step").asString().equals("VerifyTraffic"))
                .count();
        assertThat(asked).isEqualTo(100);
    }

    /** The step function holds a wait for four minutes; the person may take as long as the runbook's deadline. */
    @Test
    void theSecondPersonHasTheWholeDayThatTheRunbookGivesThem() {
        var play = new Play();
        play.function().says("Approve", "wait");
        play.start(Documents.failover(), parameters()).finish();
        long asked = play.function().requests().stream()
                .filter(request ->
                        request.has("step") && request.get("step").asString().equals("Approve"))
                .count();
        assertThat(Duration.ofMinutes(4).multipliedBy(asked)).isGreaterThan(StepName.APPROVE.deadlineDefault());
    }

    /** Each other step's own deadline ends it before its loop does, so that a halt is told as a halt. */
    @Test
    void everyOtherStepHaltsBeforeItsLoopEnds() {
        assertThat(StepName.values())
                .filteredOn(step -> step != StepName.APPROVE)
                .allSatisfy(step -> assertThat(step.deadlineDefault())
                        .isLessThan(Duration.ofMinutes(4).multipliedBy(100)));
    }

    private static Map<String, List<String>> parameters() {
        return Map.of("ChangeoverId", List.of(Scenarios.ID));
    }
}

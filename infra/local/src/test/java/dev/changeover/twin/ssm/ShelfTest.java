package dev.changeover.twin.ssm;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A Systems Manager that dies is succeeded by another that goes on from its shelf. */
class ShelfTest {
    private static final String CALL = "action: aws:invokeLambdaFunction, inputs: {FunctionName: call}";
    private static final String LOOP = """
            - name: loop
              action: aws:loop
              inputs:
                LoopCondition: {Variable: '{{ call.state }}', StringEquals: wait}
                Steps:
                - {name: call, %s, timeoutSeconds: 300, onCancel: 'step:record',
                   outputs: [{Name: state, Selector: $.Payload.state}]}
              isEnd: true
            - {name: record, isEnd: true, action: aws:invokeLambdaFunction, inputs: {FunctionName: record}}
            """.formatted(CALL);

    @TempDir
    Path home;

    private SsmWorld world;

    @BeforeEach
    void begin() {
        world = new SsmWorld(SsmWorld.BEGIN, new FileShelf(home));
    }

    /** What no process does of its own will: everything it had in memory is gone. */
    private void kill() {
        kill(Duration.ZERO);
    }

    private void kill(Duration away) {
        Instant now = world.timeline.now().plus(away);
        world.timeline.close();
        world = new SsmWorld(now, new FileShelf(home));
    }

    @Test
    void aFunctionThatWasUnderWayIsAskedAgainWithinItsTime() {
        String id = world.run(LOOP);
        assertThat(world.invocations).hasSize(1);
        world.pass(Duration.ofSeconds(100));
        kill();
        world.settle();
        assertThat(world.invocations).as("asked by the successor").hasSize(1);
        assertThat(world.status(id, "call")).isEqualTo(AutomationStatus.InProgress);
        world.pass(Duration.ofSeconds(199));
        assertThat(world.status(id)).isEqualTo(AutomationStatus.InProgress);
        world.pass(Duration.ofSeconds(1));
        assertThat(world.status(id)).isEqualTo(AutomationStatus.TimedOut);
    }

    @Test
    void aLoopGoesOnInTheTurnItWasIn() {
        var turns = new int[1];
        world.answers.put("call", completion -> {
            if (++turns[0] < 3) {
                completion.accept(SsmWorld.returned("{\"state\":\"wait\"}"));
            }
        });
        String id = world.run(LOOP);
        assertThat(world.status(id, "call")).isEqualTo(AutomationStatus.InProgress);
        kill();
        world.answering("call", "{\"state\":\"done\"}").settle();
        assertThat(world.status(id)).isEqualTo(AutomationStatus.Success);
        assertThat(world.see(id).steps())
                .filteredOn(step -> step.step().equals("call"))
                .hasSize(3);
        assertThat(world.see(id).step("loop").orElseThrow().outputs()).containsEntry("CurrentIteration", List.of("3"));
    }

    @Test
    void aSleeperWakesWhenItWouldHave() {
        String id = world.run("- {name: nap, action: aws:sleep, inputs: {Duration: PT1H}}");
        world.pass(Duration.ofMinutes(20));
        kill(Duration.ofMinutes(10));
        world.pass(Duration.ofMinutes(29));
        assertThat(world.status(id)).isEqualTo(AutomationStatus.InProgress);
        world.pass(Duration.ofMinutes(1));
        assertThat(world.status(id)).isEqualTo(AutomationStatus.Success);
    }

    @Test
    void whoHasApprovedNeedNotDoSoAgain() {
        String id = world.run(
                "- {name: ask, action: aws:approve, inputs: {Approvers: [erin, frank], MinRequiredApprovals: 2}}");
        world.signal(id, Signal.of(Signal.Type.Approve, "arn:aws:iam::000000000000:user/erin"));
        kill();
        world.settle();
        assertThat(world.status(id)).isEqualTo(AutomationStatus.Waiting);
        world.signal(id, Signal.of(Signal.Type.Approve, "arn:aws:iam::000000000000:user/frank"));
        assertThat(world.status(id)).isEqualTo(AutomationStatus.Success);
        assertThat(world.see(id).step("ask").orElseThrow().outputs().get("ApproverDecisions"))
                .hasSize(2);
    }

    @Test
    void aCancellationKeepsItsTwoMinutes() {
        String id = world.run(LOOP);
        world.ssm.automation().stop(SsmWorld.EAST, id, StopKind.Cancel);
        world.pass(Duration.ofMinutes(1));
        kill();
        assertThat(world.status(id)).isEqualTo(AutomationStatus.Cancelling);
        world.pass(Duration.ofSeconds(59));
        assertThat(world.status(id)).isEqualTo(AutomationStatus.Cancelling);
        world.pass(Duration.ofSeconds(1));
        assertThat(world.status(id)).isEqualTo(AutomationStatus.Cancelled);
    }

    @Test
    void anInteractiveExecutionWaitsAtTheSameStep() {
        world.document("Doc", "schemaVersion: '0.3'\nmainSteps:\n- {name: call, " + CALL + "}\n");
        String id = world.ssm
                .automation()
                .start(SsmWorld.EAST, StartRequest.of("Doc", Map.of()).interactive());
        kill();
        assertThat(world.status(id)).isEqualTo(AutomationStatus.Waiting);
        world.answering("call", "{}").signal(id, Signal.toStep(Signal.Type.StartStep, "call"));
        assertThat(world.status(id)).isEqualTo(AutomationStatus.Success);
    }

    @Test
    void whatHasEndedStaysAsItEndedAndATokenIsNotTakenTwice() {
        world.answering("call", "{\"state\":\"done\"}");
        world.document("Doc", "schemaVersion: '0.3'\nmainSteps:\n" + LOOP);
        String token = "a1b2c3d4-0000-4000-8000-a1b2c3d4e5f6";
        StartRequest request = StartRequest.of("Doc", Map.of()).withToken(token);
        String id = world.ssm.automation().start(SsmWorld.EAST, request);
        world.settle();
        ExecutionView before = world.see(id);
        kill();
        assertThat(world.see(id)).isEqualTo(before);
        assertThat(world.ssm.automation().start(SsmWorld.EAST, request)).isEqualTo(id);
        assertThat(world.invocations).isEmpty();
        assertThat(world.ssm.automation().start(SsmWorld.EAST, StartRequest.of("Doc", Map.of())))
                .isNotEqualTo(id);
    }

    @Test
    void documentsAndParametersAreKept() {
        world.document("Doc", "schemaVersion: '0.3'\nmainSteps:\n" + LOOP);
        world.ssm
                .documents()
                .publish(
                        SsmWorld.EAST,
                        Documents.Content.yaml(
                                "Doc", "schemaVersion: '0.3'\n" + "mainSteps:\n- {name: call, " + CALL + "}\n"));
        world.ssm.parameters().put(SsmWorld.EAST, ParameterStore.Put.text("/a/b", "one"));
        world.ssm
                .parameters()
                .put(SsmWorld.EAST, ParameterStore.Put.text("/a/b", "two").overwriting());
        world.ssm.parameters().put(SsmWorld.EAST, ParameterStore.Put.text("/gone", "x"));
        world.ssm.parameters().delete(SsmWorld.EAST, "/gone");
        kill();
        var which = new Documents.Which(Optional.of("$LATEST"), Optional.empty());
        assertThat(world.ssm.documents().view(SsmWorld.EAST, "Doc", which).standard())
                .isEqualTo(2);
        assertThat(world.ssm.parameters().value(SsmWorld.EAST, "/a/b").value()).isEqualTo("two");
        assertThat(world.ssm.parameters().value(SsmWorld.EAST, "/a/b:1").value())
                .isEqualTo("one");
        assertThat(world.ssm.parameters().below(SsmWorld.EAST, "/", true)).hasSize(1);
    }
}

package dev.changeover.twin.ssm;

import static dev.changeover.twin.ssm.SsmWorld.EAST;
import static org.assertj.core.api.Assertions.assertThat;

import dev.changeover.twin.lambda.Code;
import dev.changeover.twin.lambda.FunctionSpec;
import dev.changeover.twin.lambda.Hosting;
import dev.changeover.twin.lambda.Lambdas;
import dev.changeover.twin.lambda.PlainSandboxes;
import dev.changeover.twin.lambda.PlainSandboxes.Deed;
import dev.changeover.twin.model.Regions;
import dev.changeover.twin.model.Timeline;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Documents that invoke functions of the twin's Lambda. */
class LambdaStepTest {
    private final Timeline timeline = Timeline.virtual(SsmWorld.BEGIN);
    private final Regions regions = new Regions(timeline);
    private final PlainSandboxes sandboxes = new PlainSandboxes(timeline);
    private final Lambdas lambdas = new Lambdas(timeline, regions, new Hosting(sandboxes, Hosting.Terms.local()));
    private final SystemsManager ssm =
            SystemsManager.on(new Automation.Ground(timeline, regions, lambdas.functions(), AwsCalls.none()));

    @TempDir
    Path code;

    private void deploy(PlainSandboxes.Plain plain) {
        sandboxes.with("step", plain);
        lambdas.deploy(EAST, FunctionSpec.of("step", Code.folder(code), "shop.Handler", Duration.ofSeconds(30)));
    }

    private String run(String inputs) {
        String yaml = "schemaVersion: '0.3'\nmainSteps:\n- {name: call, action: aws:invokeLambdaFunction, inputs: {"
                + inputs + "}, outputs: [{Name: state, Selector: $.Payload.state, Type: String}]}\n";
        ssm.documents().create(EAST, Documents.Content.yaml("Doc", yaml), Map.of());
        String id = ssm.automation().start(EAST, StartRequest.of("Doc", Map.of()));
        timeline.advance(Duration.ZERO);
        return id;
    }

    private ExecutionView see(String id) {
        return ssm.automation().view(EAST, id);
    }

    @Test
    void aStepGetsTheFunctionsAnswer() {
        deploy(_ -> Deed.returns("{\"state\":\"done\"}"));
        String id = run("FunctionName: step");
        assertThat(see(id).status()).isEqualTo(AutomationStatus.Success);
        assertThat(see(id).step("call").orElseThrow().outputs().toString()).contains("done");
    }

    @Test
    void aFunctionsErrorFailsTheStep() {
        deploy(_ -> Deed.fails("E", "as it was told"));
        assertThat(see(run("FunctionName: step")).toString()).contains("as it was told", "Failed");
    }

    @Test
    void anUnknownFunctionFailsTheStep() {
        assertThat(see(run("FunctionName: none")).toString())
                .contains("Function not found: arn:aws:lambda:us-east-1:000000000000:function:none");
    }

    @Test
    void anEventIsSentAndNotWaitedFor() {
        deploy(_ -> Deed.returns("{}").after(Duration.ofSeconds(20)));
        assertThat(see(run("FunctionName: step, InvocationType: Event")).status())
                .isEqualTo(AutomationStatus.Success);
        assertThat(lambdas.queued(EAST)).isEqualTo(1);
    }

    @Test
    void aFunctionThatDiesWithItsRegionNeverAnswers() {
        deploy(_ -> Deed.returns("{}").after(Duration.ofSeconds(20)));
        String id = run("FunctionName: step");
        regions.darken(EAST);
        timeline.advance(Duration.ofMinutes(1));
        regions.recover(EAST);
        timeline.advance(Duration.ofMinutes(1));
        assertThat(see(id).status()).isEqualTo(AutomationStatus.InProgress);
        timeline.advance(Duration.ofMinutes(10));
        assertThat(see(id).status()).isEqualTo(AutomationStatus.TimedOut);
    }
}

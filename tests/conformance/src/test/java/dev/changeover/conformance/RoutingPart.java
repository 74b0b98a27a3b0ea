package dev.changeover.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.changeover.twin.account.TwinAccount;
import dev.changeover.twin.model.Ports;
import dev.changeover.twin.routing.DeployStatus;
import java.util.function.Supplier;
import tools.jackson.databind.json.JsonMapper;

/** Routing controls: made in the control plane of us-west-2, set at the cluster's own endpoints. */
record RoutingPart(Transcript transcript, Waits.Awaiting awaiting) {
    /** Returns the ARN of the control of us-east-1, which is left On. */
    String play(TwinAccount account) {
        transcript.heading("Routing controls");
        transcript.say("The control plane lives in us-west-2.");
        String cluster = made(account, "create-cluster --cluster-name orders", "Cluster.ClusterArn");
        config("describe-cluster --cluster-arn " + cluster + " --query Cluster.ClusterEndpoints");
        String panel = made(
                account,
                "create-control-panel --control-panel-name orders --cluster-arn " + cluster,
                "ControlPanel.ControlPanelArn");
        String control = "create-routing-control --cluster-arn " + cluster + " --control-panel-arn " + panel
                + " --routing-control-name ";
        String east = made(account, control + "us-east-1", "RoutingControl.RoutingControlArn");
        String west = made(account, control + "us-west-2", "RoutingControl.RoutingControlArn");
        config("list-routing-controls --control-panel-arn " + panel + " --query 'RoutingControls[].[Name,Status]'");
        atTheEndpoints(account.ports(), east, west, () -> rule(account, panel, east, west));
        return east;
    }

    private Shell.Ended config(String line) {
        return transcript
                .run("aws route53-recovery-control-config --region us-west-2 " + line)
                .wentWell();
    }

    private String made(TwinAccount account, String line, String arnAt) {
        String said = config(line + " --query " + arnAt).out();
        String arn = JsonMapper.shared().readTree(said).asString();
        awaiting.until("deployed", () -> account.routing().config().status(arn) == DeployStatus.DEPLOYED);
        return arn;
    }

    private String rule(TwinAccount account, String panel, String east, String west) {
        return made(
                account,
                "create-safety-rule --assertion-rule '{\"Name\":\"one-at-least\",\"ControlPanelArn\":\"" + panel
                        + "\",\"AssertedControls\":[\"" + east + "\",\"" + west + "\"],\"WaitPeriodMs\":0,"
                        + "\"RuleConfig\":{\"Type\":\"ATLEAST\",\"Threshold\":1,\"Inverted\":false}}'",
                "AssertionRule.SafetyRuleArn");
    }

    private void atTheEndpoints(Ports ports, String east, String west, Supplier<String> rule) {
        transcript.say("States are read and set at the five endpoints, each signed for its own Region.");
        String atIreland = "aws route53-recovery-cluster --region eu-west-1 --endpoint-url http://127.0.0.1:"
                + ports.arcEndpoint(2) + " ";
        String atSydney = "aws route53-recovery-cluster --region ap-southeast-2 --endpoint-url http://127.0.0.1:"
                + ports.arcEndpoint(4) + " ";
        transcript
                .run(atIreland + "update-routing-control-state --routing-control-state On --routing-control-arn "
                        + east)
                .wentWell();
        String madeRule = rule.get();
        transcript.say("Both Off is what the rule forbids. The refusal names it.");
        Shell.Ended refused = transcript.run(
                atIreland + "update-routing-control-state --routing-control-state Off --routing-control-arn " + east);
        assertThat(refused.err()).contains("ConflictException", madeRule);
        transcript.run(atSydney + shift(west, east)).wentWell();
        String states = "list-routing-controls --output text --query"
                + " 'RoutingControls[].[RoutingControlName,RoutingControlState]'";
        assertThat(transcript.run(atIreland + states).wentWell().out()).contains("us-west-2\tOn", "us-east-1\tOff");
        transcript.run(atIreland + shift(east, west)).wentWell();
        String state = transcript
                .run(atSydney + "get-routing-control-state --query RoutingControlState --routing-control-arn " + east)
                .wentWell()
                .out();
        assertThat(state).contains("On");
    }

    static String shift(String on, String off) {
        return "update-routing-control-states --update-routing-control-state-entries RoutingControlArn=" + on
                + ",RoutingControlState=On RoutingControlArn=" + off + ",RoutingControlState=Off";
    }
}

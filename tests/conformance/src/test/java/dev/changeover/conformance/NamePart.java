package dev.changeover.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.changeover.twin.account.TwinAccount;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import tools.jackson.databind.json.JsonMapper;

/** Failover records that follow the routing controls, and what a resolver gets to hear. */
record NamePart(Transcript transcript, Waits.Awaiting awaiting) {
    void play(TwinAccount account, String eastControl) {
        transcript.heading("Names that follow the controls");
        String westControl = eastControl.equals(control(account, 0)) ? control(account, 1) : control(account, 0);
        String zone = text("aws route53 create-hosted-zone --name orders.test --caller-reference orders"
                + " --query HostedZone.Id");
        String check = text(check("east", eastControl));
        records(zone, check);
        awaitInSync(account, zone);
        Path script = TranscriptTest.resource("ask_dns.py");
        show(script);
        ask(account, script, "east.orders.test");
        transcript.say("The same question once the traffic is shifted:");
        transcript
                .run("aws route53-recovery-cluster --region ap-northeast-1 --endpoint-url http://127.0.0.1:"
                        + account.ports().arcEndpoint(3) + " " + RoutingPart.shift(westControl, eastControl))
                .wentWell();
        ask(account, script, "west.orders.test");
    }

    private static String control(TwinAccount account, int index) {
        var config = account.routing().config();
        return config.panels(Optional.empty()).stream()
                .flatMap(panel -> config.controls(panel.arn()).stream())
                .toList()
                .get(index)
                .arn();
    }

    private String text(String line) {
        return JsonMapper.shared()
                .readTree(transcript.run(line).wentWell().out())
                .asString();
    }

    private static String check(String side, String control) {
        return "aws route53 create-health-check --caller-reference " + side
                + " --health-check-config Type=RECOVERY_CONTROL,RoutingControlArn=" + control
                + " --query HealthCheck.Id";
    }

    private void records(String zone, String check) {
        String east = record("PRIMARY", "east", ",\"HealthCheckId\":\"" + check + "\"");
        String west = record("SECONDARY", "west", "");
        String said = transcript
                .run("aws route53 change-resource-record-sets --hosted-zone-id " + zone
                        + " --query ChangeInfo.Status --change-batch '{\"Changes\":[\n  " + east + ",\n  " + west
                        + "]}'")
                .wentWell()
                .out();
        assertThat(said).contains("PENDING");
    }

    private static String record(String role, String side, String check) {
        return "{\"Action\":\"CREATE\",\"ResourceRecordSet\":{\"Name\":\"www.orders.test\",\"Type\":\"CNAME\","
                + "\"TTL\":60,\"SetIdentifier\":\"" + side + "\",\"Failover\":\"" + role + "\""
                + ",\"ResourceRecords\":[{\"Value\":\"" + side + ".orders.test\"}]" + check + "}}";
    }

    private void awaitInSync(TwinAccount account, String zone) {
        String id = zone.substring(zone.lastIndexOf('/') + 1);
        awaiting.until(
                "the change is in sync",
                () -> account.route53().answering("www.orders.test").size() > 0
                        && account.route53().records(id).size() > 2);
    }

    private void show(Path script) {
        try {
            transcript.file("ask_dns.py", Files.readString(script));
        } catch (IOException missing) {
            throw new UncheckedIOException(missing);
        }
    }

    private void ask(TwinAccount account, Path script, String expected) {
        String arguments = account.ports().dns() + " www.orders.test";
        String said = transcript
                .run("python3 ask_dns.py " + arguments, "python3 - " + arguments, script)
                .wentWell()
                .out();
        assertThat(said).contains("CNAME " + expected);
    }
}

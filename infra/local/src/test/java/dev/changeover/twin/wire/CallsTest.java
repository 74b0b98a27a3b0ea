package dev.changeover.twin.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.groups.Tuple.tuple;

import dev.changeover.core.model.Region;
import dev.changeover.twin.model.Calls;
import dev.changeover.twin.model.Calls.Call;
import dev.changeover.twin.model.Fault;
import dev.changeover.twin.model.Faults.Scope;
import dev.changeover.twin.model.Regions;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.services.cloudwatch.CloudWatchClient;
import software.amazon.awssdk.services.rds.RdsClient;
import software.amazon.awssdk.services.rds.model.RdsException;

/** Who asked for what is counted by what IAM would be asked. */
class CallsTest {
    private static final String CONTROL =
            "arn:aws:route53-recovery-control::000000000000:controlpanel/1/routingcontrol/2";

    @Test
    void countsWhatTheStockSdkAsksWhateverBecomesOfIt() {
        try (var twin = new WireTwin();
                var rds = twin.client(RdsClient.builder(), Regions.US_EAST_1);
                var cloudWatch = twin.client(CloudWatchClient.builder(), Regions.US_WEST_2)) {
            cloudWatch.describeAlarms(describe -> describe.alarmNames("shop-silent"));
            cloudWatch.describeAlarms();
            twin.faults.plan(Scope.ALL.service("rds"), new Fault.Broken());
            for (int times = 0; times < 2; times++) {
                assertRefused(() -> rds.failoverGlobalCluster(failover -> failover.globalClusterIdentifier("shop")
                        .targetDbClusterIdentifier("arn:aws:rds:us-west-2:000000000000:cluster:shop-west")));
            }

            var counted = twin.calls.counted();

            assertThat(counted)
                    .containsEntry(
                            call("us-west-2", "cloudwatch:DescribeAlarms", "cloudwatch:us-west-2", "alarm:shop-silent"),
                            1L)
                    .containsEntry(
                            new Call("key", Regions.US_WEST_2, "cloudwatch:DescribeAlarms", Calls.NOTHING_NAMED), 1L)
                    .hasEntrySatisfying(
                            call("us-east-1", "rds:FailoverGlobalCluster", "rds:", "global-cluster:shop"),
                            times -> assertThat(times).isGreaterThanOrEqualTo(2))
                    .containsKey(call("us-east-1", "rds:FailoverGlobalCluster", "rds:us-west-2", "cluster:shop-west"));
            assertThat(counted.keySet()).hasSize(4);
            assertThat(twin.calls.leftOut()).isZero();
        }
    }

    private static void assertRefused(Runnable asking) {
        assertThatThrownBy(asking::run).isInstanceOf(RdsException.class);
    }

    private static Call call(String region, String action, String place, String resource) {
        return new Call("key", new Region(region), action, "arn:aws:" + place + ":000000000000:" + resource);
    }

    static Stream<Arguments> calls() {
        return Stream.of(
                named("dynamodb", "PutItem", Map.of("TableName", "journal"), "dynamodb:PutItem", "table/journal"),
                named(
                        "secretsmanager",
                        "GetSecretValue",
                        Map.of("SecretId", "db"),
                        "secretsmanager:GetSecretValue",
                        "secret:db"),
                named("ssm", "DescribeDocument", Map.of("Name", "Drill"), "ssm:DescribeDocument", "document/Drill"),
                named(
                        "ssm",
                        "GetParametersByPath",
                        Map.of("Path", "/plans"),
                        "ssm:GetParametersByPath",
                        "parameter/plans"),
                named(
                        "ssm",
                        "StartAutomationExecution",
                        Map.of("DocumentName", "Drill"),
                        "ssm:StartAutomationExecution",
                        "document/Drill"),
                named(
                        "lambda",
                        "Invoke",
                        Map.of("FunctionName", "f", "Qualifier", "live"),
                        "lambda:InvokeFunction",
                        "function:f:live"),
                named(
                        "events",
                        "PutEvents",
                        Map.of("Entries", List.of(Map.of("EventBusName", "bus"))),
                        "events:PutEvents",
                        "event-bus/bus"));
    }

    private static Arguments named(String service, String call, Map<String, Object> members, String action, String on) {
        String prefix = action.substring(0, action.indexOf(':'));
        return Arguments.of(service, call, members, action, "arn:aws:" + prefix + ":us-east-1:000000000000:" + on);
    }

    @ParameterizedTest
    @MethodSource("calls")
    void namesActionsAndResourcesAsIamDoes(
            String service, String call, Map<String, Object> members, String action, String on) {
        assertThat(asked(service, call, members)).containsExactly(new Call("step", Regions.US_EAST_1, action, on));
    }

    @Test
    void takesArnsAsTheyAre() {
        Map<String, Object> entries =
                Map.of("UpdateRoutingControlStateEntries", List.of(Map.of("RoutingControlArn", CONTROL), Map.of()));
        assertThat(asked("route53-recovery-cluster", "UpdateRoutingControlStates", entries))
                .extracting(Call::on)
                .containsExactly(CONTROL);
        String topic = "arn:aws:sns:us-east-1:000000000000:notices";
        assertThat(asked("sns", "Publish", Map.of("TopicArn", topic)))
                .extracting(Call::on)
                .containsExactly(topic);
    }

    @Test
    void countsTheRoleThatAutomationIsHanded() {
        String role = "arn:aws:iam::000000000000:role/automation";
        Map<String, Object> members =
                Map.of("DocumentName", "Drill", "Parameters", Map.of("AutomationAssumeRole", List.of(role)));
        assertThat(asked("ssm", "StartAutomationExecution", members))
                .extracting(Call::action, Call::on)
                .contains(tuple("iam:PassRole", role));
    }

    @Test
    void fillsNoMemoryForACallerWithEverNewNames() {
        var calls = new Calls();
        for (int number = 0; number <= Calls.DIFFERENT_MAX; number++) {
            calls.count(new Call("stranger", Regions.US_EAST_1, "dynamodb:GetItem", "table-" + number));
        }
        calls.count(new Call("stranger", Regions.US_EAST_1, "dynamodb:GetItem", "table-0"));

        assertThat(calls.counted()).hasSize(Calls.DIFFERENT_MAX);
        assertThat(calls.leftOut()).isEqualTo(1);
    }

    private static List<Call> asked(String service, String action, Map<String, Object> members) {
        return new Permissions("step", Regions.US_EAST_1, service, action, Fields.json(members)).all();
    }
}

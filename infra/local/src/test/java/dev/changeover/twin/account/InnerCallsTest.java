package dev.changeover.twin.account;

import static org.assertj.core.api.Assertions.assertThat;

import dev.changeover.twin.model.Fault;
import dev.changeover.twin.model.Faults;
import dev.changeover.twin.model.MemoryDataPlane;
import dev.changeover.twin.model.Ports;
import dev.changeover.twin.model.Regions;
import dev.changeover.twin.model.Timeline;
import dev.changeover.twin.model.Timing;
import dev.changeover.twin.ssm.AutomationStatus;
import dev.changeover.twin.ssm.Documents.Content;
import dev.changeover.twin.ssm.ExecutionView;
import dev.changeover.twin.ssm.ParameterStore;
import dev.changeover.twin.ssm.StartRequest;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What a document's own calls find in the account. */
class InnerCallsTest {
    private static final String MAKE = """
            - name: make
              action: aws:executeAwsApi
              inputs: {Service: rds, Api: CreateDBCluster, DBClusterIdentifier: orders, Engine: aurora-postgresql,
                       MasterUsername: admin0, MasterUserPassword: not-a-secret}
            """;
    private static final String LOOK = "Service: rds, Api: DescribeDBClusters, DBClusterIdentifier: orders";

    private final Timeline timeline = Timeline.virtual(Instant.parse("2026-11-22T10:00:00Z"));
    private final Ports ports = new Ports(4566);
    private final TwinAccount account = TwinAccount.on(new TwinAccount.Ground(
            timeline,
            Timing.local(),
            TwinAccount.Delays.local(),
            ports,
            new MemoryDataPlane(timeline, ports, MemoryDataPlane.Speed.LIKE_POSTGRESQL)));

    private ExecutionView run(String steps) {
        String document = "schemaVersion: '0.3'\nmainSteps:\n" + steps;
        account.systemsManager().documents().publish(Regions.US_EAST_1, Content.yaml("Calls", document));
        String id = account.systemsManager().automation().start(Regions.US_EAST_1, StartRequest.of("Calls", Map.of()));
        timeline.advance(Duration.ofHours(2));
        return account.systemsManager().automation().view(Regions.US_EAST_1, id);
    }

    private static String call(String inputs) {
        return "- {name: call, action: aws:executeAwsApi, inputs: {" + inputs + "}}\n";
    }

    private ExecutionView failing(String inputs) {
        ExecutionView ended = run(call(inputs));
        assertThat(ended.status()).isEqualTo(AutomationStatus.Failed);
        return ended;
    }

    @Test
    void aClusterIsMadeWaitedForAndHeldToAProperty() {
        ExecutionView ended = run(MAKE
                + "- {name: wait, action: aws:waitForAwsResourceProperty, inputs: {" + LOOK
                + ", PropertySelector: '$.DBClusters[0].Status', DesiredValues: [available]}}\n"
                + "- {name: hold, action: aws:assertAwsResourceProperty, inputs: {" + LOOK
                + ", PropertySelector: '$.DBClusters[0].DeletionProtection', DesiredValues: ['False']}}\n"
                + "- name: read\n  action: aws:executeAwsApi\n  inputs: {" + LOOK + "}\n"
                + "  outputs: [{Name: arn, Selector: '$.DBClusters[0].DBClusterArn', Type: String}]\n");
        assertThat(ended.failure()).isEmpty();
        assertThat(ended.step("read").orElseThrow().outputs())
                .containsEntry("arn", List.of("arn:aws:rds:us-east-1:000000000000:cluster:orders"));
    }

    @Test
    void whatAServiceRefusesFailsTheStepInItsWords() {
        assertThat(failing(LOOK).failure().orElseThrow()).contains("DBCluster orders not found");
    }

    @Test
    void everyServiceWithNamedActionsIsThere() {
        account.systemsManager()
                .parameters()
                .put(Regions.US_EAST_1, ParameterStore.Put.text("/changeover/plans/orders", "a plan"));
        ExecutionView ended = run("""
                - name: read
                  action: aws:executeAwsApi
                  inputs: {Service: ssm, Api: GetParameter, Name: /changeover/plans/orders}
                  outputs: [{Name: value, Selector: $.Parameter.Value, Type: String}]
                - name: keep
                  action: aws:executeAwsApi
                  inputs: {Service: secretsmanager, Api: CreateSecret, Name: orders, SecretString: '{{ read.value }}'}
                - {name: tell, action: aws:executeAwsApi, inputs: {Service: secretsmanager, Api: DescribeSecret,
                   SecretId: orders}, outputs: [{Name: name, Selector: $.Name}]}
                - {name: list, action: aws:executeAwsApi, inputs: {Service: dynamodb, Api: ListTables},
                   outputs: [{Name: tables, Selector: $.TableNames, Type: StringList}]}
                - {name: send, action: aws:executeAwsApi, inputs: {Service: cloudwatch, Api: PutMetricData,
                   Namespace: Orders, MetricData: [{MetricName: Failed, Value: 3}]}}
                - {name: who, action: aws:executeAwsApi, inputs: {Service: sts, Api: GetCallerIdentity},
                   outputs: [{Name: account, Selector: $.Account}]}
                """);
        assertThat(ended.failure()).isEmpty();
        assertThat(ended.step("tell").orElseThrow().outputs()).containsEntry("name", List.of("orders"));
        assertThat(ended.step("who").orElseThrow().outputs()).containsEntry("account", List.of("000000000000"));
    }

    @Test
    void theClusterOfRoutingControlsCannotBeCalledAsOnAws() {
        assertThat(failing("Service: route53-recovery-cluster, Api: UpdateRoutingControlStates")
                        .failure()
                        .orElseThrow())
                .contains("a cluster's are elsewhere");
    }

    @Test
    void whatTheTwinDoesNotCallIsSaid() {
        assertThat(failing("Service: ec2, Api: DescribeInstances").failure().orElseThrow())
                .contains("does not call ec2", "secretsmanager");
        assertThat(failing("Service: rds, Api: RebootDBCluster, DBClusterIdentifier: orders")
                        .failure()
                        .orElseThrow())
                .contains("does not answer rds:RebootDBCluster");
    }

    @Test
    void plannedFaultsHoldForThemAndNothingWaits() {
        var scope = Faults.Scope.ALL.service("sts");
        String who = "Service: sts, Api: GetCallerIdentity";
        for (Fault fault :
                List.of(new Fault.Broken(), new Fault.Throttle(), new Fault.Silent(), new Fault.LoseReply())) {
            account.faults().planNext(1, scope, fault);
            assertThat(run(call(who)).status()).as(fault.toString()).isEqualTo(AutomationStatus.Failed);
        }
        account.faults().plan(scope, new Fault.Slow(Duration.ofSeconds(60)));
        assertThat(run(call(who)).status()).isEqualTo(AutomationStatus.Success);
    }
}

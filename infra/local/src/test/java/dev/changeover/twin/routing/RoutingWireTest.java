package dev.changeover.twin.routing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.changeover.twin.Doors;
import dev.changeover.twin.model.Regions;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.route53recoverycluster.Route53RecoveryClusterClient;
import software.amazon.awssdk.services.route53recoverycluster.model.ConflictException;
import software.amazon.awssdk.services.route53recoverycluster.model.EndpointTemporarilyUnavailableException;
import software.amazon.awssdk.services.route53recoverycluster.model.Route53RecoveryClusterException;
import software.amazon.awssdk.services.route53recoverycluster.model.RoutingControlState;
import software.amazon.awssdk.services.route53recoverycluster.model.ThrottlingException;
import software.amazon.awssdk.services.route53recoverycluster.model.UpdateRoutingControlStateEntry;
import software.amazon.awssdk.services.route53recoverycontrolconfig.Route53RecoveryControlConfigClient;
import software.amazon.awssdk.services.route53recoverycontrolconfig.model.ClusterEndpoint;
import software.amazon.awssdk.services.route53recoverycontrolconfig.model.ControlPanel;
import software.amazon.awssdk.services.route53recoverycontrolconfig.model.ResourceNotFoundException;
import software.amazon.awssdk.services.route53recoverycontrolconfig.model.RuleType;
import software.amazon.awssdk.services.route53recoverycontrolconfig.model.Status;

class RoutingWireTest {
    private static final Duration SOON = Duration.ofSeconds(10);

    private final Doors doors = Doors.open();
    private final Route53RecoveryControlConfigClient config =
            doors.client(Route53RecoveryControlConfigClient.builder(), Regions.US_WEST_2);
    private final List<Route53RecoveryClusterClient> clients = new ArrayList<>();
    private List<ClusterEndpoint> endpoints;
    private String clusterArn;
    private String panel;
    private String east;
    private String west;

    @BeforeEach
    void buildsTheWorldFromNothing() {
        var cluster = config.createCluster(create -> create.clusterName("twin")).cluster();
        clusterArn = cluster.clusterArn();
        endpoints = cluster.clusterEndpoints();
        panel = config.createControlPanel(
                        create -> create.clusterArn(clusterArn).controlPanelName("shop"))
                .controlPanel()
                .controlPanelArn();
        east = control("east");
        west = control("west");
        Awaitility.await()
                .atMost(SOON)
                .until(() -> config.describeRoutingControl(describe -> describe.routingControlArn(west))
                                .routingControl()
                                .status()
                        == Status.DEPLOYED);
    }

    @AfterEach
    void close() {
        clients.forEach(Route53RecoveryClusterClient::close);
        config.close();
        doors.close();
    }

    @Test
    void theControlPlaneDescribesListsAndDeletesWhatItMade() {
        assertThat(endpoints).hasSize(5);
        assertThat(config.describeCluster(describe -> describe.clusterArn(clusterArn))
                        .cluster()
                        .status())
                .isEqualTo(Status.DEPLOYED);
        assertThat(config.listControlPanels(list -> list.clusterArn(clusterArn)).controlPanels())
                .extracting(ControlPanel::name)
                .containsExactly("DefaultControlPanel", "shop");
        assertThat(config
                        .listRoutingControlsPaginator(
                                list -> list.controlPanelArn(panel).maxResults(1))
                        .stream()
                        .flatMap(page -> page.routingControls().stream()))
                .hasSize(2);
        config.deleteRoutingControl(delete -> delete.routingControlArn(west));
        Awaitility.await()
                .atMost(SOON)
                .untilAsserted(() -> assertThatThrownBy(
                                () -> config.describeRoutingControl(describe -> describe.routingControlArn(west)))
                        .isInstanceOf(ResourceNotFoundException.class));
    }

    @Test
    void oneTransactionMovesBothControlsAndAnotherEndpointReadsThem() {
        endpoint(0)
                .updateRoutingControlState(
                        update -> update.routingControlArn(east).routingControlState(RoutingControlState.ON));
        endpoint(1)
                .updateRoutingControlStates(update -> update.updateRoutingControlStateEntries(
                        entry(east, RoutingControlState.OFF), entry(west, RoutingControlState.ON)));

        assertThat(endpoint(4).getRoutingControlState(get -> get.routingControlArn(west)))
                .satisfies(read -> {
                    assertThat(read.routingControlState()).isEqualTo(RoutingControlState.ON);
                    assertThat(read.routingControlName()).isEqualTo("west");
                });
        assertThat(endpoint(2)
                        .listRoutingControls(list -> list.controlPanelArn(panel))
                        .routingControls())
                .extracting(control -> control.controlPanelName() + " " + control.routingControlName() + " "
                        + control.routingControlStateAsString())
                .containsExactly("shop east Off", "shop west On");
    }

    @Test
    void aSafetyRuleRefusesWithItsArnAndCanBeOverridden() {
        String rule = config.createSafetyRule(create -> create.assertionRule(assertion -> assertion
                        .controlPanelArn(panel)
                        .name("at-least-one")
                        .assertedControls(east, west)
                        .waitPeriodMs(0)
                        .ruleConfig(condition ->
                                condition.type(RuleType.ATLEAST).threshold(1).inverted(false))))
                .assertionRule()
                .safetyRuleArn();

        var refusal = catchThrowableOfType(
                ConflictException.class,
                () -> endpoint(0)
                        .updateRoutingControlState(
                                update -> update.routingControlArn(east).routingControlState(RoutingControlState.OFF)));

        assertThat(refusal.statusCode()).isEqualTo(409);
        assertThat(refusal).hasMessageContaining(rule);
        assertThat(refusal.resourceId()).isEqualTo(rule);
        endpoint(0)
                .updateRoutingControlState(update -> update.routingControlArn(east)
                        .routingControlState(RoutingControlState.OFF)
                        .safetyRulesToOverride(rule));
        assertThat(config.listSafetyRules(list -> list.controlPanelArn(panel))
                        .safetyRules()
                        .getFirst()
                        .assertion()
                        .assertedControls())
                .containsExactly(east, west);
        config.deleteSafetyRule(delete -> delete.safetyRuleArn(rule));
    }

    @Test
    void theFourthWriteWithinASecondIsThrottledWithTheTimeToWait() {
        var refusal = catchThrowableOfType(ThrottlingException.class, () -> {
            // All within one second on any machine that can make ten calls in it; else more are made.
            for (int i = 0; i < 100; i++) {
                endpoint(0)
                        .updateRoutingControlState(
                                update -> update.routingControlArn(east).routingControlState(RoutingControlState.ON));
            }
        });

        assertThat(refusal.retryAfterSeconds()).isEqualTo(1);
        assertThat(refusal.statusCode()).isEqualTo(429);
    }

    @Test
    void tooFewEndpointsReadButDoNotWrite() {
        doors.account.faults().arcEndpointDown(0);
        doors.account.faults().arcEndpointDown(1);
        doors.account.regions().darken(Regions.ARC_ENDPOINTS.get(2));

        assertThatThrownBy(() -> endpoint(3)
                        .updateRoutingControlState(
                                update -> update.routingControlArn(east).routingControlState(RoutingControlState.ON)))
                .isInstanceOf(EndpointTemporarilyUnavailableException.class);
        assertThat(endpoint(3)
                        .getRoutingControlState(get -> get.routingControlArn(east))
                        .routingControlState())
                .isEqualTo(RoutingControlState.OFF);
        doors.account.faults().arcEndpointUp(0);
        endpoint(3)
                .updateRoutingControlState(
                        update -> update.routingControlArn(east).routingControlState(RoutingControlState.ON));
    }

    @Test
    void anEndpointWantsItsOwnRegionInTheSignature() {
        var confused = doors.client(
                Route53RecoveryClusterClient.builder(),
                Regions.US_WEST_2,
                URI.create(endpoints.getFirst().endpoint()));
        clients.add(confused);

        assertThatThrownBy(() -> confused.getRoutingControlState(get -> get.routingControlArn(east)))
                .isInstanceOf(Route53RecoveryClusterException.class)
                .hasMessageContaining("Credential should be scoped to a valid Region");
    }

    private String control(String name) {
        return config.createRoutingControl(create ->
                        create.clusterArn(clusterArn).controlPanelArn(panel).routingControlName(name))
                .routingControl()
                .routingControlArn();
    }

    private static UpdateRoutingControlStateEntry entry(String arn, RoutingControlState state) {
        return UpdateRoutingControlStateEntry.builder()
                .routingControlArn(arn)
                .routingControlState(state)
                .build();
    }

    private Route53RecoveryClusterClient endpoint(int index) {
        ClusterEndpoint endpoint = endpoints.get(index);
        var client = doors.client(
                Route53RecoveryClusterClient.builder(),
                new dev.changeover.core.model.Region(endpoint.region()),
                URI.create(endpoint.endpoint()));
        clients.add(client);
        return client;
    }
}

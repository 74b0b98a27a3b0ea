package dev.changeover.infra;

import dev.changeover.infra.Parameters.Home;
import java.util.ArrayList;
import java.util.List;
import software.amazon.awscdk.App;
import software.amazon.awscdk.RemovalPolicy;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.services.route53.CfnHealthCheck;
import software.amazon.awscdk.services.route53.CfnHealthCheck.HealthCheckConfigProperty;
import software.amazon.awscdk.services.route53.CfnHealthCheck.HealthCheckTagProperty;
import software.amazon.awscdk.services.route53.CfnHostedZone;
import software.amazon.awscdk.services.route53.CfnRecordSet;
import software.amazon.awscdk.services.route53recoverycontrol.CfnCluster;
import software.amazon.awscdk.services.route53recoverycontrol.CfnControlPanel;
import software.amazon.awscdk.services.route53recoverycontrol.CfnRoutingControl;
import software.amazon.awscdk.services.route53recoverycontrol.CfnSafetyRule;
import software.amazon.awscdk.services.route53recoverycontrol.CfnSafetyRule.AssertionRuleProperty;
import software.amazon.awscdk.services.route53recoverycontrol.CfnSafetyRule.GatingRuleProperty;
import software.amazon.awscdk.services.route53recoverycontrol.CfnSafetyRule.RuleConfigProperty;

/** Once for both Regions: the tables, the routing controls, and the names that follow them. */
final class GlobalStack extends Stack {
    /** Seconds (Route 53 Developer Guide, "Best practices", read 2026: 60 or 120 for failover records). */
    private static final String TIME_TO_LIVE = "60";

    /** ARC's own default, ms; a request within it fails (ARC Developer Guide, "Safety rules", 2026). */
    private static final int RULE_WAIT_MS = 5000;

    private final Parameters parameters;

    GlobalStack(App app, Estate estate) {
        super(
                app,
                Stacks.GLOBAL,
                Stacks.properties(
                        estate.parameters(),
                        estate.parameters().primary().region(),
                        "Changeover: journal, routing controls and names, once for both Regions"));
        parameters = estate.parameters();
        Stacks.output(this, "Application", parameters.application());
        Stacks.output(this, "PrimaryRegion", parameters.primary().region().code());
        Stacks.output(this, "SecondaryRegion", parameters.secondary().region().code());
        Stacks.output(this, "Rto", parameters.promise().rto());
        Stacks.output(this, "Rpo", parameters.promise().rpo());
        tables();
        CfnHostedZone zone = zone();
        if (parameters.create().routing()) {
            routing(zone);
        }
    }

    private void tables() {
        var tables = new Tables(this, parameters);
        tables.strong("Journal", Estate.JOURNAL_TABLE);
        Stacks.output(this, "JournalTable", Estate.JOURNAL_TABLE);
        if (parameters.sample() == Parameters.Sample.SHOP) {
            tables.eventual("ShopCarts", SampleShop.TABLE, SampleShop.EXPIRY);
            Stacks.output(this, "ShopTable", SampleShop.TABLE);
        }
    }

    private CfnHostedZone zone() {
        CfnHostedZone zone = CfnHostedZone.Builder.create(this, "Zone")
                .name(parameters.domain())
                .build();
        zone.applyRemovalPolicy(RemovalPolicy.RETAIN);
        Stacks.output(this, "ZoneId", zone.getAttrId());
        Stacks.output(this, "NameServers", software.amazon.awscdk.Fn.join(",", zone.getAttrNameServers()));
        return zone;
    }

    private void routing(CfnHostedZone zone) {
        CfnCluster cluster =
                CfnCluster.Builder.create(this, "Cluster").name("changeover").build();
        CfnControlPanel panel = CfnControlPanel.Builder.create(this, "Panel")
                .name("changeover-" + parameters.application())
                .clusterArn(cluster.getAttrClusterArn())
                .build();
        CfnRoutingControl primary = control("PrimaryControl", panel, nameOf(parameters.primary()));
        CfnRoutingControl secondary = control("SecondaryControl", panel, nameOf(parameters.secondary()));
        CfnRoutingControl permit = control("MovesPermitted", panel, parameters.application() + "-moves-permitted");
        List<String> traffic = List.of(primary.getAttrRoutingControlArn(), secondary.getAttrRoutingControlArn());
        oneAlwaysOn(panel, traffic);
        stopSwitch(panel, traffic, permit);
        record(zone, "PRIMARY", parameters.primary(), primary);
        record(zone, "SECONDARY", parameters.secondary(), secondary);
        Stacks.output(this, "RoutingCluster", cluster.getAttrClusterArn());
        Stacks.output(this, "PrimaryControlArn", primary.getAttrRoutingControlArn());
        Stacks.output(this, "SecondaryControlArn", secondary.getAttrRoutingControlArn());
        Stacks.output(this, "MovesPermittedControlArn", permit.getAttrRoutingControlArn());
        Stacks.output(this, "TrafficName", parameters.trafficName());
    }

    private String nameOf(Home home) {
        return parameters.application() + "-" + home.region();
    }

    private CfnRoutingControl control(String id, CfnControlPanel panel, String name) {
        return CfnRoutingControl.Builder.create(this, id)
                .name(name)
                .clusterArn(panel.getClusterArn())
                .controlPanelArn(panel.getAttrControlPanelArn())
                .build();
    }

    /** With both Off Route 53 would answer with the primary, whatever its state: nobody must do that unaware. */
    private void oneAlwaysOn(CfnControlPanel panel, List<String> traffic) {
        CfnSafetyRule.Builder.create(this, "OneAlwaysOn")
                .name(parameters.application() + "-one-always-on")
                .controlPanelArn(panel.getAttrControlPanelArn())
                .ruleConfig(atLeastOne())
                .assertionRule(AssertionRuleProperty.builder()
                        .assertedControls(traffic)
                        .waitPeriodMs(RULE_WAIT_MS)
                        .build())
                .build();
    }

    /** While the permission is Off nobody moves traffic, whatever runs; only an override by name does. */
    private void stopSwitch(CfnControlPanel panel, List<String> traffic, CfnRoutingControl permit) {
        CfnSafetyRule.Builder.create(this, "StopSwitch")
                .name(parameters.application() + "-stop-switch")
                .controlPanelArn(panel.getAttrControlPanelArn())
                .ruleConfig(atLeastOne())
                .gatingRule(GatingRuleProperty.builder()
                        .gatingControls(List.of(permit.getAttrRoutingControlArn()))
                        .targetControls(traffic)
                        .waitPeriodMs(RULE_WAIT_MS)
                        .build())
                .build();
    }

    private static RuleConfigProperty atLeastOne() {
        return RuleConfigProperty.builder()
                .type("ATLEAST")
                .threshold(1)
                .inverted(false)
                .build();
    }

    private void record(CfnHostedZone zone, String failover, Home home, CfnRoutingControl control) {
        CfnHealthCheck check = CfnHealthCheck.Builder.create(this, "Check-" + failover)
                .healthCheckConfig(HealthCheckConfigProperty.builder()
                        .type("RECOVERY_CONTROL")
                        .routingControlArn(control.getAttrRoutingControlArn())
                        .build())
                .healthCheckTags(List.of(HealthCheckTagProperty.builder()
                        .key("Name")
                        .value(nameOf(home))
                        .build()))
                .build();
        CfnRecordSet.Builder.create(this, "Record-" + failover)
                .hostedZoneId(zone.getAttrId())
                .name(parameters.trafficName())
                .type("CNAME")
                .ttl(TIME_TO_LIVE)
                .setIdentifier(home.region().code())
                .failover(failover)
                .healthCheckId(check.getAttrHealthCheckId())
                .resourceRecords(new ArrayList<>(List.of(home.answer())))
                .build();
    }
}

package dev.changeover.twin.formation;

import dev.changeover.twin.formation.Kind.Made;
import dev.changeover.twin.formation.Kind.Thing;
import dev.changeover.twin.route53.Change;
import dev.changeover.twin.route53.HealthCheck;
import dev.changeover.twin.route53.RecordSet;
import dev.changeover.twin.route53.RecordType;
import dev.changeover.twin.route53.Route53;
import dev.changeover.twin.routing.DeployStatus;
import dev.changeover.twin.routing.RoutingConfig;
import dev.changeover.twin.routing.SafetyRule;
import dev.changeover.twin.wire.Fields;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Routing controls, and the names that follow them. */
final class Traffic {
    private static final Set<String> TAGS = Set.of("Tags");

    private Traffic() {}

    static Map<String, Kind> kinds() {
        return Map.of(
                "AWS::Route53RecoveryControl::Cluster",
                new Made(
                        Set.of("Name"),
                        Set.of("Tags", "NetworkType"),
                        Set.of("ClusterArn", "Status"),
                        Traffic::cluster),
                "AWS::Route53RecoveryControl::ControlPanel",
                new Made(Set.of("Name", "ClusterArn"), TAGS, Set.of("ControlPanelArn", "Status"), Traffic::panel),
                "AWS::Route53RecoveryControl::RoutingControl",
                new Made(
                        Set.of("Name", "ClusterArn", "ControlPanelArn"),
                        TAGS,
                        Set.of("RoutingControlArn", "Status"),
                        Traffic::control),
                "AWS::Route53RecoveryControl::SafetyRule",
                new Made(
                        Set.of("Name", "ControlPanelArn", "RuleConfig", "AssertionRule", "GatingRule"),
                        TAGS,
                        Set.of("SafetyRuleArn", "Status"),
                        Traffic::rule),
                "AWS::Route53::HostedZone",
                new Made(
                        Set.of("Name"),
                        Set.of("HostedZoneConfig", "HostedZoneTags"),
                        Set.of("Id", "NameServers"),
                        Traffic::zone),
                "AWS::Route53::HealthCheck",
                new Made(
                        Set.of("HealthCheckConfig"),
                        Set.of("HealthCheckTags"),
                        Set.of("HealthCheckId"),
                        Traffic::check),
                "AWS::Route53::RecordSet",
                new Made(RECORDS, Set.of("Comment"), Set.of(), Traffic::records));
    }

    private static final Set<String> RECORDS = Set.of(
            "HostedZoneId", "Name", "Type", "TTL", "ResourceRecords", "SetIdentifier", "Failover", "HealthCheckId");

    private static RoutingConfig config(Place place) {
        return place.account().routing().config();
    }

    private static Thing deployed(Place place, String arn, String attribute) {
        place.ground().await().accept(() -> config(place).status(arn) == DeployStatus.DEPLOYED);
        return new Thing(arn, Map.of(attribute, arn, "Status", DeployStatus.DEPLOYED.toString()));
    }

    private static Thing cluster(Place place, Map<String, Object> properties) {
        String name = Fields.json(properties).text("Name");
        return deployed(
                place, config(place).createCluster(name, Optional.empty()).arn(), "ClusterArn");
    }

    private static Thing panel(Place place, Map<String, Object> properties) {
        Fields fields = Fields.json(properties);
        String arn = config(place)
                .createPanel(fields.text("ClusterArn"), fields.text("Name"), Optional.empty())
                .arn();
        return deployed(place, arn, "ControlPanelArn");
    }

    private static Thing control(Place place, Map<String, Object> properties) {
        Fields fields = Fields.json(properties);
        String arn = config(place)
                .createControl(
                        fields.text("ClusterArn"),
                        fields.maybeText("ControlPanelArn"),
                        fields.text("Name"),
                        Optional.empty())
                .arn();
        return deployed(place, arn, "RoutingControlArn");
    }

    private static Thing rule(Place place, Map<String, Object> properties) {
        Fields fields = Fields.json(properties);
        Fields config = structure(fields, "RuleConfig");
        var condition = new SafetyRule.Condition(
                SafetyRule.Type.valueOf(config.text("Type")),
                config.maybeInteger("Threshold").orElse(0),
                config.flag("Inverted"));
        boolean asserts = fields.has("AssertionRule");
        Fields body = structure(fields, asserts ? "AssertionRule" : "GatingRule");
        var terms = new SafetyRule.Terms(
                "", fields.text("ControlPanelArn"), fields.text("Name"), condition, Duration.ofMillis((long)
                        body.number("WaitPeriodMs")));
        SafetyRule wanted = asserts
                ? new SafetyRule.Assertion(terms, body.texts("AssertedControls"))
                : new SafetyRule.Gating(terms, body.texts("GatingControls"), body.texts("TargetControls"));
        String arn = config(place).createRule(wanted, Optional.empty()).terms().arn();
        return deployed(place, arn, "SafetyRuleArn");
    }

    private static Fields structure(Fields fields, String name) {
        return fields.maybeStructure(name).orElseThrow(() -> new FormationTrouble(name + " is missing."));
    }

    private static Thing zone(Place place, Map<String, Object> properties) {
        String name = Fields.json(properties).text("Name");
        String id = place.account()
                .route53()
                .createZone(name, place.generated(), Optional.empty())
                .zone()
                .id();
        return new Thing(id, Map.of("Id", id, "NameServers", List.of("ns-1." + name)));
    }

    private static Thing check(Place place, Map<String, Object> properties) {
        Fields config = structure(Fields.json(properties), "HealthCheckConfig");
        if (!config.text("Type").equals("RECOVERY_CONTROL")) {
            throw new FormationTrouble("The twin's records follow routing controls, not " + config.text("Type") + ".");
        }
        String id = place.account()
                .route53()
                .createCheck(place.generated(), new HealthCheck.Target.Control(config.text("RoutingControlArn")))
                .id();
        return new Thing(id, Map.of("HealthCheckId", id));
    }

    private static Thing records(Place place, Map<String, Object> properties) {
        Fields fields = Fields.json(properties);
        String name = absolute(fields.text("Name"));
        RecordType type = RecordType.named(fields.text("Type"))
                .orElseThrow(() -> new FormationTrouble("The twin serves no records " + fields.text("Type") + "."));
        RecordSet.Policy policy = fields.has("Failover")
                ? new RecordSet.Policy.Failover(
                        fields.text("SetIdentifier"),
                        RecordSet.Role.valueOf(fields.text("Failover")),
                        fields.maybeText("HealthCheckId"))
                : new RecordSet.Policy.Simple();
        var made = new RecordSet(name, type, (long) fields.number("TTL"), fields.texts("ResourceRecords"), policy);
        put(place.account().route53(), fields.text("HostedZoneId"), List.of(made), place);
        return new Thing(fields.text("Name"), Map.of());
    }

    private static void put(Route53 route53, String zone, List<RecordSet> records, Place place) {
        List<Change.Entry> entries = records.stream()
                .map(one -> new Change.Entry(Change.Action.CREATE, one))
                .toList();
        String change = route53.change(zone, entries, Optional.empty()).id();
        place.ground().await().accept(() -> route53.change(change).status() == Change.Status.INSYNC);
    }

    private static String absolute(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        return lower.endsWith(".") ? lower : lower + ".";
    }
}

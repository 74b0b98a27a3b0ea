package dev.changeover.twin.formation;

import dev.changeover.twin.events.EventsService;
import dev.changeover.twin.formation.Kind.Made;
import dev.changeover.twin.formation.Kind.Thing;
import dev.changeover.twin.model.Account;
import dev.changeover.twin.sns.TopicsService;
import dev.changeover.twin.wire.CloudWatchService;
import dev.changeover.twin.wire.Fields;
import dev.changeover.twin.wire.RpcService;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.json.JsonMapper;

/** Buses, rules, topics, alarms; documents and parameters. */
final class Notices {
    private static final Set<String> TAGS = Set.of("Tags");

    private Notices() {}

    static Map<String, Kind> kinds() {
        return Map.of(
                "AWS::Events::EventBus",
                new Made(
                        Set.of("Name"),
                        Set.of("Description", "KmsKeyIdentifier", "Tags"),
                        Set.of("Arn", "Name"),
                        Notices::bus),
                "AWS::Events::Rule",
                new Made(RULE, TAGS, Set.of("Arn"), Notices::rule),
                "AWS::SNS::Topic",
                new Made(
                        Set.of("TopicName"),
                        Set.of("DisplayName", "KmsMasterKeyId", "Tags", "TracingConfig"),
                        Set.of("TopicArn", "TopicName"),
                        Notices::topic),
                "AWS::SNS::Subscription",
                new Made(Set.of("TopicArn", "Protocol", "Endpoint"), Set.of(), Set.of("Arn"), Notices::subscription),
                "AWS::CloudWatch::Alarm",
                new Made(ALARM, TAGS, Set.of("Arn"), Notices::alarm),
                "AWS::SSM::Document",
                new Made(
                        Set.of("Name", "Content", "DocumentType", "DocumentFormat", "VersionName"),
                        Set.of("UpdateMethod", "Tags"),
                        Set.of(),
                        Notices::document),
                "AWS::SSM::Parameter",
                new Made(
                        Set.of("Name", "Type", "Value", "Tier", "AllowedPattern"),
                        Set.of("Description", "DataType", "Tags"),
                        Set.of("Type", "Value"),
                        Notices::parameter));
    }

    private static final Set<String> RULE = Set.of(
            "Name", "Description", "EventBusName", "EventPattern", "ScheduleExpression", "State", "Targets", "RoleArn");

    private static final Set<String> ALARM = Set.of(
            "AlarmName",
            "AlarmDescription",
            "ActionsEnabled",
            "AlarmActions",
            "OKActions",
            "InsufficientDataActions",
            "Namespace",
            "MetricName",
            "Dimensions",
            "Statistic",
            "Period",
            "Metrics",
            "EvaluationPeriods",
            "DatapointsToAlarm",
            "Threshold",
            "ComparisonOperator",
            "TreatMissingData");

    private static Thing bus(Place place, Map<String, Object> properties) {
        RpcService events = EventsService.over(place.account().signals().buses());
        String name = Fields.json(properties).text("Name");
        Map<String, Object> made = place.call(events, "CreateEventBus", Map.of("Name", name));
        return new Thing(name, Map.of("Name", name, "Arn", made.get("EventBusArn")));
    }

    private static Thing rule(Place place, Map<String, Object> properties) {
        RpcService events = EventsService.over(place.account().signals().buses());
        Map<String, Object> wanted = Place.some(properties, RULE);
        wanted.remove("Targets");
        wanted.putIfAbsent("Name", place.generated());
        wanted.computeIfPresent("EventPattern", (_, pattern) -> json(pattern));
        Map<String, Object> made = place.call(events, "PutRule", wanted);
        if (properties.containsKey("Targets")) {
            Map<String, Object> targets = Place.some(properties, List.of("EventBusName", "Targets"));
            targets.put("Rule", wanted.get("Name"));
            place.call(events, "PutTargets", targets);
        }
        return new Thing(wanted.get("Name").toString(), Map.of("Arn", made.get("RuleArn")));
    }

    private static String json(Object tree) {
        return tree instanceof String text ? text : JsonMapper.shared().writeValueAsString(tree);
    }

    private static Thing topic(Place place, Map<String, Object> properties) {
        RpcService topics = TopicsService.over(place.account().signals().topics());
        String name = Fields.json(properties).maybeText("TopicName").orElse(place.generated());
        String arn = place.call(topics, "CreateTopic", Map.of("Name", name))
                .get("TopicArn")
                .toString();
        return new Thing(arn, Map.of("TopicArn", arn, "TopicName", name));
    }

    private static Thing subscription(Place place, Map<String, Object> properties) {
        RpcService topics = TopicsService.over(place.account().signals().topics());
        Map<String, Object> wanted = Place.some(properties, List.of("TopicArn", "Protocol", "Endpoint"));
        wanted.put("ReturnSubscriptionArn", true);
        String arn =
                place.call(topics, "Subscribe", wanted).get("SubscriptionArn").toString();
        return new Thing(arn, Map.of("Arn", arn));
    }

    private static Thing alarm(Place place, Map<String, Object> properties) {
        var account = place.account();
        RpcService cloudWatch = CloudWatchService.service(account.cloudWatch(), account.timeline());
        Map<String, Object> wanted = Place.some(properties, ALARM);
        wanted.putIfAbsent("AlarmName", place.generated());
        place.call(cloudWatch, "PutMetricAlarm", wanted);
        String name = wanted.get("AlarmName").toString();
        return new Thing(name, Map.of("Arn", Account.arn("cloudwatch", place.region(), "alarm:" + name)));
    }

    private static Thing document(Place place, Map<String, Object> properties) {
        Map<String, Object> wanted =
                Place.some(properties, List.of("Name", "Content", "DocumentType", "DocumentFormat", "VersionName"));
        wanted.putIfAbsent("Name", place.generated());
        wanted.computeIfPresent("Content", (_, content) -> json(content));
        place.systemsManager("CreateDocument", wanted);
        return new Thing(wanted.get("Name").toString(), Map.of());
    }

    private static Thing parameter(Place place, Map<String, Object> properties) {
        Map<String, Object> wanted = Place.some(properties, List.of("Name", "Type", "Value", "Tier", "AllowedPattern"));
        wanted.putIfAbsent("Name", place.generated());
        place.systemsManager("PutParameter", wanted);
        return new Thing(
                wanted.get("Name").toString(), Map.of("Type", wanted.get("Type"), "Value", wanted.get("Value")));
    }
}

package dev.changeover.twin.account;

import dev.changeover.core.model.AlarmArn;
import dev.changeover.core.model.AlarmPolicy;
import dev.changeover.core.model.Mode;
import dev.changeover.core.model.Region;
import dev.changeover.twin.dynamodb.KeySchema;
import dev.changeover.twin.dynamodb.Replication;
import dev.changeover.twin.events.EventsService;
import dev.changeover.twin.lambda.FunctionSpec;
import dev.changeover.twin.model.Account;
import dev.changeover.twin.sns.TopicsService;
import dev.changeover.twin.wire.CloudWatchService;
import dev.changeover.twin.wire.RpcService;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * Puts what the failover service stands on into an account, as infrastructure code does on AWS: the journal's table,
 * its functions, where it tells what happens, and the alarms it listens to. What is in the functions is the caller's.
 */
public final class ServiceEstate {
    public static final String TABLE = "changeover-journal";

    private static final List<Region> REGIONS = List.of(ShopEstate.PRIMARY, ShopEstate.SECONDARY);

    /** Of the same Region set as the two, as strong consistency asks for. */
    private static final Region WITNESS = new Region("us-east-2");

    /** Of the bus on which a changeover's facts are told, and of the topic for people. */
    public static final String NOTICES = "changeover";

    /** The function that alarms tell. */
    public static final String ALARM_FUNCTION = "changeover-alarm";

    /** The function that looks whether everything is ready. */
    public static final String READINESS_FUNCTION = "changeover-readiness";

    /** Where the shop's owners publish what they count; nobody does so by himself in the twin. */
    private static final String METRICS = "Shop";

    private final TwinAccount account;

    public ServiceEstate(TwinAccount account) {
        this.account = account;
    }

    public void makeTable() {
        account.tables()
                .createStrong(
                        TABLE,
                        KeySchema.texts("pk", "sk"),
                        new Replication.Strong(ShopEstate.PRIMARY, ShopEstate.SECONDARY, WITNESS));
    }

    /** {@code functions} says which there are in a Region. */
    public void deploy(Function<Region, List<FunctionSpec>> functions) {
        for (Region region : REGIONS) {
            functions.apply(region).forEach(function -> account.lambdas().deploy(region, function));
        }
    }

    /** The ARN of the topic for people. */
    public static String topic(Region region) {
        return Account.arn("sns", region, NOTICES);
    }

    /** Where facts are told, and the schedule on which readiness is looked at. */
    public void makeChannels() {
        RpcService events = EventsService.over(account.signals().buses());
        RpcService topics = TopicsService.over(account.signals().topics());
        for (Region region : REGIONS) {
            events.call(region, "CreateEventBus", Map.of("Name", NOTICES));
            topics.call(region, "CreateTopic", Map.of("Name", NOTICES));
            events.call(
                    region,
                    "PutRule",
                    Map.of("Name", READINESS_FUNCTION, "ScheduleExpression", "rate(5 minutes)", "State", "ENABLED"));
            events.call(
                    region,
                    "PutTargets",
                    Map.of(
                            "Rule",
                            READINESS_FUNCTION,
                            "Targets",
                            List.of(Map.of("Id", "readiness", "Arn", function(region, READINESS_FUNCTION)))));
        }
    }

    /**
     * Two alarms in the secondary Region, where they are heard when the primary is gone, and what they may start once a
     * person arms them. Their metrics are the shop's own: how many orders failed in the primary Region, and how many of
     * its pages did not answer. Where nobody publishes them the alarms stay as they are, so that whoever sets one by
     * hand practises undisturbed.
     */
    public AlarmPolicy makeAlarms() {
        RpcService cloudWatch = CloudWatchService.service(account.cloudWatch(), account.timeline());
        List<AlarmArn> alarms = new ArrayList<>();
        for (String metric : List.of("FailedOrders", "SilentPages")) {
            String name = ShopEstate.NAME + "-" + ShopEstate.PRIMARY + "-" + metric;
            cloudWatch.call(ShopEstate.SECONDARY, "PutMetricAlarm", alarm(name, metric));
            alarms.add(new AlarmArn(Account.arn("cloudwatch", ShopEstate.SECONDARY, "alarm:" + name)));
        }
        return new AlarmPolicy(
                alarms,
                alarms.size(),
                Duration.ofSeconds(5), // a person practises and waits for it; for a real shop it is minutes
                AlarmPolicy.EVENT_AGE_DEFAULT,
                Duration.ofMinutes(1), // as above; drills keep to it too
                Duration.ofSeconds(5), // the shop's own objective
                EnumSet.allOf(Mode.class));
    }

    private static Map<String, Object> alarm(String name, String metric) {
        return Map.ofEntries(
                Map.entry("AlarmName", name),
                Map.entry("AlarmDescription", metric + " of the shop in " + ShopEstate.PRIMARY),
                Map.entry("Namespace", METRICS),
                Map.entry("MetricName", metric),
                Map.entry("Dimensions", List.of(Map.of("Name", "Region", "Value", ShopEstate.PRIMARY.code()))),
                Map.entry("Statistic", "Sum"),
                Map.entry("Period", 10),
                Map.entry("EvaluationPeriods", 1),
                Map.entry("Threshold", 1),
                Map.entry("ComparisonOperator", "GreaterThanOrEqualToThreshold"),
                Map.entry("TreatMissingData", "ignore"),
                Map.entry("AlarmActions", List.of(function(ShopEstate.SECONDARY, ALARM_FUNCTION))));
    }

    private static String function(Region region, String name) {
        return Account.arn("lambda", region, "function:" + name);
    }
}

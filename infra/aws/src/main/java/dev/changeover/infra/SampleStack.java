package dev.changeover.infra;

import dev.changeover.infra.Parameters.Home;
import java.util.List;
import java.util.Map;
import software.amazon.awscdk.App;
import software.amazon.awscdk.CfnParameter;
import software.amazon.awscdk.Fn;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.services.cloudwatch.CfnAlarm;
import software.amazon.awscdk.services.cloudwatch.CfnAlarm.DimensionProperty;
import software.amazon.awscdk.services.ec2.CfnVPCEndpoint;

/** The sample shop's servers in a Region, beside its database and of nothing in the other Region. */
final class SampleStack extends Stack {
    private static final int MINUTE = 60;

    /** In a minute, three times. Ours: one shopper's bad luck is no alarm. */
    private static final int ERRORS_MAX = 10;

    private final Estate estate;
    private final Home home;

    SampleStack(App app, Estate estate, DatabaseStack database) {
        super(
                app,
                Stacks.sample(database.home().region()),
                Stacks.properties(
                        estate.parameters(),
                        database.home().region(),
                        "Changeover: the sample shop's servers in this Region"));
        this.estate = estate;
        this.home = database.home();
        String zone = CfnParameter.Builder.create(this, "ZoneId")
                .type("AWS::Route53::HostedZone::Id")
                .description("ZoneId of the outputs of " + Stacks.GLOBAL)
                .build()
                .getValueAsString();
        addMetadata("changeover:parameters", Map.of("ZoneId", Stacks.GLOBAL + ".ZoneId")); // for the twin: README.md
        Network network = database.network();
        List.of("api", "dkr").forEach(part -> registry(part, network));
        var entry = new Entry(this, estate.parameters(), home, network, zone);
        var tasks = new ShopTasks(this, estate, home, database, entry);
        alarms(entry);
        Stacks.output(this, "ShopCluster", tasks.clusterName());
        Stacks.output(this, "ShopService", tasks.service().getAttrName());
        Stacks.output(
                this,
                "Requests",
                Fn.join("", List.of("AWS/ApplicationELB RequestCount LoadBalancer=", entry.fullName())));
    }

    /** Images come from the Region's own registry; their layers by the gateway of S3, which the network has. */
    private void registry(String part, Network network) {
        CfnVPCEndpoint.Builder.create(this, "Registry-" + part)
                .vpcId(network.vpc().getVpcId())
                .serviceName("com.amazonaws." + home.region() + ".ecr." + part)
                .vpcEndpointType("Interface")
                .privateDnsEnabled(true)
                .subnetIds(network.subnets())
                .securityGroupIds(List.of(network.endpoints().getSecurityGroupId()))
                .build();
    }

    /** Told to the service's topic, which is known by its name and may come later. */
    private void alarms(Entry entry) {
        List<DimensionProperty> balancer = List.of(dimension("LoadBalancer", entry.fullName()));
        List<DimensionProperty> tasks = List.of(
                dimension("LoadBalancer", entry.fullName()),
                dimension("TargetGroup", entry.tasks().getAttrTargetGroupFullName()));
        alarm("no-task", "No task of the sample shop answers", tasks)
                .metricName("HealthyHostCount")
                .statistic("Minimum")
                .comparisonOperator("LessThanThreshold")
                .threshold(1)
                .treatMissingData("breaching")
                .build();
        alarm("errors", "The sample shop cannot serve", balancer)
                .metricName("HTTPCode_Target_5XX_Count")
                .statistic("Sum")
                .comparisonOperator("GreaterThanThreshold")
                .threshold(ERRORS_MAX)
                .treatMissingData("notBreaching")
                .build();
    }

    private CfnAlarm.Builder alarm(String name, String description, List<DimensionProperty> of) {
        List<String> topic = new Resources(estate, home.region()).of(Scope.TOPIC);
        return CfnAlarm.Builder.create(this, "Alarm-" + name)
                .alarmName("changeover-sample-" + name)
                .alarmDescription(description)
                .namespace("AWS/ApplicationELB")
                .dimensions(of)
                .period(MINUTE)
                .evaluationPeriods(3)
                .alarmActions(topic)
                .okActions(topic);
    }

    private static DimensionProperty dimension(String name, String value) {
        return DimensionProperty.builder().name(name).value(value).build();
    }
}

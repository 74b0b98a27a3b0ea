package dev.changeover.infra;

import dev.changeover.core.model.ApplicationPlan;
import dev.changeover.infra.Parameters.Home;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.services.cloudwatch.Alarm;
import software.amazon.awscdk.services.cloudwatch.ComparisonOperator;
import software.amazon.awscdk.services.cloudwatch.Dashboard;
import software.amazon.awscdk.services.cloudwatch.GraphWidget;
import software.amazon.awscdk.services.cloudwatch.IMetric;
import software.amazon.awscdk.services.cloudwatch.IWidget;
import software.amazon.awscdk.services.cloudwatch.Metric;
import software.amazon.awscdk.services.cloudwatch.TreatMissingData;
import software.amazon.awscdk.services.cloudwatch.actions.SnsAction;
import software.amazon.awscdk.services.sns.Topic;
import software.constructs.Construct;

/** Alarms about the failover service itself and about what a move would lose, and a page that shows them. */
final class Watch {
    private static final Duration MINUTE = Duration.minutes(1);
    private static final Duration QUARTER = Duration.minutes(15);
    private static final int HALF_PAGE = 12;
    private static final double MS_PER_SECOND = 1000;

    private final Construct stack;
    private final Home home;
    private final Topic topic;

    Watch(Construct stack, Estate estate, Home home, Topic topic) {
        this.stack = stack;
        this.home = home;
        this.topic = topic;
        List<IMetric> errors = new ArrayList<>();
        for (Duty duty : Duty.inOrder()) {
            Metric failed = metric("Errors", duty);
            errors.add(failed);
            alarm(duty.function() + "-fails", "An event of " + duty.function() + " failed", failed);
            alarm(duty.function() + "-held-back", duty.function() + " had no room to run", metric("Throttles", duty));
        }
        List<IMetric> lags = new ArrayList<>();
        estate.applications().forEach(application -> lags.add(lag(application.plan())));
        readinessIsSilent();
        Dashboard.Builder.create(stack, "Dashboard")
                .dashboardName("changeover-" + home.region())
                .widgets(List.of(List.of(graph("Errors of the functions", errors), graph("Replication lag", lags))))
                .build();
    }

    private static IWidget graph(String title, List<IMetric> metrics) {
        return GraphWidget.Builder.create()
                .title(title)
                .left(metrics)
                .width(HALF_PAGE)
                .build();
    }

    private static Metric metric(String name, Duty duty) {
        return Metric.Builder.create()
                .namespace("AWS/Lambda")
                .metricName(name)
                .dimensionsMap(Map.of("FunctionName", duty.function()))
                .statistic("Sum")
                .period(MINUTE)
                .build();
    }

    private void alarm(String name, String description, Metric metric) {
        told(Alarm.Builder.create(stack, "Alarm-" + name)
                .alarmName("changeover-" + name)
                .alarmDescription(description)
                .metric(metric)
                .threshold(0)
                .comparisonOperator(ComparisonOperator.GREATER_THAN_THRESHOLD)
                .evaluationPeriods(1)
                .treatMissingData(TreatMissingData.NOT_BREACHING)
                .build());
    }

    /** The lag is published by the Region that follows; the other one has no figure, which is no alarm. */
    private Metric lag(ApplicationPlan plan) {
        Metric lag = Metric.Builder.create()
                .namespace("AWS/RDS")
                .metricName("AuroraGlobalDBRPOLag")
                .dimensionsMap(Map.of(
                        "DBClusterIdentifier",
                        plan.site(home.region()).cluster().identifier()))
                .statistic("Maximum")
                .period(MINUTE)
                .label(plan.name().value())
                .build();
        told(Alarm.Builder.create(stack, "Alarm-lag-" + plan.name())
                .alarmName("changeover-lag-" + plan.name())
                .alarmDescription("An ungraceful move of " + plan.name() + " would lose more than was promised")
                .metric(lag)
                .threshold(plan.objectives().rpo().toSeconds() * MS_PER_SECOND)
                .comparisonOperator(ComparisonOperator.GREATER_THAN_THRESHOLD)
                .evaluationPeriods(3)
                .treatMissingData(TreatMissingData.NOT_BREACHING)
                .build());
        return lag;
    }

    /** Whoever does not look cannot say that all is well. */
    private void readinessIsSilent() {
        told(Alarm.Builder.create(stack, "Alarm-readiness-silent")
                .alarmName("changeover-readiness-silent")
                .alarmDescription("Readiness was not looked at for a quarter of an hour")
                .metric(Metric.Builder.create()
                        .namespace("AWS/Lambda")
                        .metricName("Invocations")
                        .dimensionsMap(Map.of("FunctionName", Duty.READINESS.function()))
                        .statistic("Sum")
                        .period(QUARTER)
                        .build())
                .threshold(1)
                .comparisonOperator(ComparisonOperator.LESS_THAN_THRESHOLD)
                .evaluationPeriods(1)
                .treatMissingData(TreatMissingData.BREACHING)
                .build());
    }

    private void told(Alarm alarm) {
        alarm.addAlarmAction(new SnsAction(topic));
        alarm.addOkAction(new SnsAction(topic));
    }
}

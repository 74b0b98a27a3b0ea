package dev.changeover.twin.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.changeover.twin.model.Account;
import dev.changeover.twin.model.Regions;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.cloudwatch.CloudWatchClient;
import software.amazon.awssdk.services.cloudwatch.model.CloudWatchException;
import software.amazon.awssdk.services.cloudwatch.model.ComparisonOperator;
import software.amazon.awssdk.services.cloudwatch.model.MetricAlarm;
import software.amazon.awssdk.services.cloudwatch.model.MetricDataQuery;
import software.amazon.awssdk.services.cloudwatch.model.MetricDatum;
import software.amazon.awssdk.services.cloudwatch.model.ScanBy;
import software.amazon.awssdk.services.cloudwatch.model.StateValue;
import software.amazon.awssdk.services.cloudwatch.model.Statistic;
import software.amazon.awssdk.services.sts.StsClient;

/** The stock Java SDK against the twin's CloudWatch and STS. */
class CloudWatchWireTest {
    private static final Duration EVALUATED_WITHIN = Duration.ofSeconds(20);
    private final Instant thisMinute = Instant.now().truncatedTo(ChronoUnit.MINUTES);

    private final WireTwin twin = new WireTwin();
    private final CloudWatchClient client = twin.client(CloudWatchClient.builder(), Regions.US_WEST_2);

    @AfterEach
    void close() {
        client.close();
        twin.close();
    }

    @Test
    void condensesSamplesByPeriodAndStatistic() {
        put(2, thisMinute.minusSeconds(60));
        put(4, thisMinute.minusSeconds(30));
        put(9, thisMinute);
        assertThat(read("Average")).containsExactly(3.0, 9.0);
        assertThat(read("Maximum")).containsExactly(4.0, 9.0);
        assertThat(read("Minimum")).containsExactly(2.0, 9.0);
        assertThat(read("Sum")).containsExactly(6.0, 9.0);
        assertThat(read("SampleCount")).containsExactly(2.0, 1.0);
    }

    @Test
    void keepsMetricsOfARegionInThatRegion() {
        put(2, thisMinute);
        try (var east = twin.client(CloudWatchClient.builder(), Regions.US_EAST_1)) {
            assertThat(east.listMetrics().metrics()).isEmpty();
            assertThat(client.listMetrics().metrics())
                    .singleElement()
                    .satisfies(metric -> assertThat(metric.metricName()).isEqualTo("Carrots"));
        }
    }

    @Test
    void raisesAnAlarmWhenTheThresholdIsCrossed() {
        putAlarm("hungry");
        assertThat(alarm("hungry").stateValue()).isEqualTo(StateValue.INSUFFICIENT_DATA);
        put(1, Instant.now().minusSeconds(1));
        await().atMost(EVALUATED_WITHIN).until(() -> {
            put(1, Instant.now());
            return alarm("hungry").stateValue() == StateValue.ALARM;
        });
        assertThat(alarm("hungry").alarmArn())
                .isEqualTo("arn:aws:cloudwatch:us-west-2:" + Account.ID + ":alarm:hungry");
    }

    @Test
    void takesAStateSetByHand() {
        putAlarm("by-hand");
        client.setAlarmState(request ->
                request.alarmName("by-hand").stateValue(StateValue.ALARM).stateReason("drill"));
        assertThat(alarm("by-hand").stateReason()).isIn("drill", "Insufficient Data: no datapoints were received");
        assertThatThrownBy(() -> client.setAlarmState(request ->
                        request.alarmName("nobody").stateValue(StateValue.OK).stateReason("drill")))
                .isInstanceOf(CloudWatchException.class)
                .hasMessageContaining("nobody");
    }

    @Test
    void takesAsManyMetricsInACallAsTheSdkSends() {
        var many = IntStream.range(0, 500)
                .mapToObj(number -> MetricDatum.builder()
                        .metricName("Carrots-" + number)
                        .value((double) number)
                        .build())
                .toList();
        client.putMetricData(request -> request.namespace("Shop").metricData(many));
        assertThat(client.listMetrics().metrics()).hasSize(500);
    }

    @Test
    void saysWhoTheCallerIs() {
        try (var sts = twin.client(StsClient.builder(), Regions.US_EAST_1)) {
            assertThat(sts.getCallerIdentity().account()).isEqualTo("000000000000");
        }
    }

    private void put(double value, Instant at) {
        client.putMetricData(request -> request.namespace("Shop")
                .metricData(List.of(MetricDatum.builder()
                        .metricName("Carrots")
                        .value(value)
                        .timestamp(at)
                        .build())));
    }

    private List<Double> read(String statistic) {
        var query = MetricDataQuery.builder()
                .id("carrots")
                .metricStat(
                        stat -> stat.metric(metric -> metric.namespace("Shop").metricName("Carrots"))
                                .period(60)
                                .stat(statistic))
                .build();
        return client.getMetricData(request -> request.startTime(thisMinute.minusSeconds(600))
                        .endTime(thisMinute.plusSeconds(60))
                        .scanBy(ScanBy.TIMESTAMP_ASCENDING)
                        .metricDataQueries(query))
                .metricDataResults()
                .getFirst()
                .values();
    }

    private void putAlarm(String name) {
        client.putMetricAlarm(request -> request.alarmName(name)
                .namespace("Shop")
                .metricName("Carrots")
                .statistic(Statistic.MINIMUM)
                .period(1)
                .evaluationPeriods(3)
                .datapointsToAlarm(1)
                .threshold(5.0)
                .comparisonOperator(ComparisonOperator.LESS_THAN_THRESHOLD));
    }

    private MetricAlarm alarm(String name) {
        return client.describeAlarms(request -> request.alarmNames(name))
                .metricAlarms()
                .getFirst();
    }
}

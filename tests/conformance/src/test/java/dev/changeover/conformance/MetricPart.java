package dev.changeover.conformance;

import static org.assertj.core.api.Assertions.assertThat;

/** Figures, an alarm over them, and what the twin does not answer. */
record MetricPart(Transcript transcript) {
    private static final String FAILED = "[{\"Id\":\"failed\",\"MetricStat\":{\"Period\":60,\"Stat\":\"Maximum\","
            + "\"Metric\":{\"Namespace\":\"Orders\",\"MetricName\":\"Failed\","
            + "\"Dimensions\":[{\"Name\":\"Region\",\"Value\":\"us-east-1\"}]}}}]";

    void play() {
        transcript.heading("Metrics and alarms");
        aws("put-metric-data --namespace Orders --metric-name Failed --value 7 --dimensions Region=us-east-1");
        String data = aws("get-metric-data --start-time 2020-01-01T00:00:00Z --end-time 2100-01-01T00:00:00Z"
                        + " --query 'MetricDataResults[].Values[]' --metric-data-queries '" + FAILED + "'")
                .out();
        assertThat(data).contains("7.0");
        aws("put-metric-alarm --alarm-name orders-failing --namespace Orders --metric-name Lost --statistic Sum"
                + " --period 60 --evaluation-periods 1 --threshold 1 --comparison-operator GreaterThanThreshold"
                + " --treat-missing-data ignore");
        aws("describe-alarms --query 'MetricAlarms[].[AlarmName,StateValue]'");
        aws("set-alarm-state --alarm-name orders-failing --state-value ALARM --state-reason drill");
        assertThat(aws("describe-alarms --query 'MetricAlarms[].[StateValue,StateReason]'")
                        .out())
                .contains("ALARM", "drill");
        transcript.heading("What the twin does not answer");
        transcript.say("It says so, and names the call.");
        Shell.Ended lacking = transcript.run("aws rds describe-db-subnet-groups --region us-west-2");
        assertThat(lacking.err()).contains("rds:DescribeDBSubnetGroups");
        Shell.Ended stranger = transcript.run("aws kms list-keys");
        assertThat(stranger.err()).contains("kms:ListKeys");
    }

    private Shell.Ended aws(String line) {
        return transcript.run("aws cloudwatch " + line).wentWell();
    }
}

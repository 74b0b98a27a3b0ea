package dev.changeover.aws;

import static org.assertj.core.api.Assertions.assertThat;

import dev.changeover.aws.AlarmEvents.Heard;
import dev.changeover.core.guard.AlarmEvent;
import dev.changeover.core.model.AlarmArn;
import dev.changeover.core.port.AlarmView;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

class AlarmEventsTest {
    private static final String ARN = "arn:aws:cloudwatch:us-east-1:444455556666:alarm:shop silent";
    private static final Instant NOW = Instant.parse("2026-11-22T03:00:05Z");
    private static final AlarmEvent EVENT =
            new AlarmEvent(new AlarmArn(ARN), AlarmView.Value.ALARM, Instant.parse("2026-11-22T03:00:00.490Z"), NOW);

    /** As CloudWatch invokes a function. */
    private static final String ACTION = """
            {"source": "aws.cloudwatch", "alarmArn": "%s", "accountId": "444455556666",
             "time": "2026-11-22T03:00:00.490+0000", "region": "us-east-1",
             "alarmData": {"alarmName": "shop silent",
               "state": {"value": "ALARM", "reason": "test", "timestamp": "2026-11-22T03:00:00.490+0000"},
               "previousState": {"value": "OK", "timestamp": "2026-11-22T02:00:00.000+0000"},
               "configuration": {"metrics": []}}}
            """.formatted(ARN);

    /** As EventBridge tells a target. */
    private static final String BUS = """
            {"version": "0", "id": "c4c1c1c9-6542-e61b-6ef0-8c4d36933a92", "account": "444455556666",
             "detail-type": "CloudWatch Alarm State Change", "source": "aws.cloudwatch",
             "time": "2026-11-22T03:00:00Z", "region": "us-east-1", "resources": ["%s"],
             "detail": {"alarmName": "shop silent",
               "state": {"value": "ALARM", "reason": "x", "timestamp": "2026-11-22T03:00:00.490+0000"},
               "previousState": {"value": "OK", "timestamp": "2026-11-22T02:00:00.000+0000"}}}
            """.formatted(ARN);

    /** As CloudWatch writes to a topic. */
    private static final String MESSAGE = """
            {"AlarmName": "shop silent", "AlarmDescription": null, "AWSAccountId": "444455556666",
             "NewStateValue": "ALARM", "NewStateReason": "x", "StateChangeTime": "2026-11-22T03:00:00.490+0000",
             "Region": "US East (N. Virginia)", "AlarmArn": "%s", "OldStateValue": "OK", "Trigger": {}}
            """.formatted(ARN);

    private static String json(Object tree) {
        return JsonMapper.shared().writeValueAsString(tree);
    }

    private static String toFunction(String... messages) {
        return json(Map.of(
                "Records",
                List.of(messages).stream()
                        .map(message -> Map.of("EventSource", "aws:sns", "Sns", Map.of("Message", message)))
                        .toList()));
    }

    private static List<Heard> read(String json) {
        return AlarmEvents.read(json, NOW);
    }

    @Test
    void allFormsTellTheSameEvent() {
        var told = new Heard.Told(EVENT);
        assertThat(read(ACTION)).containsExactly(told);
        assertThat(read(BUS)).containsExactly(told);
        assertThat(read(MESSAGE)).containsExactly(told);
        assertThat(read(toFunction(MESSAGE))).containsExactly(told);
        assertThat(read(toFunction(BUS))).containsExactly(told);
        assertThat(read(json(Map.of("Type", "Notification", "Message", MESSAGE))))
                .containsExactly(told);
    }

    @Test
    void saysWhatItCannotUseAndNeverThrows() {
        for (String wrong : List.of(
                "",
                "null",
                "7",
                "{",
                "[]",
                "{}",
                "{\"Records\": [{\"eventSource\": \"aws:s3\"}]}",
                toFunction("hello"),
                toFunction("{\"a\": 1}"),
                ACTION.replace("aws.cloudwatch", "aws.ec2"),
                ACTION.replace(":cloudwatch:", ":rds:"),
                ACTION.replace("\"value\": \"ALARM\"", "\"value\": \"LOUD\""),
                ACTION.replace("\"timestamp\": \"2026-11-22T03:00:00.490+0000\"", "\"timestamp\": \"soon\""),
                BUS.replace("CloudWatch Alarm State Change", "EC2 Instance State-change Notification"),
                BUS.replace(ARN, ""),
                MESSAGE.replace("\"StateChangeTime\"", "\"Time\""),
                "[".repeat(10_000),
                " ".repeat(2_000_000))) {
            assertThat(read(wrong))
                    .as(wrong.substring(0, Math.min(80, wrong.length())))
                    .singleElement()
                    .isInstanceOf(Heard.NotOurs.class);
        }
    }

    @Test
    void oneBadRecordDoesNotHideTheOthers() {
        assertThat(read(toFunction("hello", MESSAGE)))
                .satisfiesExactly(
                        first -> assertThat(first).isInstanceOf(Heard.NotOurs.class),
                        second -> assertThat(second).isEqualTo(new Heard.Told(EVENT)));
    }

    @Test
    void damagedEventsAreRefusedOrReadButNeverThrow() {
        for (int seed = 0; seed < 2_000; seed++) {
            var random = new Random(seed);
            var damaged = new StringBuilder(
                    List.of(ACTION, BUS, MESSAGE, toFunction(MESSAGE)).get(seed % 4));
            for (int hits = 0; hits <= random.nextInt(4); hits++) {
                int at = random.nextInt(damaged.length());
                switch (random.nextInt(3)) {
                    case 0 -> damaged.deleteCharAt(at);
                    case 1 -> damaged.insert(at, (char) (32 + random.nextInt(95)));
                    default -> damaged.setLength(at + 1);
                }
            }
            assertThat(read(damaged.toString())).as("seed %d", seed).isNotEmpty();
        }
    }
}

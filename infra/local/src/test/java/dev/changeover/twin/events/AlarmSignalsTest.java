package dev.changeover.twin.events;

import static org.assertj.core.api.Assertions.assertThat;

import dev.changeover.twin.events.SignalsWorld.Invoked;
import dev.changeover.twin.model.Alarm;
import dev.changeover.twin.sns.Mail;
import dev.changeover.twin.sns.Subscription.Protocol;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** From a metric to whoever has to hear of it, in virtual time. */
class AlarmSignalsTest {
    private static final String TRIGGER = SignalsWorld.function(SignalsWorld.EAST, "changeover-alarm");
    private final SignalsWorld world = new SignalsWorld();

    private void goodTimes() {
        for (int minute = 0; minute < 5; minute++) {
            world.minute(5);
        }
    }

    /** Two silent minutes of three; the look comes each second. */
    private void ordersFallAway() {
        world.minute(0);
        world.minute(0);
        world.pass(Duration.ofSeconds(2));
    }

    @Test
    void runsItsActionsOnceAtTheChangeAndNotAgain() {
        goodTimes();
        world.alarm("shop-silent", TRIGGER);
        ordersFallAway();
        world.pass(Duration.ofHours(1));
        assertThat(world.invoked).extracting(Invoked::type).containsExactly("Event");
        JsonNode told = world.invoked.getFirst().payload();
        assertThat(told.at("/source").asString()).isEqualTo("aws.cloudwatch");
        assertThat(told.at("/alarmArn").asString())
                .isEqualTo("arn:aws:cloudwatch:us-east-1:000000000000:alarm:shop-silent");
        assertThat(told.at("/alarmData/state/value").asString()).isEqualTo("ALARM");
        assertThat(told.at("/alarmData/state/timestamp").asString())
                .matches("2026-11-22T10:0\\d:\\d\\d\\.\\d{3}\\+0000");
        assertThat(told.at("/alarmData/previousState/value").asString()).isEqualTo("OK");
        assertThat(told.at("/alarmData/configuration/metrics/0/metricStat/metric/namespace")
                        .asString())
                .isEqualTo("Shop");
    }

    @Test
    void changesBackWhenTheMetricDoesAndMayChangeAgain() {
        goodTimes();
        world.alarm("shop-silent", TRIGGER);
        ordersFallAway();
        goodTimes();
        assertThat(world.cloudWatch.alarms(SignalsWorld.EAST).getFirst().state().value())
                .isEqualTo(Alarm.Value.OK);
        ordersFallAway();
        assertThat(world.invoked).hasSize(2);
        assertThat(world.invoked.get(0).payload().at("/alarmData/state/timestamp"))
                .isNotEqualTo(world.invoked.get(1).payload().at("/alarmData/state/timestamp"));
    }

    @Test
    void tellsATopicAndThroughItPeopleAndFunctions() {
        goodTimes();
        String topic = world.topics.create(SignalsWorld.EAST, "on-call", Map.of());
        world.topics.subscribe(SignalsWorld.EAST, topic, Protocol.EMAIL, "ann@example.com", false);
        world.topics.subscribe(SignalsWorld.EAST, topic, Protocol.LAMBDA, TRIGGER, false);
        world.alarm("shop-silent", topic);
        ordersFallAway();
        assertThat(world.topics.inbox()).extracting(Mail::to).containsExactly("ann@example.com");
        assertThat(world.topics.inbox().getFirst().subject()).contains("ALARM: \"shop-silent\" in us-east-1");
        JsonNode record = world.invoked.getFirst().payload().at("/Records/0");
        assertThat(record.at("/EventSource").asString()).isEqualTo("aws:sns");
        JsonNode message = SignalsWorld.read(record.at("/Sns/Message").asString());
        assertThat(message.at("/NewStateValue").asString()).isEqualTo("ALARM");
        assertThat(message.at("/AlarmArn").asString()).endsWith(":alarm:shop-silent");
        assertThat(message.at("/StateChangeTime").asString()).endsWith("+0000");
    }

    @Test
    void putsAnEventThatARuleCanChoose() {
        goodTimes();
        world.rule("raised", """
                {"source": ["aws.cloudwatch"], "detail-type": ["CloudWatch Alarm State Change"],
                 "detail": {"alarmName": [{"prefix": "shop-"}], "state": {"value": ["ALARM"]}}}
                """, TRIGGER);
        world.alarm("shop-silent");
        world.alarm("bank-silent");
        ordersFallAway();
        assertThat(world.invoked).hasSize(1);
        JsonNode event = world.invoked.getFirst().payload();
        assertThat(event.at("/region").asString()).isEqualTo("us-east-1");
        assertThat(event.at("/resources/0").asString()).endsWith(":alarm:shop-silent");
        assertThat(event.at("/detail/previousState/value").asString()).isEqualTo("OK");
    }

    @Test
    void aDarkRegionEvaluatesNothingAndTellsNothing() {
        goodTimes();
        world.alarm("shop-silent", TRIGGER);
        world.schedule("look", "rate(1 minute)", TRIGGER);
        world.minute(5);
        int before = world.invoked.size();
        world.regions.darken(SignalsWorld.EAST);
        world.pass(Duration.ofHours(1));
        assertThat(world.invoked).hasSize(before);
        assertThat(world.cloudWatch.alarms(SignalsWorld.EAST).getFirst().state().value())
                .isEqualTo(Alarm.Value.OK);
        world.regions.recover(SignalsWorld.EAST);
        world.pass(Duration.ofSeconds(59));
        assertThat(world.invoked).extracting(Invoked::type).hasSize(before + 1);
    }

    @Test
    void actionsThatAreSwitchedOffDoNotRun() {
        goodTimes();
        world.alarm("shop-silent", TRIGGER);
        Alarm.Definition on =
                world.cloudWatch.alarms(SignalsWorld.EAST).getFirst().definition();
        var off = new Alarm.Actions(
                false, on.actions().ok(), on.actions().alarm(), on.actions().insufficientData());
        world.cloudWatch.put(
                SignalsWorld.EAST, new Alarm.Definition(on.name(), on.description(), on.series(), on.rule(), off));
        ordersFallAway();
        assertThat(world.invoked).isEmpty();
    }
}

package dev.changeover.aws;

import static org.assertj.core.api.Assertions.assertThat;

import dev.changeover.core.model.AlarmArn;
import dev.changeover.core.port.AlarmView;
import dev.changeover.core.port.PortFailure.Code;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class AlarmAdapterTest extends OverTheWire {
    private static final AlarmArn EAST = alarm("us-east-1", "shop-silent");
    private static final AlarmArn WEST = alarm("us-west-2", "shop-errors");
    private static final AlarmArn BOTH = alarm("us-west-2", "shop-both");

    private static AlarmArn alarm(String region, String name) {
        return new AlarmArn("arn:aws:cloudwatch:" + region + ":123456789012:alarm:" + name);
    }

    private static String member(AlarmArn alarm, String value) {
        return "<member><AlarmName>" + alarm.name() + "</AlarmName><AlarmArn>" + alarm + "</AlarmArn><StateValue>"
                + value + "</StateValue><StateUpdatedTimestamp>2026-11-22T03:05:00Z</StateUpdatedTimestamp>"
                + "<StateTransitionedTimestamp>2026-11-22T03:00:00.250Z</StateTransitionedTimestamp></member>";
    }

    private static FarSide.Reaction alarms(String metric, String composite) {
        return new FarSide.Reaction.Reply(
                200,
                "text/xml",
                "<DescribeAlarmsResponse><DescribeAlarmsResult><MetricAlarms>" + metric
                        + "</MetricAlarms><CompositeAlarms>" + composite
                        + "</CompositeAlarms></DescribeAlarmsResult></DescribeAlarmsResponse>");
    }

    @Test
    void asksEachRegionOnceAndAnswersInTheOrderOfAsking() {
        farSide(request -> request.signedFor().equals("us-east-1")
                ? alarms(member(EAST, "OK"), "")
                : alarms(member(WEST, "ALARM"), member(BOTH, "INSUFFICIENT_DATA")));
        List<AlarmView> seen = world.alarms().states(List.of(WEST, EAST, BOTH));
        assertThat(seen).extracting(AlarmView::alarm).containsExactly(WEST, EAST, BOTH);
        assertThat(seen)
                .extracting("value")
                .containsExactly(AlarmView.Value.ALARM, AlarmView.Value.OK, AlarmView.Value.INSUFFICIENT_DATA);
        assertThat(seen).extracting("since").containsOnly(Instant.parse("2026-11-22T03:00:00.250Z"));
        assertThat(far.calls()).containsExactly("DescribeAlarms", "DescribeAlarms");
    }

    @Test
    void anAlarmThatIsGoneOrInADarkRegionCannotBeRead() {
        farSide(request -> request.signedFor().equals("us-east-1")
                ? new FarSide.Reaction.Silence()
                : alarms(member(WEST, "ALARM"), ""));
        List<AlarmView> seen = world.alarms().states(List.of(EAST, WEST, BOTH));
        assertThat(seen.get(0)).extracting("why.code").isEqualTo(Code.UNREACHABLE);
        assertThat(seen.get(1)).extracting("value").isEqualTo(AlarmView.Value.ALARM);
        assertThat(seen.get(2)).extracting("why.code").isEqualTo(Code.NOT_FOUND);
    }
}

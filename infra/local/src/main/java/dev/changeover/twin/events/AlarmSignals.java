package dev.changeover.twin.events;

import dev.changeover.core.model.Region;
import dev.changeover.twin.model.Alarm;
import dev.changeover.twin.model.CloudWatch;
import dev.changeover.twin.model.Regions;
import dev.changeover.twin.model.Timeline;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.json.JsonMapper;

/**
 * What follows when an alarm changes: its actions for the new state, once, and an event on the default bus. Actions run
 * on a change only; an alarm that stays in ALARM runs none.
 */
public final class AlarmSignals implements CloudWatch.AlarmWatcher {
    private final Timeline timeline;
    private final Regions regions;
    private final Buses buses;
    private final Targets targets;

    /** Watches from now on. */
    public static AlarmSignals over(Timeline timeline, CloudWatch cloudWatch, Signals signals) {
        var watching = new AlarmSignals(timeline, signals);
        cloudWatch.watch(watching);
        return watching;
    }

    private AlarmSignals(Timeline timeline, Signals signals) {
        this.timeline = timeline;
        this.regions = signals.regions();
        this.buses = signals.buses();
        this.targets = signals.targets();
    }

    /** After the call that changed the alarm, and not at all if its Region went dark with it. */
    @Override
    public void changed(Alarm alarm, Alarm.State before) {
        timeline.after(Duration.ZERO, () -> {
            if (!regions.dark(alarm.region())) {
                signal(new AlarmChange(alarm, before));
            }
        });
    }

    private void signal(AlarmChange change) {
        Alarm alarm = change.alarm();
        Region region = alarm.region();
        buses.put(
                region,
                Buses.DEFAULT,
                BusEvent.of("aws.cloudwatch", "CloudWatch Alarm State Change", List.of(alarm.arn()), change.detail()));
        if (!alarm.definition().actions().enabled()) {
            return;
        }
        for (String action : actions(alarm)) {
            boolean topic = Targets.topic(action);
            var message = topic ? change.message() : change.invocation();
            targets.tell(
                    region,
                    action,
                    JsonMapper.shared().writeValueAsString(message),
                    topic ? Optional.of(change.subject()) : Optional.empty());
        }
    }

    private static List<String> actions(Alarm alarm) {
        Alarm.Actions actions = alarm.definition().actions();
        return switch (alarm.state().value()) {
            case OK -> actions.ok();
            case ALARM -> actions.alarm();
            case INSUFFICIENT_DATA -> actions.insufficientData();
        };
    }
}

package dev.changeover.core.guard;

import dev.changeover.core.model.Actor;
import dev.changeover.core.model.ApplicationPlan;
import dev.changeover.core.model.Region;
import dev.changeover.core.port.AlarmView;
import dev.changeover.core.port.DatabaseView;
import dev.changeover.core.port.LagView;
import java.util.List;
import java.util.Optional;

/** Who wants to start a changeover. */
public sealed interface Start {
    /** A person. */
    record Manual(Actor by) implements Start {}

    /** A drill, whoever or whatever began it. */
    record Drill(Actor by) implements Start {}

    /** An alarm, with what was seen when its event came. */
    record Alarm(ApplicationPlan plan, AlarmEvent event, Sight sight) implements Start {}

    /**
     * What an alarm's start is judged by.
     *
     * @param arming empty when it could not be read
     * @param alarms every alarm the plan names
     * @param active where the application is now
     * @param heard whether this event has already started its changeover
     */
    record Sight(
            Optional<Switch> arming,
            List<AlarmView> alarms,
            LagView lag,
            DatabaseView database,
            Region active,
            boolean heard) {
        public Sight {
            alarms = List.copyOf(alarms);
        }
    }
}

package dev.changeover.core.port;

import dev.changeover.core.model.AlarmArn;
import java.util.List;

/** What CloudWatch alarms say now. */
public interface AlarmPort {
    /** Reads once, each alarm in its own Region; the views come in the order of {@code alarms}. */
    List<AlarmView> states(List<AlarmArn> alarms);
}

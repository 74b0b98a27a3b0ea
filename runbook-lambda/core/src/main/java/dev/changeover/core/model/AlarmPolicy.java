package dev.changeover.core.model;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * What the application's owners let alarms do. An application without one is never moved by an alarm; one that has one
 * still is not until a person arms it.
 *
 * @param alarms the alarms that are listened to
 * @param quorum how many of them must be in ALARM at once
 * @param sustained for how long they must have been
 * @param eventAgeMax how long after the alarm changed its event may still arrive; queues deliver hours late
 * @param recoveryPeriod for how long after a changeover no alarm starts another, unless a person acknowledged the first
 * @param lossMax the most data, as time, that an ungraceful changeover may lose when no person was asked
 * @param modes what an alarm may start; with both, graceful while the active Region's database answers
 */
public record AlarmPolicy(
        List<AlarmArn> alarms,
        int quorum,
        Duration sustained,
        Duration eventAgeMax,
        Duration recoveryPeriod,
        Duration lossMax,
        Set<Mode> modes) {
    /** Long enough for three evaluations of a one-minute alarm, so that one bad minute moves nothing. */
    public static final Duration SUSTAINED_DEFAULT = Duration.ofMinutes(3);

    /** Lambda's two retries come after one and two more minutes (Lambda developer guide, read 2026-11-22). */
    public static final Duration EVENT_AGE_DEFAULT = Duration.ofMinutes(5);

    /** Ours: time for people to come and look before machines move the application again. */
    public static final Duration RECOVERY_PERIOD_DEFAULT = Duration.ofHours(6);

    /** CloudWatch alarms in one policy at most: DescribeAlarms takes 100 names (CloudWatch API reference, 2026). */
    public static final int ALARMS_MAX = 100;

    public AlarmPolicy {
        alarms = List.copyOf(alarms);
        modes = Set.copyOf(modes);
        if (alarms.isEmpty() || alarms.size() > ALARMS_MAX || new HashSet<>(alarms).size() != alarms.size()) {
            throw new IllegalArgumentException("name 1 to " + ALARMS_MAX + " alarms, each once");
        }
        if (quorum < 1 || quorum > alarms.size()) {
            throw new IllegalArgumentException(
                    "the quorum must be 1 to " + alarms.size() + ", the number of alarms, not " + quorum);
        }
        if (sustained.isNegative()
                || !eventAgeMax.isPositive()
                || recoveryPeriod.isNegative()
                || lossMax.isNegative()) {
            throw new IllegalArgumentException("durations must not be below zero, and the event's age above it");
        }
        if (modes.isEmpty()) {
            throw new IllegalArgumentException("name at least one mode that an alarm may start");
        }
    }
}

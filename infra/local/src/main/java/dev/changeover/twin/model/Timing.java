package dev.changeover.twin.model;

import java.time.Duration;

/**
 * How long AWS takes between states. The data plane's own work comes on top; so with real databases, {@link #local}
 * shows every state for a moment and costs little.
 *
 * @param creation from a cluster's or instance's request to {@code available}
 * @param deletion from the request to delete to its end
 * @param pending how long an accepted move stays {@code pending}
 * @param lead from the move's start to the data plane's
 * @param settling from the flip of the writer to {@code available}
 * @param rejoinCheck how often a former writer is looked at while it rejoins
 * @param metrics between two points of the replication lag in CloudWatch
 * @param alarms between two evaluations of an alarm
 */
public record Timing(
        Duration creation,
        Duration deletion,
        Duration pending,
        Duration lead,
        Duration settling,
        Duration rejoinCheck,
        Duration metrics,
        Duration alarms) {
    public Timing {
        if (!rejoinCheck.isPositive() || !metrics.isPositive() || !alarms.isPositive()) {
            throw new IllegalArgumentException("what repeats must have a period above zero");
        }
    }

    /** For tests of rules: no state lasts. What repeats does so each second of the timeline. */
    public static Timing instant() {
        Duration second = Duration.ofSeconds(1);
        return new Timing(
                Duration.ZERO, Duration.ZERO, Duration.ZERO, Duration.ZERO, Duration.ZERO, second, second, second);
    }

    /** For one machine: every state can be seen, none is waited for. The figures are choices, not measurements. */
    public static Timing local() {
        return new Timing(
                Duration.ofMillis(50), // creation: a real server takes 0.1 to 5 s anyway
                Duration.ofMillis(50),
                Duration.ofMillis(50), // pending
                Duration.ofMillis(50), // lead
                Duration.ofMillis(100), // settling
                Duration.ofMillis(100), // rejoinCheck: a rejoin takes 0.1 to 0.5 s
                Duration.ofSeconds(1), // metrics: CloudWatch's shortest period
                Duration.ofSeconds(1)); // alarms
    }

    /** Like AWS, as far as AWS says; where it does not, an order of magnitude to practise with, marked as a choice. */
    public static Timing aws() {
        return new Timing(
                Duration.ofMinutes(6), // creation: choice; AWS names no figure
                Duration.ofMinutes(4), // deletion: choice
                Duration.ofSeconds(5), // pending: choice
                Duration.ofSeconds(30), // lead: choice, such that a failover promotes "in less than one minute"
                // (whitepaper "Disaster Recovery of Workloads on AWS", read 2026-11-21)
                Duration.ofSeconds(90), // settling: choice; "typically within a few minutes" in all (Aurora user guide)
                Duration.ofSeconds(30), // rejoinCheck: choice
                Duration.ofMinutes(1), // metrics: Aurora sends each minute (Aurora user guide, read 2026-11-21)
                Duration.ofMinutes(1)); // alarms: evaluated once a minute (CloudWatch user guide, read 2026-11-21)
    }
}

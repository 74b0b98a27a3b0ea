package dev.changeover.plan;

import java.time.Duration;

/** The shortest and the longest a duration may be, both included. */
record Bounds(Duration shortest, Duration longest) {
    boolean include(Duration duration) {
        return duration.compareTo(shortest) >= 0 && duration.compareTo(longest) <= 0;
    }

    @Override
    public String toString() {
        return Durations.show(shortest) + " to " + Durations.show(longest);
    }
}

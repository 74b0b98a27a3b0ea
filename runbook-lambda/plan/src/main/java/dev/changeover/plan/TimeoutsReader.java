package dev.changeover.plan;

import dev.changeover.core.model.Timeouts;
import dev.changeover.core.step.StepName;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Reads how long to wait for whom; what is not written is core's default. */
record TimeoutsReader(Section section) {
    /** Farthest pair of AWS Regions: about 0.3 s a round trip; ten seconds is a dark Region, not a slow one. */
    static final Bounds CONNECT = new Bounds(Duration.ofMillis(50), Duration.ofSeconds(10));

    /** The AWS SDK's own attempts rarely last a minute; a longer wait would outlast most objectives. */
    static final Bounds CALL = new Bounds(Duration.ofMillis(100), Duration.ofMinutes(1));

    /** A step needs time for one look; nobody waits longer than a week for a person. */
    static final Bounds STEP = new Bounds(Duration.ofSeconds(1), Duration.ofDays(7));

    Optional<Timeouts> read() {
        Duration connect = section.optional("connect")
                .flatMap(value -> value.duration(CONNECT))
                .orElse(Timeouts.CONNECT_DEFAULT);
        Duration call =
                section.optional("call").flatMap(value -> value.duration(CALL)).orElse(Timeouts.CALL_DEFAULT);
        Map<String, Duration> steps = section.optionalSection("steps", Part.STEPS)
                .map(TimeoutsReader::steps)
                .orElse(Map.of());
        return call.compareTo(connect) < 0 ? tooShort(connect, call) : Optional.of(new Timeouts(connect, call, steps));
    }

    private Optional<Timeouts> tooShort(Duration connect, Duration call) {
        Optional<Value> written = section.optional("call").or(() -> section.optional("connect"));
        return written.flatMap(value -> value.fault(
                "a call (" + Durations.show(call) + ") may not be shorter than its connecting ("
                        + Durations.show(connect) + ")",
                "raise call or lower connect"));
    }

    private static Map<String, Duration> steps(Section section) {
        Map<String, Duration> deadlines = new LinkedHashMap<>();
        for (StepName step : StepName.values()) {
            section.optional(step.toString())
                    .flatMap(value -> value.duration(STEP))
                    .ifPresent(deadline -> deadlines.put(step.toString(), deadline));
        }
        return deadlines;
    }
}

package dev.changeover.twin.model;

import java.time.Instant;

/** One or more samples of a metric at one time, as CloudWatch keeps them. */
public record MetricPoint(Instant at, double count, double sum, double minimum, double maximum) {
    public static MetricPoint of(Instant at, double value) {
        return new MetricPoint(at, 1, value, value, value);
    }

    /** Both together, at the time of this one. */
    public MetricPoint plus(MetricPoint other) {
        return new MetricPoint(
                at,
                count + other.count,
                sum + other.sum,
                Math.min(minimum, other.minimum),
                Math.max(maximum, other.maximum));
    }
}

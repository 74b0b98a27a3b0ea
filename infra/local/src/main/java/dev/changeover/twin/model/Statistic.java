package dev.changeover.twin.model;

import java.util.Arrays;
import java.util.Optional;

/** What one number says of many samples. */
public enum Statistic {
    AVERAGE("Average"),
    MAXIMUM("Maximum"),
    MINIMUM("Minimum"),
    SUM("Sum"),
    SAMPLE_COUNT("SampleCount");

    private final String word;

    Statistic(String word) {
        this.word = word;
    }

    /** By AWS's word for it; empty for those the twin does not compute, such as percentiles. */
    public static Optional<Statistic> named(String word) {
        return Arrays.stream(values())
                .filter(statistic -> statistic.word.equals(word))
                .findFirst();
    }

    public double of(MetricPoint point) {
        return switch (this) {
            case AVERAGE -> point.sum() / point.count();
            case MAXIMUM -> point.maximum();
            case MINIMUM -> point.minimum();
            case SUM -> point.sum();
            case SAMPLE_COUNT -> point.count();
        };
    }

    @Override
    public String toString() {
        return word;
    }
}

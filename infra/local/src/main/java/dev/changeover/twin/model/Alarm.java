package dev.changeover.twin.model;

import dev.changeover.core.model.Region;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** A metric alarm: what it watches, and what it says. */
public record Alarm(Region region, Definition definition, State state, Instant configuredAt) {
    /** How a value is held against the threshold. */
    public enum Comparison {
        GREATER_OR_EQUAL("GreaterThanOrEqualToThreshold"),
        GREATER("GreaterThanThreshold"),
        LESS("LessThanThreshold"),
        LESS_OR_EQUAL("LessThanOrEqualToThreshold");

        private final String word;

        Comparison(String word) {
            this.word = word;
        }

        /** Empty for those that need anomaly detection, which the twin has not. */
        public static Optional<Comparison> named(String word) {
            return Arrays.stream(values()).filter(one -> one.word.equals(word)).findFirst();
        }

        boolean breached(double value, double threshold) {
            return switch (this) {
                case GREATER_OR_EQUAL -> value >= threshold;
                case GREATER -> value > threshold;
                case LESS -> value < threshold;
                case LESS_OR_EQUAL -> value <= threshold;
            };
        }

        @Override
        public String toString() {
            return word;
        }
    }

    /** What a period without data counts for. */
    public enum MissingData {
        MISSING("missing"),
        BREACHING("breaching"),
        NOT_BREACHING("notBreaching"),
        IGNORE("ignore");

        private final String word;

        MissingData(String word) {
            this.word = word;
        }

        public static Optional<MissingData> named(String word) {
            return Arrays.stream(values()).filter(one -> one.word.equals(word)).findFirst();
        }

        @Override
        public String toString() {
            return word;
        }
    }

    /** Named as AWS names them on the wire. */
    public enum Value {
        OK,
        ALARM,
        INSUFFICIENT_DATA
    }

    public record State(Value value, String reason, Instant since) {}

    /** One number a period: the metric and how it is condensed. */
    public record Series(Metric metric, Statistic statistic, Duration period) {}

    /** {@code datapoints} of the last {@code periods} must breach. */
    public record Rule(int periods, int datapoints, double threshold, Comparison comparison, MissingData missing) {}

    /** What an alarm calls when it changes, by ARN. The model calls nothing itself; whoever watches the alarms does. */
    public record Actions(boolean enabled, List<String> ok, List<String> alarm, List<String> insufficientData) {}

    public record Definition(String name, Optional<String> description, Series series, Rule rule, Actions actions) {}

    public String arn() {
        return Account.arn("cloudwatch", region, "alarm:" + definition.name());
    }

    Alarm saying(State other) {
        return new Alarm(region, definition, other, configuredAt);
    }
}

package dev.changeover.twin.routing;

import java.time.Duration;
import java.util.List;
import java.util.function.Function;

/** A condition on routing controls that an update of their states must keep. */
public sealed interface SafetyRule {
    /** AWS page "Safety rules", read 2026. */
    Duration WAIT_DEFAULT = Duration.ofSeconds(5);

    Terms terms();

    /** The controls whose update the rule judges, and which rest for the wait period after a change. */
    List<String> guarded();

    /** The controls whose states the rule counts. */
    List<String> counted();

    /** What both kinds of rule have; {@code rest} is the wait period. */
    record Terms(String arn, String panelArn, String name, Condition condition, Duration rest) {
        Terms withArn(String given) {
            return new Terms(given, panelArn, name, condition, rest);
        }
    }

    /** Must hold once the update is done. */
    record Assertion(Terms terms, List<String> counted) implements SafetyRule {
        @Override
        public List<String> guarded() {
            return counted;
        }
    }

    /** Must hold before the update begins: the gate is opened first, by a call of its own. */
    record Gating(Terms terms, List<String> counted, List<String> guarded) implements SafetyRule {}

    enum Type {
        ATLEAST,
        AND,
        OR
    }

    /** {@code threshold} counts for ATLEAST only. */
    record Condition(Type type, int threshold, boolean inverted) {
        public static Condition atLeast(int threshold) {
            return new Condition(Type.ATLEAST, threshold, false);
        }

        boolean holds(List<String> controls, Function<String, RoutingState> states) {
            long on = controls.stream()
                    .filter(control -> states.apply(control) == RoutingState.On)
                    .count();
            boolean met = switch (type) {
                case ATLEAST -> on >= threshold;
                case AND -> on == controls.size();
                case OR -> on > 0;
            };
            return met != inverted;
        }
    }

    default SafetyRule withArn(String arn) {
        return switch (this) {
            case Assertion(var terms, var counted) -> new Assertion(terms.withArn(arn), counted);
            case Gating(var terms, var counted, var guarded) -> new Gating(terms.withArn(arn), counted, guarded);
        };
    }
}

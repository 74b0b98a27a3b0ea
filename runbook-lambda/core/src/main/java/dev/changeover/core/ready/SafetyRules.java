package dev.changeover.core.ready;

import java.util.List;
import java.util.Set;

/**
 * The safety rules of the control panel, and the controls that are On.
 *
 * @param on ARNs of all the panel's controls that are On: a rule may count controls that are none of this plan's
 */
public record SafetyRules(List<Rule> rules, Set<String> on) {
    public SafetyRules {
        rules = List.copyOf(rules);
        on = Set.copyOf(on);
    }

    /**
     * One rule.
     *
     * @param gating whether it must hold before the change; an assertion must hold after it
     * @param counted the controls whose states it counts
     * @param guarded the controls whose change it judges
     */
    public record Rule(String arn, String name, boolean gating, List<String> counted, List<String> guarded, Norm norm) {
        public Rule {
            counted = List.copyOf(counted);
            guarded = List.copyOf(guarded);
        }

        boolean holds(Set<String> on) {
            long count = counted.stream().filter(on::contains).count();
            boolean met = switch (norm.type()) {
                case ATLEAST -> count >= norm.threshold();
                case AND -> count == counted.size();
                case OR -> count > 0;
            };
            return met != norm.inverted();
        }
    }

    /** How many of the counted controls must be On; {@code threshold} counts for ATLEAST only. */
    public record Norm(Type type, int threshold, boolean inverted) {}

    /** ARC's own words. */
    public enum Type {
        ATLEAST,
        AND,
        OR
    }
}

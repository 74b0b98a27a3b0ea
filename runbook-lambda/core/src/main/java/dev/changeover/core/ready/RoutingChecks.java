package dev.changeover.core.ready;

import dev.changeover.core.model.Region;
import dev.changeover.core.model.Site;
import dev.changeover.core.port.PortFailure;
import dev.changeover.core.ready.Checked.Gathering;
import dev.changeover.core.ready.ReadinessFinding.Code;
import dev.changeover.core.step.PreflightRule;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** The routing controls: who answers, what they say, and whether the rules would let them move. */
final class RoutingChecks {
    private RoutingChecks() {}

    static List<Checked> of(Survey seen) {
        return List.of(endpoints(seen), states(seen), rules(seen));
    }

    private static Checked endpoints(Survey seen) {
        var endpoints = new Gathering(Check.ROUTING_ENDPOINTS);
        Set<Region> answering = new TreeSet<>();
        seen.endpoints().forEach((region, glance) -> {
            switch (glance) {
                case Glance.Seen<List<Region>> _ -> answering.add(region);
                case Glance.Unreadable<List<Region>>(var why, var at) ->
                    endpoints.found(Code.ROUTING_ENDPOINT_SILENT, region + ": " + why, at);
            }
        });
        String words = answering.size() + " of " + seen.endpoints().size() + " answer: " + answering;
        if (answering.size() < PreflightRule.ROUTING_QUORUM) {
            endpoints.found(Code.ROUTING_QUORUM_LOST, words, seen.begunAt());
        } else {
            endpoints.saw(words, seen.begunAt());
        }
        return endpoints.done();
    }

    private static Checked states(Survey seen) {
        Set<List<Region>> said = new HashSet<>();
        Instant at = Instant.MAX;
        for (Glance<List<Region>> glance : seen.endpoints().values()) {
            if (glance instanceof Glance.Seen<List<Region>>(var on, var seenAt)) {
                said.add(on);
                at = seenAt.isBefore(at) ? seenAt : at;
            }
        }
        return said.isEmpty() ? unread(seen) : compared(seen, said, at);
    }

    private static Checked unread(Survey seen) {
        var states = new Gathering(Check.ROUTING_STATES);
        return states.unreadable(
                        new PortFailure(PortFailure.Code.UNREACHABLE, "no ARC endpoint answers"), seen.begunAt())
                .done();
    }

    private static Checked compared(Survey seen, Set<List<Region>> said, Instant at) {
        var states = new Gathering(Check.ROUTING_STATES);
        if (said.size() > 1) {
            return states.found(Code.ROUTING_ENDPOINTS_DISAGREE, "they say On: " + said, at)
                    .done();
        }
        List<Region> on = said.iterator().next();
        seen.ofStandby(states, (active, _) -> {
            String words = "On: " + on + ", writer in " + active.region();
            if (on.equals(List.of(active.region()))) {
                states.saw(words, at);
            } else {
                states.found(Code.ROUTING_DRIFTED, words, at);
            }
        });
        return states.done();
    }

    private static Checked rules(Survey seen) {
        var rules = new Gathering(Check.SAFETY_RULES);
        seen.ofStandby(
                rules,
                (active, standby) -> seen.rules()
                        .judge(rules, (found, at) -> permitted(found, at, new Shift(active, standby), rules)));
        return rules.done();
    }

    /** The move a changeover would make now. */
    private record Shift(Site from, Site to) {
        /** The controls that are On once both are set. */
        Set<String> after(Set<String> on) {
            Set<String> after = new HashSet<>(on);
            after.remove(from.control().value());
            after.add(to.control().value());
            return after;
        }

        boolean changes(SafetyRules.Rule rule) {
            return rule.guarded().contains(from.control().value())
                    || rule.guarded().contains(to.control().value());
        }
    }

    private static void permitted(SafetyRules found, Instant at, Shift shift, Gathering rules) {
        for (SafetyRules.Rule rule : found.rules()) {
            boolean holds = rule.holds(rule.gating() ? found.on() : shift.after(found.on()));
            if (shift.changes(rule) && !holds) {
                rules.found(
                        Code.SAFETY_RULE_FORBIDS,
                        (rule.gating() ? "gating" : "assertion") + " rule " + rule.name() + " (" + rule.arn()
                                + ") forbids the shift to " + shift.to().region(),
                        at);
            }
        }
        rules.saw(
                found.rules().size() + " rules held against the shift to "
                        + shift.to().region(),
                at);
    }
}

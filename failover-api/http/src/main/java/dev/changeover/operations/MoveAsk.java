package dev.changeover.operations;

import dev.changeover.core.model.Actor;
import dev.changeover.core.model.ApplicationPlan;
import dev.changeover.core.model.ChangeoverId;
import dev.changeover.core.model.ChangeoverRequest;
import dev.changeover.core.model.Direction;
import dev.changeover.core.model.Mode;
import dev.changeover.core.model.Region;
import dev.changeover.core.model.SafetyRuleArn;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The move somebody has in mind.
 *
 * @param acceptedLoss only with an ungraceful one
 */
public record MoveAsk(
        Direction direction,
        Mode mode,
        Optional<Duration> acceptedLoss,
        Set<String> acknowledged,
        List<SafetyRuleArn> overriddenRules) {
    public MoveAsk {
        acknowledged = Set.copyOf(acknowledged);
        overriddenRules = List.copyOf(overriddenRules);
    }

    ChangeoverRequest request(ApplicationPlan plan, ChangeoverId id, Actor by) {
        Region to = direction == Direction.FAILOVER
                ? plan.secondary().region()
                : plan.primary().region();
        return new ChangeoverRequest(
                id, plan.other(to).region(), to, mode, by, acceptedLoss, acknowledged, overriddenRules);
    }
}

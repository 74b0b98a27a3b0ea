package dev.changeover.core.model;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What a person asked for.
 *
 * @param acceptedLoss the most data, as time, that may be lost; only an ungraceful changeover has one
 * @param acknowledged the codes of blocking findings the person goes on in spite of
 * @param overriddenRules the safety rules the person asked by name to override
 */
public record ChangeoverRequest(
        ChangeoverId id,
        Region from,
        Region to,
        Mode mode,
        Actor by,
        Optional<Duration> acceptedLoss,
        Set<String> acknowledged,
        List<SafetyRuleArn> overriddenRules) {
    public ChangeoverRequest {
        if (from.equals(to)) {
            throw new IllegalArgumentException("a changeover must change Region, both are " + to);
        }
        if (mode == Mode.GRACEFUL && acceptedLoss.isPresent()) {
            throw new IllegalArgumentException("a graceful changeover loses nothing, so it accepts no loss");
        }
        acknowledged = Set.copyOf(acknowledged);
        overriddenRules = List.copyOf(overriddenRules);
    }
}

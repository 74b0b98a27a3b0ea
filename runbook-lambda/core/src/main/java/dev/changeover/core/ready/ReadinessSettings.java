package dev.changeover.core.ready;

import java.time.Duration;
import java.util.List;

/**
 * What readiness is told beyond the plan.
 *
 * @param artefacts what must be deployed alike in both Regions
 * @param undrivenAfter how long a live changeover may go without a driver before somebody is told; default 2 min
 */
public record ReadinessSettings(List<Artefact> artefacts, Duration undrivenAfter) {
    /** Two and a half leases at the default bounds (46 s): a driver that is only slow has renewed by then. */
    public static final Duration UNDRIVEN_AFTER_DEFAULT = Duration.ofMinutes(2);

    public ReadinessSettings {
        artefacts = List.copyOf(artefacts);
        if (!undrivenAfter.isPositive()) {
            throw new IllegalArgumentException("undriven-after must be above zero");
        }
    }

    public static ReadinessSettings defaults() {
        return new ReadinessSettings(List.of(), UNDRIVEN_AFTER_DEFAULT);
    }
}

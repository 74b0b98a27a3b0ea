package dev.changeover.twin.ssm;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Where a runner is in its document: all that a new one needs to go on.
 *
 * @param open the steps under way by their place among the runs, the outermost first
 * @param waiting the step an interactive execution waits before
 * @param next the step that is about to begin, or to be tried again
 * @param spoilt how the execution will end for a step that failed
 * @param cancelBy when a cancellation's own steps must have ended
 */
record Standing(
        List<Integer> open,
        Optional<String> waiting,
        Optional<Next> next,
        Optional<Spoilt> spoilt,
        Optional<Instant> cancelBy,
        boolean completing) {
    static final Standing BEFORE =
            new Standing(List.of(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), false);

    record Next(String step, boolean again) {}

    record Spoilt(AutomationStatus status, String message) {}
}

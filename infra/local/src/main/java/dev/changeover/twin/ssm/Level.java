package dev.changeover.twin.ssm;

import java.util.List;
import java.util.Optional;

/** The document's steps, or those of a loop within it; {@code open} is the attempt under way among them. */
final class Level {
    final List<RunbookStep> steps;
    final Optional<Level> outer;
    final Optional<Loop> loop;
    Optional<Attempt> open = Optional.empty();

    Level(List<RunbookStep> steps, Optional<Level> outer, Optional<Loop> loop) {
        this.steps = steps;
        this.outer = outer;
        this.loop = loop;
    }

    Optional<RunbookStep> named(String name) {
        return steps.stream().filter(step -> step.name().equals(name)).findFirst();
    }

    Optional<RunbookStep> following(RunbookStep step) {
        int next = steps.indexOf(step) + 1;
        return next < steps.size() ? Optional.of(steps.get(next)) : Optional.empty();
    }
}

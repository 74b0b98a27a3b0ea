package dev.changeover.twin.ssm;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** An Automation document of schema 0.3, read and found sound. */
record Runbook(
        Optional<String> description,
        Map<String, ParameterRule> parameters,
        Map<String, Object> variables,
        List<RunbookStep> steps,
        List<String> outputs) {

    Stream<RunbookStep> allSteps() {
        return steps.stream().flatMap(RunbookStep::all);
    }

    Optional<RunbookStep> step(String name) {
        return allSteps().filter(step -> step.name().equals(name)).findFirst();
    }
}

package dev.changeover.twin.ssm;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** One step of a document. {@code nested} are the steps of a loop. */
record RunbookStep(
        String name,
        ActionKind action,
        Map<String, Object> inputs,
        Flow flow,
        Limits limits,
        List<OutputRule> outputs,
        List<RunbookStep> nested) {

    /** Where the execution goes after the step. */
    record Flow(Optional<String> nextStep, boolean end, boolean critical, Route onFailure, Route onCancel) {}

    /** {@code timeout} is for one attempt; without one the step may take as long as it likes. */
    record Limits(int maxAttempts, Optional<Duration> timeout) {}

    /** A value taken from the action's answer. */
    record OutputRule(String name, String selector, String type) {}

    /** What follows when the step fails or is cancelled. */
    sealed interface Route {
        record Abort() implements Route {}

        record Continue() implements Route {}

        record To(String step) implements Route {}
    }

    /** The step and, after it, those within it. */
    Stream<RunbookStep> all() {
        return Stream.concat(Stream.of(this), nested.stream().flatMap(RunbookStep::all));
    }

    boolean gives(String output) {
        return action.outputs.contains(output)
                || outputs.stream().anyMatch(rule -> rule.name().equals(output));
    }
}

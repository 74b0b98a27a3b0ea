package dev.changeover.twin.ssm;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** One step of an execution as it stood when it was looked at. */
public record StepView(
        String id,
        String step,
        String action,
        AutomationStatus status,
        Optional<Instant> started,
        Optional<Instant> ended,
        Map<String, String> inputs,
        Map<String, List<String>> outputs,
        Optional<Failure> failure,
        Plan plan,
        Optional<Parent> parent) {
    /** {@code attempts} is how often it was tried. */
    public record Failure(String type, String message, int attempts) {}

    /** What the document says of the step. */
    public record Plan(
            int maxAttempts,
            Optional<Duration> timeout,
            String onFailure,
            boolean critical,
            boolean end,
            Optional<String> nextStep) {}

    /** The loop it is in. */
    public record Parent(
            String stepExecutionId, String step, String action, int iteration, Optional<String> iteratorValue) {}

    static StepView of(StepRun run) {
        var inputs = new LinkedHashMap<String, String>();
        run.inputs.forEach((name, value) -> inputs.put(name, Tree.text(value)));
        return new StepView(
                run.id,
                run.step.name(),
                run.step.action().wireName,
                run.status,
                Optional.of(run.started),
                run.ended,
                inputs,
                ExecutionView.texts(run.outputs),
                run.failure.map(why -> new Failure(why.type(), why.message(), run.attempts)),
                plan(run.step),
                run.turn.map(StepView::parent));
    }

    private static Parent parent(StepRun.Turn turn) {
        return new Parent(
                turn.loop().id,
                turn.loop().step.name(),
                turn.loop().step.action().wireName,
                turn.iteration(),
                turn.iterator().map(Tree::text));
    }

    static StepView pending(String execution, RunbookStep step) {
        String id = UUID.nameUUIDFromBytes((execution + "/" + step.name()).getBytes(StandardCharsets.UTF_8))
                .toString();
        return new StepView(
                id,
                step.name(),
                step.action().wireName,
                AutomationStatus.Pending,
                Optional.empty(),
                Optional.empty(),
                Map.of(),
                Map.of(),
                Optional.empty(),
                plan(step),
                Optional.empty());
    }

    private static Plan plan(RunbookStep step) {
        String onFailure = switch (step.flow().onFailure()) {
            case RunbookStep.Route.Abort _ -> "Abort";
            case RunbookStep.Route.Continue _ -> "Continue";
            case RunbookStep.Route.To(var name) -> "step:" + name;
        };
        return new Plan(
                step.limits().maxAttempts(),
                step.limits().timeout(),
                onFailure,
                step.flow().critical(),
                step.flow().end(),
                step.flow().nextStep());
    }
}

package dev.changeover.twin.ssm;

import dev.changeover.core.model.Region;
import java.time.Instant;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** An execution as it stood when it was looked at. Steps that have not begun are last, and Pending. */
public record ExecutionView(
        String id,
        Region region,
        StartRequest request,
        DocumentVersion document,
        AutomationStatus status,
        Instant started,
        Optional<Instant> ended,
        Optional<String> failure,
        Map<String, List<String>> parameters,
        Map<String, List<String>> variables,
        Map<String, List<String>> outputs,
        Optional<StepView> current,
        List<StepView> steps) {

    static ExecutionView of(Execution execution) {
        Runbook runbook = execution.document.runbook();
        Set<String> begun = new HashSet<>();
        execution.runs.forEach(run -> begun.add(run.step.name()));
        List<StepView> steps = Stream.concat(
                        execution.runs.stream().map(StepView::of),
                        runbook.steps().stream()
                                .filter(step -> !begun.contains(step.name()))
                                .map(step -> StepView.pending(execution.id, step)))
                .toList();
        return new ExecutionView(
                execution.id,
                execution.region,
                execution.request,
                execution.document.version(),
                execution.status,
                execution.started,
                execution.ended,
                execution.failure,
                texts(execution.parameters),
                texts(execution.variables),
                execution.outputs(),
                execution.current().map(StepView::of),
                steps);
    }

    static Map<String, List<String>> texts(Map<String, Object> values) {
        var texts = new LinkedHashMap<String, List<String>>();
        values.forEach((name, value) -> texts.put(name, Tree.texts(value)));
        return texts;
    }

    /** The last run of a step. */
    public Optional<StepView> step(String name) {
        return steps.reversed().stream()
                .filter(step -> step.step().equals(name))
                .findFirst();
    }
}

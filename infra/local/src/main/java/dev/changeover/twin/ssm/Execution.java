package dev.changeover.twin.ssm;

import dev.changeover.core.model.Region;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** What is known of one execution. Its steps are in the order they began. */
final class Execution {
    /** Source: the formats shown in "Automation system variables", Systems Manager user guide, read 2026. */
    private static final DateTimeFormatter DATE_TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH.mm.ss");

    /** AWS's words for an output that no step has given. */
    private static final String NO_OUTPUT = "No output available yet because the step is not successfully executed";

    final String id;
    final Region region;
    final StartRequest request;
    final DocumentView document;
    final Map<String, Object> parameters;
    final Map<String, Object> variables;
    final Instant started;
    final List<StepRun> runs = new ArrayList<>();
    AutomationStatus status = AutomationStatus.Pending;
    Optional<Instant> ended = Optional.empty();
    Optional<String> failure = Optional.empty();
    private final Supplier<Instant> clock;

    /** Which execution it is, for good. */
    record Identity(String id, Region region, Instant started) {}

    Execution(Identity identity, Supplier<Instant> clock, StartRequest request, DocumentView document) {
        this.id = identity.id();
        this.region = identity.region();
        this.clock = clock;
        this.request = request;
        this.document = document;
        this.started = identity.started();
        this.parameters = ExecutionParameters.values(document.runbook(), request.parameters());
        this.variables = new LinkedHashMap<>(document.runbook().variables());
    }

    Instant now() {
        return clock.get();
    }

    void end(AutomationStatus how, Optional<String> why) {
        status = how;
        failure = why;
        ended = Optional.of(now());
    }

    /** The step's inputs with values in place of references, but for those the action resolves when it needs them. */
    Map<String, Object> inputs(RunbookStep step) {
        var inputs = new LinkedHashMap<String, Object>();
        boolean isUpdate = step.action() == ActionKind.UPDATE_VARIABLE;
        step.inputs().forEach((name, value) -> {
            boolean late = ActionKind.RESOLVED_LATE.contains(name) || (isUpdate && name.equals("Name"));
            inputs.put(name, late ? value : Templates.resolve(value, this::value));
        });
        return inputs;
    }

    /** The value a reference stands for; a step fails that needs one there is not. */
    Object value(String reference) {
        return maybeValue(reference)
                .orElseThrow(() -> new StepFailure(
                        "InvalidInput", "{{ " + reference + " }} has no value: the step has not given it."));
    }

    private Optional<Object> maybeValue(String reference) {
        if (reference.startsWith("variable:")) {
            return Optional.ofNullable(variables.get(reference.substring("variable:".length())));
        }
        int dot = reference.indexOf('.');
        if (dot >= 0) {
            return latest(reference.substring(0, dot)).map(run -> run.outputs.get(reference.substring(dot + 1)));
        }
        return switch (reference) {
            case "global:DATE" -> Optional.of(now().toString().substring(0, "2026-01-31".length()));
            case "global:DATE_TIME" -> Optional.of(DATE_TIME.format(now().atOffset(ZoneOffset.UTC)));
            case "global:REGION" -> Optional.of(region.code());
            case "automation:EXECUTION_ID" -> Optional.of(id);
            case String parameter -> Optional.ofNullable(parameters.get(parameter));
        };
    }

    /** The last run of a step. */
    Optional<StepRun> latest(String step) {
        return runs.reversed().stream()
                .filter(run -> run.step.name().equals(step))
                .findFirst();
    }

    /** What the document names as its outputs. */
    Map<String, List<String>> outputs() {
        var outputs = new LinkedHashMap<String, List<String>>();
        for (String name : document.runbook().outputs()) {
            outputs.put(name, maybeValue(name).map(Tree::texts).orElse(List.of(NO_OUTPUT)));
        }
        return outputs;
    }

    /** The step it is at, the innermost of those that are under way. */
    Optional<StepRun> current() {
        return runs.reversed().stream().filter(run -> !run.status.isEnd()).findFirst();
    }
}

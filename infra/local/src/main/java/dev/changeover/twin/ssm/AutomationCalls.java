package dev.changeover.twin.ssm;

import dev.changeover.core.model.Region;
import dev.changeover.twin.wire.Fields;
import dev.changeover.twin.wire.Output;
import dev.changeover.twin.wire.Page;
import dev.changeover.twin.wire.RpcService;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The calls of Automation. */
final class AutomationCalls {
    private final Automation automation;

    AutomationCalls(Automation automation) {
        this.automation = automation;
    }

    Map<String, RpcService.Operation> operations(String caller) {
        return Map.of(
                "StartAutomationExecution",
                (region, input) -> start(region, input, caller),
                "GetAutomationExecution",
                this::execution,
                "DescribeAutomationExecutions",
                this::executions,
                "DescribeAutomationStepExecutions",
                this::steps,
                "SendAutomationSignal",
                (region, input) -> signal(region, input, caller),
                "StopAutomationExecution",
                this::stop);
    }

    private Map<String, ?> start(Region region, Fields input, String caller) {
        SsmInput.refuse(
                input,
                "StartAutomationExecution",
                "TargetParameterName",
                "Targets",
                "TargetMaps",
                "TargetLocations",
                "TargetLocationsURL",
                "AlarmConfiguration");
        var request = new StartRequest(
                input.text("DocumentName"),
                input.maybeText("DocumentVersion"),
                SsmInput.texts(input, "Parameters"),
                input.maybeText("ClientToken"),
                SsmInput.word(input, "Mode", StartRequest.Mode.class).orElse(StartRequest.Mode.Auto),
                caller);
        return Output.of("AutomationExecutionId", automation.start(region, request))
                .map();
    }

    private Map<String, ?> execution(Region region, Fields input) {
        ExecutionView execution = automation.view(region, input.text("AutomationExecutionId"));
        return Output.of("AutomationExecution", AutomationShapes.execution(execution))
                .map();
    }

    private Map<String, ?> executions(Region region, Fields input) {
        List<ExecutionView> wanted = automation.all(region).stream()
                .filter(execution ->
                        input.structures("Filters").stream().allMatch(filter -> matches(execution, filter)))
                .toList();
        Page<ExecutionView> page = SsmInput.page(wanted, input);
        return Output.of(
                        "AutomationExecutionMetadataList",
                        page.items().stream().map(AutomationShapes::summary).toList())
                .maybe("NextToken", page.next())
                .map();
    }

    private static boolean matches(ExecutionView execution, Fields filter) {
        List<String> values = filter.texts("Values");
        return switch (filter.text("Key")) {
            case "DocumentNamePrefix" ->
                values.stream().anyMatch(execution.document().document()::startsWith);
            case "ExecutionStatus" -> values.contains(execution.status().name());
            case "ExecutionId" -> values.contains(execution.id());
            case "CurrentAction" ->
                execution
                        .current()
                        .map(StepView::action)
                        .filter(values::contains)
                        .isPresent();
            case "StartTimeBefore" ->
                values.stream().allMatch(time -> execution.started().isBefore(time(time)));
            case "StartTimeAfter" ->
                values.stream().allMatch(time -> execution.started().isAfter(time(time)));
            case String key -> throw SsmFaults.filterKey(key);
        };
    }

    private static Instant time(String text) {
        try {
            return Instant.parse(text);
        } catch (DateTimeParseException _) {
            throw SsmFaults.parameter("InvalidFilterValue", text + " is not a time such as 2026-01-31T00:00:00Z.");
        }
    }

    private Map<String, ?> steps(Region region, Fields input) {
        ExecutionView execution = automation.view(region, input.text("AutomationExecutionId"));
        List<StepView> wanted = execution.steps().stream()
                .filter(step -> input.structures("Filters").stream().allMatch(filter -> matches(step, filter)))
                .toList();
        Page<StepView> page = SsmInput.page(input.flag("ReverseOrder") ? wanted.reversed() : wanted, input);
        return Output.of(
                        "StepExecutions",
                        page.items().stream().map(AutomationShapes::step).toList())
                .maybe("NextToken", page.next())
                .map();
    }

    private static boolean matches(StepView step, Fields filter) {
        List<String> values = filter.texts("Values");
        return switch (filter.text("Key")) {
            case "StepName" -> values.contains(step.step());
            case "StepExecutionId" -> values.contains(step.id());
            case "StepExecutionStatus" -> values.contains(step.status().name());
            case "Action" -> values.contains(step.action());
            case "ParentStepExecutionId" ->
                step.parent()
                        .filter(parent -> values.contains(parent.stepExecutionId()))
                        .isPresent();
            case "ParentStepIteration" ->
                step.parent()
                        .filter(parent -> values.contains(Integer.toString(parent.iteration())))
                        .isPresent();
            case String key -> throw SsmFaults.filterKey(key);
        };
    }

    private Map<String, ?> signal(Region region, Fields input, String caller) {
        Signal.Type type = SsmInput.word(input, "SignalType", Signal.Type.class)
                .orElseThrow(() -> SsmFaults.validation("SignalType is missing."));
        automation.signal(
                region,
                input.text("AutomationExecutionId"),
                new Signal(type, SsmInput.texts(input, "Payload"), caller));
        return Output.empty();
    }

    private Map<String, ?> stop(Region region, Fields input) {
        Optional<StopKind> kind = SsmInput.word(input, "Type", StopKind.class);
        automation.stop(region, input.text("AutomationExecutionId"), kind.orElse(StopKind.Cancel));
        return Output.empty();
    }
}

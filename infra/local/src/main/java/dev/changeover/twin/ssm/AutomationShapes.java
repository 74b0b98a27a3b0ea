package dev.changeover.twin.ssm;

import dev.changeover.twin.wire.Output;
import java.time.Duration;
import java.util.Map;

/** Executions and steps as the wire has them. Source of the members: botocore's ssm 2014-11-06 model. */
final class AutomationShapes {
    /** AWS stops listing steps in GetAutomationExecution somewhere; it names no figure, this is the twin's. */
    private static final int STEPS_SHOWN_MAX = 100;

    private AutomationShapes() {}

    static Map<String, Object> execution(ExecutionView execution) {
        return common(execution)
                .with("Parameters", execution.parameters())
                .with("Variables", execution.variables())
                .with(
                        "StepExecutions",
                        execution.steps().stream()
                                .limit(STEPS_SHOWN_MAX)
                                .map(AutomationShapes::step)
                                .toList())
                .with("StepExecutionsTruncated", execution.steps().size() > STEPS_SHOWN_MAX)
                .map();
    }

    static Map<String, Object> summary(ExecutionView execution) {
        return common(execution).with("AutomationType", "Local").map();
    }

    private static Output common(ExecutionView execution) {
        return Output.of("AutomationExecutionId", execution.id())
                .with("DocumentName", execution.document().document())
                .with("DocumentVersion", Integer.toString(execution.document().number()))
                .with("AutomationExecutionStatus", execution.status())
                .with("ExecutionStartTime", execution.started())
                .maybe("ExecutionEndTime", execution.ended())
                .with("ExecutedBy", execution.request().caller())
                .with("Mode", execution.request().mode())
                .with("Outputs", execution.outputs())
                .maybe("FailureMessage", execution.failure())
                .maybe("CurrentStepName", execution.current().map(StepView::step))
                .maybe("CurrentAction", execution.current().map(StepView::action));
    }

    static Map<String, Object> step(StepView step) {
        StepView.Plan plan = step.plan();
        return Output.of("StepName", step.step())
                .with("StepExecutionId", step.id())
                .with("Action", step.action())
                .with("StepStatus", step.status())
                .with("MaxAttempts", plan.maxAttempts())
                .maybe("TimeoutSeconds", plan.timeout().map(Duration::toSeconds))
                .with("OnFailure", plan.onFailure())
                .with("IsCritical", plan.critical())
                .with("IsEnd", plan.end())
                .maybe("NextStep", plan.nextStep())
                .maybe("ExecutionStartTime", step.started())
                .maybe("ExecutionEndTime", step.ended())
                .with("Inputs", step.inputs())
                .with("Outputs", step.outputs())
                .maybe("FailureMessage", step.failure().map(StepView.Failure::message))
                .maybe("FailureDetails", step.failure().map(AutomationShapes::failure))
                .maybe("ParentStepDetails", step.parent().map(AutomationShapes::parent))
                .map();
    }

    private static Map<String, Object> failure(StepView.Failure failure) {
        return Output.of("FailureStage", "Invocation")
                .with("FailureType", failure.type())
                .map();
    }

    private static Map<String, Object> parent(StepView.Parent parent) {
        return Output.of("StepExecutionId", parent.stepExecutionId())
                .with("StepName", parent.step())
                .with("Action", parent.action())
                .with("Iteration", parent.iteration())
                .maybe("IteratorValue", parent.iteratorValue())
                .map();
    }
}

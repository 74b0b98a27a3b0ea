package dev.changeover.twin.ssm;

import dev.changeover.twin.ssm.RunbookStep.Route;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Refuses a document whose parts name what is not there. */
final class References {
    /** Source: "Automation system variables", Systems Manager user guide, read 2026. */
    static final Set<String> SYSTEM =
            Set.of("global:DATE", "global:DATE_TIME", "global:REGION", "automation:EXECUTION_ID");

    private final Runbook runbook;

    private References(Runbook runbook) {
        this.runbook = runbook;
    }

    static void check(Runbook runbook, Optional<String> assumeRole) {
        var references = new References(runbook);
        references.requireNamesOnce();
        references.requireTargets(runbook.steps(), Set.of());
        runbook.allSteps().forEach(references::requireCancelTarget);
        Templates.references(assumeRole.orElse("")).forEach(name -> references.require(name, "assumeRole"));
        runbook.allSteps()
                .forEach(step ->
                        references.ownInputs(step).forEach(name -> references.require(name, "step " + step.name())));
        runbook.outputs().forEach(name -> references.require(name, "outputs"));
        runbook.allSteps()
                .filter(step -> step.action() == ActionKind.UPDATE_VARIABLE)
                .forEach(references::requireVariable);
    }

    private void requireNamesOnce() {
        Set<String> seen = new HashSet<>();
        runbook.allSteps().map(RunbookStep::name).forEach(name -> {
            if (!seen.add(name)) {
                throw SsmFaults.content("The step name " + name + " is used more than once.");
            }
        });
    }

    /** A loop's step may go to another of the same loop, or to one outside. */
    private void requireTargets(List<RunbookStep> steps, Set<String> outside) {
        Set<String> targets = new HashSet<>(outside);
        steps.forEach(step -> targets.add(step.name()));
        for (RunbookStep step : steps) {
            Stream.of(
                            step.flow().nextStep().stream(),
                            route(step.flow().onFailure()),
                            route(step.flow().onCancel()),
                            choices(step))
                    .flatMap(names -> names)
                    .filter(name -> !targets.contains(name))
                    .findFirst()
                    .ifPresent(name -> {
                        throw SsmFaults.content(
                                "Step " + step.name() + " names the step " + name + ", which is not there.");
                    });
            requireTargets(step.nested(), targets);
        }
    }

    /** A cancelled execution has two minutes and waits for nobody. */
    private void requireCancelTarget(RunbookStep step) {
        route(step.flow().onCancel())
                .map(name -> runbook.step(name).orElseThrow())
                .filter(target -> !target.action().mayFollowCancel())
                .findFirst()
                .ifPresent(target -> {
                    throw SsmFaults.content("The onCancel of step " + step.name() + " moves to " + target.name()
                            + ", which AWS does not support for " + target.action().wireName + ".");
                });
    }

    private static Stream<String> route(Route route) {
        return route instanceof Route.To(var step) ? Stream.of(step) : Stream.empty();
    }

    private static Stream<String> choices(RunbookStep step) {
        if (step.action() != ActionKind.BRANCH) {
            return Stream.empty();
        }
        var inputs = new Member("The inputs of step " + step.name(), step.inputs());
        return Stream.concat(
                inputs.list("Choices").stream()
                        .map(choice -> Tree.map(choice).get("NextStep").toString()),
                inputs.maybeText("Default").stream());
    }

    private Stream<String> ownInputs(RunbookStep step) {
        return step.inputs().entrySet().stream()
                .filter(input ->
                        !(step.action() == ActionKind.LOOP && input.getKey().equals("Steps")))
                .map(Map.Entry::getValue)
                .flatMap(Templates::references);
    }

    private void requireVariable(RunbookStep step) {
        String name = step.inputs().get("Name").toString();
        if (!name.startsWith("variable:")) {
            throw SsmFaults.content("Step " + step.name() + " updates " + name + ", which is not variable:name.");
        }
        require(name, "step " + step.name());
    }

    private void require(String reference, String where) {
        if (!known(reference)) {
            throw SsmFaults.content("A reference in " + where + " names " + reference + ", which is not there.");
        }
    }

    private boolean known(String reference) {
        if (reference.startsWith("variable:")) {
            return runbook.variables().containsKey(reference.substring("variable:".length()));
        }
        int dot = reference.indexOf('.');
        if (dot < 0) {
            return SYSTEM.contains(reference) || runbook.parameters().containsKey(reference);
        }
        String output = reference.substring(dot + 1);
        return runbook.step(reference.substring(0, dot))
                .filter(step -> step.gives(output))
                .isPresent();
    }
}

package dev.changeover.twin.ssm;

import dev.changeover.twin.ssm.RunbookStep.Flow;
import dev.changeover.twin.ssm.RunbookStep.Limits;
import dev.changeover.twin.ssm.RunbookStep.OutputRule;
import dev.changeover.twin.ssm.RunbookStep.Route;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * Reads a document of schema 0.3, and refuses what is not one with {@code InvalidDocumentContent}. Source: "Data
 * elements and parameters" and "Properties shared by all actions", Systems Manager user guide, read 2026.
 */
final class RunbookReader {
    private static final String SCHEMA = "0.3";
    private static final Pattern STEP_NAME = Pattern.compile("[a-zA-Z0-9_]{3,128}");
    private static final Pattern PARAMETER_NAME = Pattern.compile("[a-zA-Z0-9]{1,50}");
    private static final Pattern VARIABLE_NAME = Pattern.compile("[a-zA-Z0-9_]{1,50}");
    private static final Set<String> OUTPUT_TYPES =
            Set.of("String", "StringList", "Boolean", "Integer", "StringMap", "MapList");

    private static final List<String> DOCUMENT_MEMBERS = List.of(
            "schemaVersion", "description", "assumeRole", "parameters", "variables", "mainSteps", "outputs", "files");
    private static final List<String> PARAMETER_MEMBERS = List.of(
            "type",
            "description",
            "default",
            "allowedValues",
            "allowedPattern",
            "displayType",
            "minItems",
            "maxItems",
            "minChars",
            "maxChars");
    private static final List<String> STEP_MEMBERS = List.of(
            "name",
            "action",
            "description",
            "inputs",
            "nextStep",
            "isEnd",
            "isCritical",
            "onFailure",
            "onCancel",
            "maxAttempts",
            "timeoutSeconds",
            "outputs");

    private RunbookReader() {}

    static Runbook read(String content, DocumentFormat format) {
        Member document = new Member(
                "The document",
                Tree.document(content, format)
                        .orElseThrow(() -> SsmFaults.content("The content is not a " + format + " object.")));
        String schema = document.text("schemaVersion");
        if (!schema.equals(SCHEMA)) {
            throw SsmFaults.schema(schema);
        }
        document.requireOnly(DOCUMENT_MEMBERS);
        if (document.list("mainSteps").isEmpty()) {
            throw SsmFaults.content("The document has no mainSteps.");
        }
        var runbook = new Runbook(
                document.maybeText("description"),
                parameters(document.map("parameters")),
                variables(document.map("variables")),
                steps(document.list("mainSteps")),
                document.list("outputs").stream().map(Tree::text).toList());
        References.check(runbook, document.maybeText("assumeRole"));
        return runbook;
    }

    private static Map<String, ParameterRule> parameters(Map<String, Object> declared) {
        var rules = new LinkedHashMap<String, ParameterRule>();
        declared.forEach((name, value) -> {
            if (!PARAMETER_NAME.matcher(name).matches()) {
                throw SsmFaults.content("The parameter name " + name + " does not match " + PARAMETER_NAME + ".");
            }
            Member member = Member.of("Parameter " + name, value);
            member.requireOnly(PARAMETER_MEMBERS);
            ParameterRule rule = parameter(name, member);
            rule.wrongDefault().ifPresent(why -> {
                throw SsmFaults.content(why);
            });
            rules.put(name, rule);
        });
        return rules;
    }

    private static ParameterRule parameter(String name, Member member) {
        String type = member.text("type");
        if (!ParameterRule.isType(type)) {
            throw SsmFaults.content("Parameter " + name + " has the unknown type " + type + ".");
        }
        return new ParameterRule(
                name,
                type,
                member.maybeText("description"),
                Optional.ofNullable(member.values().get("default")),
                member.list("allowedValues").stream().map(Tree::text).toList(),
                member.maybeText("allowedPattern").map(pattern -> pattern(name, pattern)));
    }

    private static Pattern pattern(String name, String pattern) {
        try {
            return Pattern.compile(pattern);
        } catch (PatternSyntaxException _) {
            throw SsmFaults.content("The allowedPattern of parameter " + name + " is not a pattern.");
        }
    }

    private static Map<String, Object> variables(Map<String, Object> declared) {
        var values = new LinkedHashMap<String, Object>();
        declared.forEach((name, value) -> {
            if (!VARIABLE_NAME.matcher(name).matches()) {
                throw SsmFaults.content("The variable name " + name + " does not match " + VARIABLE_NAME + ".");
            }
            Member member = Member.of("Variable " + name, value);
            String type = member.text("type");
            if (!OUTPUT_TYPES.contains(type)) {
                throw SsmFaults.content("Variable " + name + " has the unknown type " + type + ".");
            }
            values.put(name, member.values().getOrDefault("default", ""));
        });
        return values;
    }

    private static List<RunbookStep> steps(List<?> declared) {
        List<RunbookStep> steps = new ArrayList<>();
        declared.forEach(value -> steps.add(step(Member.of("A step", value))));
        return List.copyOf(steps);
    }

    private static RunbookStep step(Member declared) {
        String name = declared.text("name");
        if (!STEP_NAME.matcher(name).matches()) {
            throw SsmFaults.content("The step name " + name + " does not match " + STEP_NAME + ".");
        }
        Member member = new Member("Step " + name, declared.values());
        member.requireOnly(STEP_MEMBERS);
        ActionKind action = ActionKind.of(member.text("action"), name);
        Member inputs = new Member("The inputs of step " + name, member.map("inputs"));
        action.required.forEach(required -> {
            if (!inputs.has(required)) {
                throw SsmFaults.content(inputs.where() + " lack " + required + ".");
            }
        });
        requireInputs(action, inputs);
        return new RunbookStep(
                name,
                action,
                inputs.values(),
                flow(member, action),
                limits(member, action),
                outputs(member),
                steps(inputs.list("Steps")));
    }

    private static void requireInputs(ActionKind action, Member inputs) {
        switch (action) {
            case LOOP -> {
                if (inputs.list("Steps").isEmpty()) {
                    throw SsmFaults.content(inputs.where() + " have no Steps.");
                }
                if (inputs.has("Iterators") == inputs.has("LoopCondition")) {
                    throw SsmFaults.content(inputs.where() + " need either Iterators or LoopCondition.");
                }
                if (inputs.has("LoopCondition")) {
                    Conditions.check(inputs.where(), inputs.map("LoopCondition"));
                }
            }
            case BRANCH ->
                inputs.list("Choices").forEach(choice -> {
                    Member member = Member.of("A choice in " + inputs.where(), choice);
                    member.text("NextStep");
                    Conditions.check(member.where(), member.values());
                });
            case SLEEP -> {
                if (inputs.has("Duration") == inputs.has("Timestamp")) {
                    throw SsmFaults.content(inputs.where() + " need either Duration or Timestamp.");
                }
            }
            case INVOKE_LAMBDA, APPROVE, PAUSE, UPDATE_VARIABLE, EXECUTE_API, WAIT_FOR_PROPERTY, ASSERT_PROPERTY -> {}
        }
    }

    private static Flow flow(Member member, ActionKind action) {
        Route onCancel = route(member, "onCancel");
        if (onCancel instanceof Route.To && !action.hasCancelWorkflow()) {
            throw SsmFaults.content(member.where() + " has onCancel, which " + action.wireName + " does not support.");
        }
        Route onFailure = route(member, "onFailure");
        return new Flow(
                member.maybeText("nextStep"),
                member.flag("isEnd", false),
                member.flag("isCritical", !(onFailure instanceof Route.Continue)),
                onFailure,
                onCancel);
    }

    private static Route route(Member member, String name) {
        String text = member.maybeText(name).orElse("Abort");
        if (text.startsWith("step:")) {
            return new Route.To(text.substring("step:".length()));
        }
        return switch (text) {
            case "Abort" -> new Route.Abort();
            case "Continue" -> new Route.Continue();
            default ->
                throw SsmFaults.content(member.where() + " has the " + name + " " + text
                        + "; it must be Abort, Continue or step:name.");
        };
    }

    private static Limits limits(Member member, ActionKind action) {
        int attempts = member.maybeWhole("maxAttempts").orElse(1);
        if (attempts < 1) {
            throw SsmFaults.content("maxAttempts of " + member.where() + " must be 1 or more.");
        }
        Optional<Duration> asked = member.maybeWhole("timeoutSeconds").map(Duration::ofSeconds);
        Optional<Duration> timeoutMax = action.timeoutMax();
        if (asked.isPresent() && !asked.get().isPositive()) {
            throw SsmFaults.content("timeoutSeconds of " + member.where() + " must be 1 or more.");
        }
        if (asked.isPresent() && timeoutMax.isPresent() && asked.get().compareTo(timeoutMax.get()) > 0) {
            throw SsmFaults.content("timeoutSeconds of " + member.where() + " must be at most "
                    + timeoutMax.get().toSeconds() + " for " + action.wireName + ".");
        }
        return new Limits(attempts, asked.or(() -> action.timeoutDefault));
    }

    private static List<OutputRule> outputs(Member step) {
        List<OutputRule> rules = new ArrayList<>();
        for (Object value : step.list("outputs")) {
            Member member = Member.of("An output of " + step.where(), value);
            String selector = member.text("Selector");
            if (!Selector.isOne(selector)) {
                throw SsmFaults.content("The twin does not read the selector " + selector + " in " + step.where()
                        + "; it reads paths such as $.a.b[0].");
            }
            String type = member.maybeText("Type").orElse("String");
            if (!OUTPUT_TYPES.contains(type)) {
                throw SsmFaults.content(member.where() + " has the unknown type " + type + ".");
            }
            rules.add(new OutputRule(member.text("Name"), selector, type));
        }
        return List.copyOf(rules);
    }
}

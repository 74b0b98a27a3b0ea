package dev.changeover.twin.routing;

import dev.changeover.twin.model.Account;
import dev.changeover.twin.wire.Fields;
import dev.changeover.twin.wire.Output;
import java.time.Duration;
import java.util.Map;

/** Safety rules as the wire shows them: the two kinds under two names, and under two others in a list. */
final class SafetyRuleJson {
    private final RoutingConfig config;

    SafetyRuleJson(RoutingConfig config) {
        this.config = config;
    }

    /** What a CreateSafetyRule asks for. */
    static SafetyRule wanted(Fields input) {
        var assertion = input.maybeStructure("AssertionRule");
        var gating = input.maybeStructure("GatingRule");
        if (assertion.isPresent() == gating.isPresent()) {
            throw RoutingFaults.invalid("Exactly one of AssertionRule and GatingRule is needed.");
        }
        return assertion
                .<SafetyRule>map(rule -> new SafetyRule.Assertion(terms(rule), rule.texts("AssertedControls")))
                .orElseGet(() -> gating.map(rule -> new SafetyRule.Gating(
                                terms(rule), rule.texts("GatingControls"), rule.texts("TargetControls")))
                        .orElseThrow());
    }

    private static SafetyRule.Terms terms(Fields rule) {
        Fields condition = rule.maybeStructure("RuleConfig")
                .orElseThrow(() -> RoutingFaults.invalid("A safety rule needs a RuleConfig."));
        return new SafetyRule.Terms(
                "",
                rule.text("ControlPanelArn"),
                rule.text("Name"),
                new SafetyRule.Condition(
                        type(condition.text("Type")),
                        condition.maybeInteger("Threshold").orElse(0),
                        condition.flag("Inverted")),
                rule.maybeInteger("WaitPeriodMs").map(Duration::ofMillis).orElse(SafetyRule.WAIT_DEFAULT));
    }

    private static SafetyRule.Type type(String text) {
        return switch (text) {
            case "ATLEAST" -> SafetyRule.Type.ATLEAST;
            case "AND" -> SafetyRule.Type.AND;
            case "OR" -> SafetyRule.Type.OR;
            default -> throw RoutingFaults.invalid("RuleConfig Type must be ATLEAST, AND or OR, not " + text + ".");
        };
    }

    Map<String, ?> whole(SafetyRule rule) {
        String name = switch (rule) {
            case SafetyRule.Assertion _ -> "AssertionRule";
            case SafetyRule.Gating _ -> "GatingRule";
        };
        return Output.of(name, shown(rule)).map();
    }

    Map<String, Object> listed(SafetyRule rule) {
        String name = switch (rule) {
            case SafetyRule.Assertion _ -> "ASSERTION";
            case SafetyRule.Gating _ -> "GATING";
        };
        return Output.of(name, shown(rule)).map();
    }

    private Map<String, Object> shown(SafetyRule rule) {
        SafetyRule.Terms terms = rule.terms();
        Output output = Output.of("SafetyRuleArn", terms.arn())
                .with("ControlPanelArn", terms.panelArn())
                .with("Name", terms.name())
                .with(
                        "RuleConfig",
                        Output.of("Type", terms.condition().type())
                                .with("Threshold", terms.condition().threshold())
                                .with("Inverted", terms.condition().inverted())
                                .map())
                .with("WaitPeriodMs", Math.toIntExact(terms.rest().toMillis()))
                .with("Status", config.status(terms.arn()))
                .with("Owner", Account.ID);
        return switch (rule) {
            case SafetyRule.Assertion assertion ->
                output.with("AssertedControls", assertion.counted()).map();
            case SafetyRule.Gating gating ->
                output.with("GatingControls", gating.counted())
                        .with("TargetControls", gating.guarded())
                        .map();
        };
    }
}

package dev.changeover.core.model;

/** The ARN of an ARC safety rule, by which an operator asks to override it. */
public record SafetyRuleArn(String value) {
    public SafetyRuleArn {
        Arn.of(value, "route53-recovery-control", "controlpanel/");
    }

    @Override
    public String toString() {
        return value;
    }
}

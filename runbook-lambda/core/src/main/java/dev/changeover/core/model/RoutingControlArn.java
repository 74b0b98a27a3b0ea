package dev.changeover.core.model;

/** The ARN of an ARC routing control. It has no Region: a routing control is global. */
public record RoutingControlArn(String value) {
    public RoutingControlArn {
        Arn.of(value, "route53-recovery-control", "controlpanel/");
    }

    @Override
    public String toString() {
        return value;
    }
}

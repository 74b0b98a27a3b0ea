package dev.changeover.infra;

import dev.changeover.core.model.Region;
import java.util.Map;
import software.amazon.awscdk.CfnOutput;
import software.amazon.awscdk.Environment;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.StackProps;

/** What all stacks have in common, and what they are called. */
final class Stacks {
    static final String GLOBAL = "Changeover-Global";
    static final String EDGE = "Changeover-Edge";

    /** CloudFront takes certificates and web ACLs of this Region only (CloudFront Developer Guide, 2026-11-22). */
    static final Region OF_THE_EDGE = new Region("us-east-1");

    private Stacks() {}

    static String database(Region region) {
        return "Changeover-Database-" + region;
    }

    static String sample(Region region) {
        return "Changeover-Sample-" + region;
    }

    static String service(Region region) {
        return "Changeover-Service-" + region;
    }

    static StackProps properties(Parameters parameters, Region region, String description) {
        return StackProps.builder()
                .env(Environment.builder()
                        .account(parameters.account())
                        .region(region.code())
                        .build())
                .description(description)
                .terminationProtection(true)
                .tags(Map.of("application", "changeover"))
                .build();
    }

    /** What {@code changeover plan from-outputs} and the README's commands read. */
    static void output(Stack stack, String key, String value) {
        CfnOutput.Builder.create(stack, key).value(value).build();
    }
}

package dev.changeover.infra;

import dev.changeover.core.model.Region;
import java.util.List;
import java.util.Map;
import software.amazon.awscdk.services.iam.PolicyDocument;
import software.amazon.awscdk.services.iam.PolicyStatement;
import software.amazon.awscdk.services.iam.Role;
import software.amazon.awscdk.services.iam.ServicePrincipal;
import software.constructs.Construct;

/** The sample's two roles in a Region: what the shop may do, and what ECS may do to start it. */
final class SampleRoles {
    private static final List<String> ON_ITEMS =
            List.of("dynamodb:DeleteItem", "dynamodb:GetItem", "dynamodb:PutItem", "dynamodb:Query");

    private static final List<String> ON_IMAGES =
            List.of("ecr:BatchCheckLayerAvailability", "ecr:BatchGetImage", "ecr:GetDownloadUrlForLayer");

    private static final List<String> ON_STREAMS = List.of("logs:CreateLogStream", "logs:PutLogEvents");

    private final Construct stack;
    private final Parameters parameters;
    private final Region region;

    SampleRoles(Construct stack, Parameters parameters, Region region) {
        this.stack = stack;
        this.parameters = parameters;
        this.region = region;
    }

    /** Items of the table in its own Region, and where the writer is. */
    Role task(String secret) {
        return role(
                "ShopRole",
                "changeover-sample-shop-" + region,
                allow(ON_ITEMS, arn("dynamodb", "table/" + SampleShop.TABLE)),
                allow(List.of("secretsmanager:GetSecretValue"), secret));
    }

    /** The image, and the lines the shop says. */
    Role execution(String repository) {
        Role role = role(
                "ExecutionRole",
                "changeover-sample-start-" + region,
                allow(List.of("ecr:GetAuthorizationToken"), "*"),
                allow(ON_IMAGES, arn("ecr", "repository/" + repository)),
                allow(ON_STREAMS, arn("logs", "log-group:" + SampleShop.LOG + ":*")));
        Suppressed.at(
                role,
                "AwsSolutions-IAM5",
                "a registry's token is of no repository; ECS names the streams of the shop's own log");
        return role;
    }

    private Role role(String id, String name, PolicyStatement... statements) {
        return Role.Builder.create(stack, id)
                .roleName(name)
                .assumedBy(ServicePrincipal.Builder.create("ecs-tasks.amazonaws.com")
                        .conditions(Map.of("StringEquals", Map.of("aws:SourceAccount", parameters.account())))
                        .build())
                .inlinePolicies(Map.of(
                        "sample",
                        PolicyDocument.Builder.create()
                                .statements(List.of(statements))
                                .build()))
                .build();
    }

    private static PolicyStatement allow(List<String> actions, String on) {
        return PolicyStatement.Builder.create()
                .actions(actions)
                .resources(List.of(on))
                .build();
    }

    private String arn(String service, String resource) {
        return "arn:aws:" + service + ":" + region + ":" + parameters.account() + ":" + resource;
    }
}

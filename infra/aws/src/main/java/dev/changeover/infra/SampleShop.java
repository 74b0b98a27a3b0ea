package dev.changeover.infra;

import dev.changeover.core.model.Region;
import java.util.List;
import java.util.Map;
import software.amazon.awscdk.services.iam.PolicyDocument;
import software.amazon.awscdk.services.iam.PolicyStatement;
import software.amazon.awscdk.services.iam.Role;
import software.amazon.awscdk.services.iam.ServicePrincipal;
import software.amazon.awscdk.services.secretsmanager.ISecret;
import software.constructs.Construct;

/** The sample shop's part of an account. Its processes are whoever's who practises; infra/aws/README.md. */
final class SampleShop {
    /** What {@code SHOP_TABLE} has to name; sessions and carts are in it. */
    static final String TABLE = "shop-carts";

    /** The attribute by which the shop's items end. */
    static final String EXPIRY = "expiresAt";

    /** Where its API is, at the edge as at the shop itself. */
    static final String API = "/api/*";

    /** For its pages: everything they need is of the origin that served them. */
    static final String CONTENT_POLICY = "default-src 'self'; object-src 'none'";

    private static final List<String> ON_ITEMS =
            List.of("dynamodb:DeleteItem", "dynamodb:GetItem", "dynamodb:PutItem", "dynamodb:Query");

    private SampleShop() {}

    /** What its tasks may do in a Region: items of the table there, and where the writer is. */
    static Role role(Construct stack, Parameters parameters, Region region, ISecret secret) {
        String table = "arn:aws:dynamodb:" + region + ":" + parameters.account() + ":table/" + TABLE;
        return Role.Builder.create(stack, "ShopRole")
                .roleName("changeover-sample-shop-" + region)
                .assumedBy(ServicePrincipal.Builder.create("ecs-tasks.amazonaws.com")
                        .conditions(Map.of("StringEquals", Map.of("aws:SourceAccount", parameters.account())))
                        .build())
                .inlinePolicies(Map.of(
                        "shop",
                        PolicyDocument.Builder.create()
                                .statements(List.of(
                                        allow(ON_ITEMS, table),
                                        allow(List.of("secretsmanager:GetSecretValue"), secret.getSecretArn())))
                                .build()))
                .build();
    }

    private static PolicyStatement allow(List<String> actions, String on) {
        return PolicyStatement.Builder.create()
                .actions(actions)
                .resources(List.of(on))
                .build();
    }
}

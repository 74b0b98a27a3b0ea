package dev.changeover.infra;

import java.util.List;
import software.amazon.awscdk.services.wafv2.CfnWebACL;
import software.amazon.awscdk.services.wafv2.CfnWebACL.AllowActionProperty;
import software.amazon.awscdk.services.wafv2.CfnWebACL.BlockActionProperty;
import software.amazon.awscdk.services.wafv2.CfnWebACL.DefaultActionProperty;
import software.amazon.awscdk.services.wafv2.CfnWebACL.ManagedRuleGroupStatementProperty;
import software.amazon.awscdk.services.wafv2.CfnWebACL.OverrideActionProperty;
import software.amazon.awscdk.services.wafv2.CfnWebACL.RateBasedStatementProperty;
import software.amazon.awscdk.services.wafv2.CfnWebACL.RuleActionProperty;
import software.amazon.awscdk.services.wafv2.CfnWebACL.RuleProperty;
import software.amazon.awscdk.services.wafv2.CfnWebACL.StatementProperty;
import software.amazon.awscdk.services.wafv2.CfnWebACL.VisibilityConfigProperty;
import software.constructs.Construct;

/** A web ACL: AWS's common rules and known bad inputs, and a limit for each address. */
final class Shield {
    static final String REGIONAL = "REGIONAL";
    static final String EDGE = "CLOUDFRONT";

    /** Requests of one address in WAF's window of five minutes. Ours: a console asks twice a second at most. */
    private static final int RATE_MAX = 1000;

    private final CfnWebACL acl;

    Shield(Construct stack, String name, String scope) {
        acl = CfnWebACL.Builder.create(stack, "Shield-" + name)
                .scope(scope)
                .defaultAction(DefaultActionProperty.builder()
                        .allow(AllowActionProperty.builder().build())
                        .build())
                .rules(List.of(
                        managed(0, "AWSManagedRulesCommonRuleSet"),
                        managed(1, "AWSManagedRulesKnownBadInputsRuleSet"),
                        rate(2)))
                .visibilityConfig(seen("changeover-" + name))
                .build();
    }

    String arn() {
        return acl.getAttrArn();
    }

    private static RuleProperty managed(int priority, String group) {
        return RuleProperty.builder()
                .name(group)
                .priority(priority)
                .overrideAction(OverrideActionProperty.builder()
                        .none(java.util.Map.of())
                        .build())
                .statement(StatementProperty.builder()
                        .managedRuleGroupStatement(ManagedRuleGroupStatementProperty.builder()
                                .vendorName("AWS")
                                .name(group)
                                .build())
                        .build())
                .visibilityConfig(seen(group))
                .build();
    }

    private static RuleProperty rate(int priority) {
        return RuleProperty.builder()
                .name("rate")
                .priority(priority)
                .action(RuleActionProperty.builder()
                        .block(BlockActionProperty.builder().build())
                        .build())
                .statement(StatementProperty.builder()
                        .rateBasedStatement(RateBasedStatementProperty.builder()
                                .limit(RATE_MAX)
                                .aggregateKeyType("IP")
                                .build())
                        .build())
                .visibilityConfig(seen("rate"))
                .build();
    }

    private static VisibilityConfigProperty seen(String name) {
        return VisibilityConfigProperty.builder()
                .cloudWatchMetricsEnabled(true)
                .sampledRequestsEnabled(true)
                .metricName(name)
                .build();
    }
}

package dev.changeover.infra;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import software.amazon.awscdk.App;
import software.amazon.awscdk.assertions.Match;
import software.amazon.awscdk.assertions.Template;

/** What there is once. */
class GlobalStackTest {
    private static Template template;
    private static Built built;

    @BeforeAll
    static void build() {
        built = Built.shop();
        template = Template.fromStack(built.stack(Stacks.GLOBAL));
    }

    @Test
    void keepsTheJournalInTwoRegionsAndAWitnessWithStrongConsistency() {
        template.hasResource(
                "AWS::DynamoDB::GlobalTable",
                Map.of(
                        "DeletionPolicy",
                        "Retain",
                        "Properties",
                        Match.objectLike(Map.of(
                                "TableName", "changeover-journal",
                                "MultiRegionConsistency", "STRONG",
                                "GlobalTableWitnesses", List.of(Map.of("Region", "us-east-2")),
                                "KeySchema",
                                        List.of(
                                                Map.of("AttributeName", "pk", "KeyType", "HASH"),
                                                Map.of("AttributeName", "sk", "KeyType", "RANGE")),
                                "Replicas", List.of(replica("us-east-1"), replica("us-west-2"))))));
    }

    @Test
    void keepsTheShopsCartsInEachRegionUntilTheyEnd() {
        template.hasResource(
                "AWS::DynamoDB::GlobalTable",
                Map.of(
                        "DeletionPolicy",
                        "Retain",
                        "Properties",
                        Match.objectLike(Map.of(
                                "TableName", "shop-carts",
                                "BillingMode", "PAY_PER_REQUEST",
                                "MultiRegionConsistency", "EVENTUAL",
                                "GlobalTableWitnesses", Match.absent(),
                                "StreamSpecification", Map.of("StreamViewType", "NEW_AND_OLD_IMAGES"),
                                "TimeToLiveSpecification", Map.of("AttributeName", "expiresAt", "Enabled", true),
                                "Replicas", List.of(replica("us-east-1"), replica("us-west-2"))))));
    }

    @Test
    void hasNoTableOfTheShopWithoutTheSample() {
        Estate estate = Built.estate("sample: none");
        Template bare = Template.fromStack(new GlobalStack(new App(), estate));

        bare.resourceCountIs("AWS::DynamoDB::GlobalTable", 1);
        bare.hasOutput("JournalTable", Match.anyValue());
        assertThat(bare.findOutputs("ShopTable")).isEmpty();
    }

    private static Map<String, Object> replica(String region) {
        return Map.of(
                "Region",
                region,
                "DeletionProtectionEnabled",
                true,
                "PointInTimeRecoverySpecification",
                Map.of("PointInTimeRecoveryEnabled", true));
    }

    @Test
    void letsTrafficIntoOneRegionAtLeast() {
        template.hasResourceProperties(
                "AWS::Route53RecoveryControl::SafetyRule",
                Match.objectLike(Map.of(
                        "AssertionRule",
                                Match.objectLike(
                                        Map.of("AssertedControls", List.of(Match.anyValue(), Match.anyValue()))),
                        "RuleConfig", Map.of("Type", "ATLEAST", "Threshold", 1, "Inverted", false))));
    }

    @Test
    void hasASwitchThatStopsEveryMove() {
        template.hasResourceProperties(
                "AWS::Route53RecoveryControl::SafetyRule",
                Match.objectLike(Map.of(
                        "GatingRule",
                        Match.objectLike(Map.of(
                                "GatingControls", List.of(Match.anyValue()),
                                "TargetControls", List.of(Match.anyValue(), Match.anyValue()))))));
        template.resourceCountIs("AWS::Route53RecoveryControl::RoutingControl", 3);
    }

    @Test
    void leadsTheNameToWhicheverControlIsOn() {
        template.resourceCountIs("AWS::Route53::HealthCheck", 2);
        template.allResourcesProperties(
                "AWS::Route53::HealthCheck",
                Match.objectLike(Map.of(
                        "HealthCheckConfig",
                        Match.objectLike(Map.of("Type", "RECOVERY_CONTROL", "RoutingControlArn", Match.anyValue())))));
        for (String failover : List.of("PRIMARY", "SECONDARY")) {
            template.hasResourceProperties(
                    "AWS::Route53::RecordSet",
                    Match.objectLike(Map.of(
                            "Name", "api.shop.example.com",
                            "Type", "CNAME",
                            "TTL", "60",
                            "Failover", failover,
                            "HealthCheckId", Match.anyValue())));
        }
    }

    @Test
    void tellsWhatAPlanIsMadeOf() {
        assertThat(built.template(Stacks.GLOBAL).path("Outputs").propertyNames())
                .contains(
                        "Application",
                        "PrimaryRegion",
                        "SecondaryRegion",
                        "PrimaryControlArn",
                        "SecondaryControlArn",
                        "TrafficName",
                        "JournalTable",
                        "ShopTable",
                        "Rto",
                        "Rpo",
                        "RoutingCluster",
                        "ZoneId");
    }
}

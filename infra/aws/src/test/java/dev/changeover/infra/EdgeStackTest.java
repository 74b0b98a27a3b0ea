package dev.changeover.infra;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import software.amazon.awscdk.assertions.Match;
import software.amazon.awscdk.assertions.Template;

/** The edge over both Regions. */
class EdgeStackTest {
    private static Built built;
    private static Template template;

    @BeforeAll
    static void build() {
        built = Built.shop();
        template = Template.fromStack(built.stack(Stacks.EDGE));
    }

    @Test
    void asksTheSecondBucketWhereTheFirstFails() {
        template.hasResourceProperties(
                "AWS::CloudFront::Distribution",
                Match.objectLike(Map.of(
                        "DistributionConfig",
                        Match.objectLike(Map.of(
                                "Aliases", List.of("www.shop.example.com"),
                                "OriginGroups", Match.objectLike(Map.of("Quantity", 1, "Items", List.of(group()))),
                                "DefaultCacheBehavior", Match.objectLike(Map.of("TargetOriginId", "both")))))));
    }

    private static Object group() {
        return Match.objectLike(Map.of(
                "FailoverCriteria", Map.of("StatusCodes", Map.of("Quantity", 6, "Items", Distributions.FAILOVER_CODES)),
                "Members",
                        Map.of(
                                "Quantity",
                                2,
                                "Items",
                                List.of(Map.of("OriginId", "primary"), Map.of("OriginId", "secondary")))));
    }

    @Test
    void reachesPrivateBucketsAlone() {
        for (var distribution :
                built.resources(Stacks.EDGE, "AWS::CloudFront::Distribution").values()) {
            distribution.path("DistributionConfig").path("Origins").forEach(origin -> {
                assertThat(origin.has("OriginAccessControlId")).isTrue();
                assertThat(origin.path("DomainName").asString(""))
                        .matches("changeover-(site|console)-111122223333-(us-east-1|us-west-2)\\.s3\\..*");
            });
        }
        for (var stack : built.documents().keySet()) {
            built.resources(stack, "AWS::S3::Bucket")
                    .values()
                    .forEach(bucket -> assertThat(bucket.path("PublicAccessBlockConfiguration")
                                    .toString())
                            .as(stack)
                            .isEqualTo("{\"BlockPublicAcls\":true,\"BlockPublicPolicy\":true,\"IgnorePublicAcls\":true,"
                                    + "\"RestrictPublicBuckets\":true}"));
        }
    }

    @Test
    void isShieldedAndSaysSecurityHeadersAndHasPagesForErrors() {
        for (var distribution :
                built.resources(Stacks.EDGE, "AWS::CloudFront::Distribution").values()) {
            var config = distribution.path("DistributionConfig");
            assertThat(config.has("WebACLId")).isTrue();
            assertThat(config.path("DefaultCacheBehavior").has("ResponseHeadersPolicyId"))
                    .isTrue();
            assertThat(config.path("CustomErrorResponses").size()).isPositive();
        }
        template.hasResourceProperties("AWS::WAFv2::WebACL", Match.objectLike(Map.of("Scope", "CLOUDFRONT")));
    }
}

package dev.changeover.infra;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import software.amazon.awscdk.App;
import software.amazon.awscdk.assertions.Match;
import software.amazon.awscdk.assertions.Template;
import software.amazon.awscdk.services.cloudfront.CachePolicy;
import software.amazon.awscdk.services.cloudfront.OriginRequestPolicy;
import tools.jackson.databind.JsonNode;

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

    private static List<JsonNode> buckets(JsonNode distribution) {
        return distribution
                .path("DistributionConfig")
                .path("Origins")
                .valueStream()
                .filter(origin -> !origin.path("Id").asString("").equals("api"))
                .toList();
    }

    @Test
    void reachesPrivateBucketsAlone() {
        for (var distribution :
                built.resources(Stacks.EDGE, "AWS::CloudFront::Distribution").values()) {
            buckets(distribution).forEach(origin -> {
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

    private static JsonNode site() {
        return built.resources(Stacks.EDGE, "AWS::CloudFront::Distribution").values().stream()
                .map(distribution -> distribution.path("DistributionConfig"))
                .filter(config -> config.path("Aliases").path(0).asString("").equals("www.shop.example.com"))
                .findFirst()
                .orElseThrow();
    }

    private static List<String> texts(JsonNode list) {
        return list.valueStream().map(JsonNode::asString).toList();
    }

    /** By its name in the zone, which follows the routing controls; over TLS of today. */
    @Test
    void asksTheShopsApiWhereverItsNameLeads() {
        JsonNode api = site().path("Origins").path(2);
        assertThat(api.path("DomainName").asString("")).isEqualTo("api.shop.example.com");
        assertThat(api.path("CustomOriginConfig").path("OriginProtocolPolicy").asString(""))
                .isEqualTo("https-only");
        assertThat(texts(api.path("CustomOriginConfig").path("OriginSSLProtocols")))
                .containsExactly("TLSv1.2");
        assertThat(site().path("CacheBehaviors").size()).isEqualTo(1);
        JsonNode calls = site().path("CacheBehaviors").path(0);
        assertThat(calls.path("PathPattern").asString("")).isEqualTo("/api/*");
        assertThat(calls.path("TargetOriginId")).isEqualTo(api.path("Id"));
        assertThat(texts(calls.path("AllowedMethods"))).hasSize(7).contains("POST", "DELETE");
        assertThat(calls.path("CachePolicyId").asString("")).isEqualTo(CachePolicy.CACHING_DISABLED.getCachePolicyId());
        assertThat(calls.path("OriginRequestPolicyId").asString(""))
                .isEqualTo(OriginRequestPolicy.ALL_VIEWER_EXCEPT_HOST_HEADER.getOriginRequestPolicyId());
    }

    @Test
    void leavesTheShopsErrorsAsTheyAreAndKeepsNone() {
        assertThat(site().path("CustomErrorResponses").valueStream()).hasSize(6).allSatisfy(error -> {
            assertThat(error.has("ResponsePagePath")).isFalse();
            assertThat(error.path("ErrorCachingMinTTL").asInt(-1)).isZero();
        });
    }

    @Test
    void hasPagesForErrorsAndNoApiWithoutTheSample() {
        Template bare = Template.fromStack(new EdgeStack(new App(), Built.estate("sample: none")));
        bare.resourceCountIs("AWS::CloudFront::ResponseHeadersPolicy", 1);
        bare.allResourcesProperties(
                "AWS::CloudFront::Distribution",
                Match.objectLike(Map.of(
                        "DistributionConfig",
                        Match.objectLike(Map.of(
                                "CacheBehaviors",
                                Match.absent(),
                                "CustomErrorResponses",
                                Match.arrayWith(List.of(Match.objectLike(
                                        Map.of("ErrorCode", 503, "ResponsePagePath", "/sorry.html")))))))));
    }

    @Test
    void letsTheShopsPagesLoadFromTheirOwnOriginOnly() {
        JsonNode policy = built.resources(Stacks.EDGE, "AWS::CloudFront::ResponseHeadersPolicy").entrySet().stream()
                .filter(entry -> site().path("DefaultCacheBehavior")
                        .path("ResponseHeadersPolicyId")
                        .toString()
                        .contains('"' + entry.getKey() + '"'))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElseThrow();
        assertThat(policy.at("/ResponseHeadersPolicyConfig/SecurityHeadersConfig/ContentSecurityPolicy"
                                + "/ContentSecurityPolicy")
                        .asString(""))
                .isEqualTo("default-src 'self'; object-src 'none'");
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

package dev.changeover.infra;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.services.cloudfront.CachePolicy;
import software.amazon.awscdk.services.cloudfront.CfnDistribution;
import software.amazon.awscdk.services.cloudfront.CfnDistribution.CacheBehaviorProperty;
import software.amazon.awscdk.services.cloudfront.CfnDistribution.CustomErrorResponseProperty;
import software.amazon.awscdk.services.cloudfront.CfnDistribution.CustomOriginConfigProperty;
import software.amazon.awscdk.services.cloudfront.CfnDistribution.DefaultCacheBehaviorProperty;
import software.amazon.awscdk.services.cloudfront.CfnDistribution.DistributionConfigProperty;
import software.amazon.awscdk.services.cloudfront.CfnDistribution.LoggingProperty;
import software.amazon.awscdk.services.cloudfront.CfnDistribution.OriginGroupFailoverCriteriaProperty;
import software.amazon.awscdk.services.cloudfront.CfnDistribution.OriginGroupMemberProperty;
import software.amazon.awscdk.services.cloudfront.CfnDistribution.OriginGroupMembersProperty;
import software.amazon.awscdk.services.cloudfront.CfnDistribution.OriginGroupProperty;
import software.amazon.awscdk.services.cloudfront.CfnDistribution.OriginGroupsProperty;
import software.amazon.awscdk.services.cloudfront.CfnDistribution.OriginProperty;
import software.amazon.awscdk.services.cloudfront.CfnDistribution.S3OriginConfigProperty;
import software.amazon.awscdk.services.cloudfront.CfnDistribution.StatusCodesProperty;
import software.amazon.awscdk.services.cloudfront.CfnDistribution.ViewerCertificateProperty;
import software.amazon.awscdk.services.cloudfront.CfnOriginAccessControl;
import software.amazon.awscdk.services.cloudfront.CfnOriginAccessControl.OriginAccessControlConfigProperty;
import software.amazon.awscdk.services.cloudfront.CfnResponseHeadersPolicy;
import software.amazon.awscdk.services.cloudfront.OriginRequestPolicy;

/** Distributions over private buckets, all with the same shield, headers, error page and log. */
final class Distributions {
    /** CachingOptimized, one of CloudFront's own policies (CloudFront Developer Guide, read 2026-11-22). */
    private static final String CACHING = "658327ea-f89d-4fab-a63d-7e88639e58f6";

    /**
     * What makes CloudFront ask the second origin. 403 is what a bucket says whose public access is blocked or whose
     * policy is gone, and with a private bucket also what is missing.
     */
    static final List<Integer> FAILOVER_CODES = List.of(403, 404, 500, 502, 503, 504);

    /** CloudFront's defaults are 3 attempts of 10 s; a shopper does not wait for that. */
    private static final int ATTEMPTS = 2;

    private static final int CONNECT_SECONDS = 2;

    /** Seconds for which an error is served from the cache: as long as DNS needs to move, at most. */
    private static final int ERROR_KEPT = 10;

    /** Codes that CloudFront would answer itself, or keep. */
    private static final List<Integer> ERRORS = List.of(403, 404, 500, 502, 503, 504);

    /** Seconds to wait for the API. Ours: it answers within one, and the page asks again by itself. */
    private static final int API_SECONDS = 5;

    private static final String API = "api";

    private final Stack stack;
    private final String shield;
    private final String logs;
    private final String access;
    private final CfnResponseHeadersPolicy headers;

    /** A name and the ARN of its certificate. */
    record Named(String name, String certificate) {}

    Distributions(Stack stack, String shield, String logs) {
        this.stack = stack;
        this.shield = shield;
        this.logs = logs;
        this.access = CfnOriginAccessControl.Builder.create(stack, "Access")
                .originAccessControlConfig(OriginAccessControlConfigProperty.builder()
                        .name("changeover")
                        .originAccessControlOriginType("s3")
                        .signingBehavior("always")
                        .signingProtocol("sigv4")
                        .build())
                .build()
                .getAttrId();
        this.headers = SecurityHeaders.policy(stack);
    }

    /** One bucket; says the distribution's own name. */
    String over(String id, Named named, String bucket) {
        return make(
                id, common(named, "one").origins(List.of(origin("one", bucket))).build());
    }

    /** Two buckets in an origin group: each request tries the first, and the second where that fails. */
    String overBoth(String id, Named named, List<String> buckets) {
        List<OriginProperty> origins = pair(buckets);
        return make(
                id,
                common(named, "both")
                        .origins(origins)
                        .originGroups(groups(origins))
                        .build());
    }

    /**
     * Two buckets as in {@link #overBoth}, and the sample shop's API beside them. Pages for errors are of a whole
     * distribution: here they would stand for the API's own answers, so there are none, and no error is kept.
     */
    String overTheShop(String id, Named named, List<String> buckets, String api) {
        List<OriginProperty> origins = pair(buckets);
        String content =
                SecurityHeaders.policy(stack, "shop", SampleShop.CONTENT_POLICY).getAttrId();
        return make(
                id,
                common(named, "both")
                        .origins(Stream.concat(origins.stream(), Stream.of(apiOrigin(api)))
                                .toList())
                        .originGroups(groups(origins))
                        .defaultCacheBehavior(pages("both", content))
                        .cacheBehaviors(List.of(apiCalls(content)))
                        .customErrorResponses(
                                ERRORS.stream().map(Distributions::asItIs).toList())
                        .build());
    }

    private List<OriginProperty> pair(List<String> buckets) {
        return List.of(origin("primary", buckets.getFirst()), origin("secondary", buckets.getLast()));
    }

    private static OriginGroupsProperty groups(List<OriginProperty> origins) {
        return OriginGroupsProperty.builder()
                .quantity(1)
                .items(List.of(group(origins)))
                .build();
    }

    private static OriginProperty apiOrigin(String name) {
        return OriginProperty.builder()
                .id(API)
                .domainName(name)
                .connectionAttempts(ATTEMPTS)
                .connectionTimeout(CONNECT_SECONDS)
                .customOriginConfig(CustomOriginConfigProperty.builder()
                        .originProtocolPolicy("https-only")
                        .originSslProtocols(List.of("TLSv1.2"))
                        .originReadTimeout(API_SECONDS)
                        .build())
                .build();
    }

    /** Every method, cookie and header but the viewer's Host: the origin's certificate is for its own name. */
    private static CacheBehaviorProperty apiCalls(String content) {
        return CacheBehaviorProperty.builder()
                .pathPattern(SampleShop.API)
                .targetOriginId(API)
                .viewerProtocolPolicy("https-only")
                .allowedMethods(List.of("GET", "HEAD", "OPTIONS", "PUT", "PATCH", "POST", "DELETE"))
                .cachedMethods(List.of("GET", "HEAD"))
                .cachePolicyId(CachePolicy.CACHING_DISABLED.getCachePolicyId())
                .originRequestPolicyId(OriginRequestPolicy.ALL_VIEWER_EXCEPT_HOST_HEADER.getOriginRequestPolicyId())
                .responseHeadersPolicyId(content)
                .build();
    }

    private String make(String id, DistributionConfigProperty config) {
        CfnDistribution distribution = CfnDistribution.Builder.create(stack, id)
                .distributionConfig(config)
                .build();
        Suppressed.at(distribution, "AwsSolutions-CFR1", "shoppers and operators travel");
        return distribution.getAttrDomainName();
    }

    private static OriginGroupProperty group(List<OriginProperty> origins) {
        return OriginGroupProperty.builder()
                .id("both")
                .failoverCriteria(OriginGroupFailoverCriteriaProperty.builder()
                        .statusCodes(StatusCodesProperty.builder()
                                .quantity(FAILOVER_CODES.size())
                                .items(new ArrayList<>(FAILOVER_CODES))
                                .build())
                        .build())
                .members(OriginGroupMembersProperty.builder()
                        .quantity(origins.size())
                        .items(origins.stream()
                                .map(origin -> OriginGroupMemberProperty.builder()
                                        .originId(origin.getId())
                                        .build())
                                .toList())
                        .build())
                .build();
    }

    private OriginProperty origin(String id, String bucket) {
        return OriginProperty.builder()
                .id(id)
                .domainName(bucket)
                .originAccessControlId(access)
                .connectionAttempts(ATTEMPTS)
                .connectionTimeout(CONNECT_SECONDS)
                .s3OriginConfig(S3OriginConfigProperty.builder()
                        .originAccessIdentity("") // none: access control takes its place
                        .build())
                .build();
    }

    private DistributionConfigProperty.Builder common(Named named, String origin) {
        return DistributionConfigProperty.builder()
                .enabled(true)
                .aliases(List.of(named.name()))
                .defaultRootObject("index.html")
                .httpVersion("http2and3")
                .webAclId(shield)
                .viewerCertificate(ViewerCertificateProperty.builder()
                        .acmCertificateArn(named.certificate())
                        .minimumProtocolVersion("TLSv1.2_2021")
                        .sslSupportMethod("sni-only")
                        .build())
                .logging(LoggingProperty.builder()
                        .bucket(logs)
                        .prefix(named.name() + "/")
                        .build())
                .customErrorResponses(
                        ERRORS.stream().map(Distributions::errorPage).toList())
                .defaultCacheBehavior(pages(origin, headers.getAttrId()));
    }

    private static DefaultCacheBehaviorProperty pages(String origin, String headers) {
        return DefaultCacheBehaviorProperty.builder()
                .targetOriginId(origin)
                .viewerProtocolPolicy("redirect-to-https")
                .allowedMethods(List.of("GET", "HEAD", "OPTIONS")) // what an origin group fails over for
                .cachedMethods(List.of("GET", "HEAD"))
                .compress(true)
                .cachePolicyId(CACHING)
                .responseHeadersPolicyId(headers)
                .build();
    }

    private static CustomErrorResponseProperty asItIs(int code) {
        return CustomErrorResponseProperty.builder()
                .errorCode(code)
                .errorCachingMinTtl(0)
                .build();
    }

    private static CustomErrorResponseProperty errorPage(int code) {
        int told = code == 403 ? 404 : code; // a private bucket says 403 of what is missing
        return CustomErrorResponseProperty.builder()
                .errorCode(code)
                .responseCode(told)
                .responsePagePath(told == 404 ? "/not-found.html" : "/sorry.html")
                .errorCachingMinTtl(ERROR_KEPT)
                .build();
    }
}

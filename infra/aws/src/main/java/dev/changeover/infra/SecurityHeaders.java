package dev.changeover.infra;

import java.util.Optional;
import software.amazon.awscdk.services.cloudfront.CfnResponseHeadersPolicy;
import software.amazon.awscdk.services.cloudfront.CfnResponseHeadersPolicy.ContentSecurityPolicyProperty;
import software.amazon.awscdk.services.cloudfront.CfnResponseHeadersPolicy.ContentTypeOptionsProperty;
import software.amazon.awscdk.services.cloudfront.CfnResponseHeadersPolicy.FrameOptionsProperty;
import software.amazon.awscdk.services.cloudfront.CfnResponseHeadersPolicy.ReferrerPolicyProperty;
import software.amazon.awscdk.services.cloudfront.CfnResponseHeadersPolicy.ResponseHeadersPolicyConfigProperty;
import software.amazon.awscdk.services.cloudfront.CfnResponseHeadersPolicy.SecurityHeadersConfigProperty;
import software.amazon.awscdk.services.cloudfront.CfnResponseHeadersPolicy.StrictTransportSecurityProperty;
import software.constructs.Construct;

/**
 * What every answer says to the browser. A Content-Security-Policy is in the page, which knows its own scripts, unless
 * one policy is given for all pages.
 */
final class SecurityHeaders {
    /** Two years in seconds, what browsers' preload lists ask for. */
    private static final int TWO_YEARS = 63_072_000;

    private SecurityHeaders() {}

    static CfnResponseHeadersPolicy policy(Construct stack) {
        return named(stack, "Headers", "changeover", Optional.empty());
    }

    /** With a Content-Security-Policy for every page. */
    static CfnResponseHeadersPolicy policy(Construct stack, String name, String content) {
        var property = ContentSecurityPolicyProperty.builder()
                .contentSecurityPolicy(content)
                .override(true)
                .build();
        return named(stack, "Headers-" + name, "changeover-" + name, Optional.of(property));
    }

    private static CfnResponseHeadersPolicy named(
            Construct stack, String id, String name, Optional<ContentSecurityPolicyProperty> content) {
        return CfnResponseHeadersPolicy.Builder.create(stack, id)
                .responseHeadersPolicyConfig(ResponseHeadersPolicyConfigProperty.builder()
                        .name(name)
                        .securityHeadersConfig(SecurityHeadersConfigProperty.builder()
                                .contentSecurityPolicy(content.orElse(null))
                                .strictTransportSecurity(StrictTransportSecurityProperty.builder()
                                        .accessControlMaxAgeSec(TWO_YEARS)
                                        .includeSubdomains(true)
                                        .override(true)
                                        .build())
                                .contentTypeOptions(ContentTypeOptionsProperty.builder()
                                        .override(true)
                                        .build())
                                .frameOptions(FrameOptionsProperty.builder()
                                        .frameOption("DENY")
                                        .override(true)
                                        .build())
                                .referrerPolicy(ReferrerPolicyProperty.builder()
                                        .referrerPolicy("same-origin")
                                        .override(true)
                                        .build())
                                .build())
                        .build())
                .build();
    }
}

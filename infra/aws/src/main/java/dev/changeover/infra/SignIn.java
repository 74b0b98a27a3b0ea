package dev.changeover.infra;

import dev.changeover.infra.Parameters.Home;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.RemovalPolicy;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.services.cognito.AccountRecovery;
import software.amazon.awscdk.services.cognito.CfnUserPoolGroup;
import software.amazon.awscdk.services.cognito.CognitoDomainOptions;
import software.amazon.awscdk.services.cognito.FeaturePlan;
import software.amazon.awscdk.services.cognito.Mfa;
import software.amazon.awscdk.services.cognito.MfaSecondFactor;
import software.amazon.awscdk.services.cognito.OAuthFlows;
import software.amazon.awscdk.services.cognito.OAuthScope;
import software.amazon.awscdk.services.cognito.OAuthSettings;
import software.amazon.awscdk.services.cognito.PasswordPolicy;
import software.amazon.awscdk.services.cognito.StandardThreatProtectionMode;
import software.amazon.awscdk.services.cognito.UserPool;
import software.amazon.awscdk.services.cognito.UserPoolClient;
import software.amazon.awscdk.services.cognito.UserPoolClientOptions;
import software.amazon.awscdk.services.cognito.UserPoolDomainOptions;
import software.amazon.awscdk.services.wafv2.CfnWebACLAssociation;

/** Who operators are, in this Region alone: the other Region's pool has the same people, entered by hand. */
final class SignIn {
    static final List<String> ROLES = List.of("viewer", "operator", "approver", "auditor");

    private final UserPoolClient client;
    private final String issuer;
    private final Home home;
    private final String prefix;

    SignIn(Stack stack, Parameters parameters, Home home) {
        this.home = home;
        this.prefix = "changeover-" + parameters.account() + "-" + home.region();
        UserPool pool = pool(stack);
        for (String role : ROLES) {
            CfnUserPoolGroup.Builder.create(stack, "Group-" + role)
                    .groupName(role)
                    .userPoolId(pool.getUserPoolId())
                    .build();
        }
        client = pool.addClient("Console", client(home));
        pool.addDomain(
                "Domain",
                UserPoolDomainOptions.builder()
                        .cognitoDomain(CognitoDomainOptions.builder()
                                .domainPrefix(prefix)
                                .build())
                        .build());
        issuer = "https://cognito-idp." + home.region() + ".amazonaws.com/" + pool.getUserPoolId();
        CfnWebACLAssociation.Builder.create(stack, "SignInShield")
                .resourceArn(pool.getUserPoolArn())
                .webAclArn(new Shield(stack, "SignIn", Shield.REGIONAL).arn())
                .build();
        Stacks.output(stack, "UserPoolId", pool.getUserPoolId());
        Stacks.output(stack, "ClientId", client.getUserPoolClientId());
        Stacks.output(stack, "Issuer", issuer);
    }

    private static UserPool pool(Stack stack) {
        return UserPool.Builder.create(stack, "Operators")
                .userPoolName("changeover-operators")
                .selfSignUpEnabled(false)
                .signInCaseSensitive(false)
                .mfa(Mfa.REQUIRED)
                .mfaSecondFactor(MfaSecondFactor.builder().otp(true).sms(false).build())
                .accountRecovery(AccountRecovery.NONE) // an administrator resets, so that a mailbox is no way in
                .passwordPolicy(PasswordPolicy.builder()
                        .minLength(14)
                        .requireDigits(true)
                        .requireLowercase(true)
                        .requireUppercase(true)
                        .requireSymbols(true)
                        .tempPasswordValidity(Duration.days(3))
                        .build())
                .featurePlan(FeaturePlan.PLUS)
                .standardThreatProtectionMode(StandardThreatProtectionMode.FULL_FUNCTION)
                .deletionProtection(true)
                .removalPolicy(RemovalPolicy.RETAIN)
                .build();
    }

    /** A page has no secret to keep: authorization code with PKCE, and no other flow. */
    private static UserPoolClientOptions client(Home home) {
        return UserPoolClientOptions.builder()
                .userPoolClientName("changeover-console")
                .generateSecret(false)
                .preventUserExistenceErrors(true)
                .enableTokenRevocation(true)
                .accessTokenValidity(Duration.hours(1))
                .idTokenValidity(Duration.hours(1))
                .refreshTokenValidity(Duration.hours(12))
                .oAuth(OAuthSettings.builder()
                        .flows(OAuthFlows.builder().authorizationCodeGrant(true).build())
                        .scopes(List.of(OAuthScope.OPENID, OAuthScope.PROFILE))
                        .callbackUrls(List.of(home.console()))
                        .logoutUrls(List.of(home.console()))
                        .build())
                .build();
    }

    /** As the failover API is told of it. */
    Map<String, String> provider() {
        String pages = "https://" + prefix + ".auth." + home.region() + ".amazoncognito.com/oauth2/";
        Map<String, String> provider = new LinkedHashMap<>();
        provider.put("name", "Operators in " + home.region());
        provider.put("region", home.region().code());
        provider.put("issuer", issuer);
        provider.put("audience", audience());
        provider.put("who", "cognito:username");
        provider.put("authorization", pages + "authorize");
        provider.put("token", pages + "token");
        provider.put("jwks", issuer + "/.well-known/jwks.json");
        return provider;
    }

    String audience() {
        return client.getUserPoolClientId();
    }

    String issuer() {
        return issuer;
    }
}

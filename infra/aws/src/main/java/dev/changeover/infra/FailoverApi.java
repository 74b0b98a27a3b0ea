package dev.changeover.infra;

import java.util.List;
import java.util.Map;
import software.amazon.awscdk.Fn;
import software.amazon.awscdk.RemovalPolicy;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.services.apigatewayv2.CfnApi;
import software.amazon.awscdk.services.apigatewayv2.CfnApi.CorsProperty;
import software.amazon.awscdk.services.apigatewayv2.CfnAuthorizer;
import software.amazon.awscdk.services.apigatewayv2.CfnAuthorizer.JWTConfigurationProperty;
import software.amazon.awscdk.services.apigatewayv2.CfnIntegration;
import software.amazon.awscdk.services.apigatewayv2.CfnRoute;
import software.amazon.awscdk.services.apigatewayv2.CfnStage;
import software.amazon.awscdk.services.apigatewayv2.CfnStage.AccessLogSettingsProperty;
import software.amazon.awscdk.services.apigatewayv2.CfnStage.RouteSettingsProperty;
import software.amazon.awscdk.services.lambda.Alias;
import software.amazon.awscdk.services.lambda.CfnPermission;
import software.amazon.awscdk.services.logs.LogGroup;
import software.amazon.awscdk.services.logs.RetentionDays;

/** The failover API behind an HTTP API: a token is looked at before the function is, and every request is logged. */
final class FailoverApi {
    /** What whoever is about to sign in has to read; the function says nothing secret there. */
    static final List<String> OPEN = List.of("GET /v1/health", "GET /v1/sign-in");

    /** Requests a second of all callers together. Ours: a dozen consoles that poll twice a second. */
    private static final int RATE_MAX = 25;

    private static final int BURST_MAX = 50;

    /** ms: what an HTTP API waits at most (API Gateway quotas, read 2026), less one second for an answer of ours. */
    private static final int WAIT_MAX_MS = 29_000;

    private static final Map<String, String> LOG_LINE = Map.of(
            "requestId", "$context.requestId",
            "at", "$context.requestTime",
            "who", "$context.authorizer.claims.sub",
            "from", "$context.identity.sourceIp",
            "route", "$context.routeKey",
            "path", "$context.path",
            "status", "$context.status",
            "why", "$context.authorizer.error",
            "took", "$context.responseLatency");

    private final Stack stack;
    private final CfnApi api;

    FailoverApi(Stack stack, Parameters parameters, Alias function, SignIn signIn) {
        this.stack = stack;
        api = CfnApi.Builder.create(stack, "Api")
                .name("changeover")
                .protocolType("HTTP")
                .corsConfiguration(CorsProperty.builder()
                        .allowOrigins(origins(parameters))
                        .allowMethods(List.of("GET", "POST", "PUT"))
                        .allowHeaders(List.of("authorization", "content-type", "idempotency-key", "if-match"))
                        .exposeHeaders(List.of("etag", "location", "retry-after"))
                        .build())
                .build();
        String integration = "integrations/" + integration(function).getRef();
        CfnAuthorizer authorizer = authorizer(signIn);
        OPEN.forEach(route -> open(route, integration));
        CfnRoute.Builder.create(stack, "Closed")
                .apiId(api.getRef())
                .routeKey("ANY /v1/{proxy+}")
                .authorizationType("JWT")
                .authorizerId(authorizer.getRef())
                .target(integration)
                .build();
        stage();
        Stacks.output(stack, "ApiUrl", api.getAttrApiEndpoint() + "/");
    }

    /** Of both Regions' consoles: either may have to speak to this Region's API. */
    static List<String> origins(Parameters parameters) {
        return parameters.homes().stream().map(home -> origin(home.console())).toList();
    }

    private static String origin(String address) {
        int host = address.indexOf("//") + 2;
        return address.substring(0, address.indexOf('/', host));
    }

    private CfnIntegration integration(Alias function) {
        CfnPermission.Builder.create(stack, "ApiMayInvoke")
                .functionName(function.getFunctionArn())
                .action("lambda:InvokeFunction")
                .principal("apigateway.amazonaws.com")
                .sourceArn(Fn.sub(
                        "arn:aws:execute-api:${AWS::Region}:${AWS::AccountId}:${Api}/*", Map.of("Api", api.getRef())))
                .build();
        return CfnIntegration.Builder.create(stack, "Integration")
                .apiId(api.getRef())
                .integrationType("AWS_PROXY")
                .integrationUri(function.getFunctionArn())
                .payloadFormatVersion("2.0")
                .timeoutInMillis(WAIT_MAX_MS)
                .build();
    }

    private CfnAuthorizer authorizer(SignIn signIn) {
        return CfnAuthorizer.Builder.create(stack, "Tokens")
                .apiId(api.getRef())
                .name("operators")
                .authorizerType("JWT")
                .identitySource(List.of("$request.header.Authorization"))
                .jwtConfiguration(JWTConfigurationProperty.builder()
                        .issuer(signIn.issuer())
                        .audience(List.of(signIn.audience()))
                        .build())
                .build();
    }

    private void open(String route, String integration) {
        CfnRoute made = CfnRoute.Builder.create(stack, "Open" + OPEN.indexOf(route))
                .apiId(api.getRef())
                .routeKey(route)
                .authorizationType("NONE")
                .target(integration)
                .build();
        Suppressed.at(made, "AwsSolutions-APIG4", "whoever has no token yet must read where to get one; nothing else");
    }

    private void stage() {
        LogGroup log = LogGroup.Builder.create(stack, "ApiLog")
                .logGroupName("/changeover/api")
                .retention(RetentionDays.THIRTEEN_MONTHS)
                .removalPolicy(RemovalPolicy.RETAIN)
                .build();
        CfnStage.Builder.create(stack, "Stage")
                .apiId(api.getRef())
                .stageName("$default")
                .autoDeploy(true)
                .accessLogSettings(AccessLogSettingsProperty.builder()
                        .destinationArn(log.getLogGroupArn())
                        .format(stack.toJsonString(LOG_LINE))
                        .build())
                .defaultRouteSettings(RouteSettingsProperty.builder()
                        .throttlingRateLimit(RATE_MAX)
                        .throttlingBurstLimit(BURST_MAX)
                        .build())
                .build();
    }
}

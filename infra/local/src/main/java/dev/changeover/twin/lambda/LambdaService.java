package dev.changeover.twin.lambda;

import dev.changeover.twin.model.AwsError;
import dev.changeover.twin.wire.AwsReply;
import dev.changeover.twin.wire.AwsRequest;
import dev.changeover.twin.wire.Fields;
import dev.changeover.twin.wire.RestJson;
import dev.changeover.twin.wire.RestRoutes;
import dev.changeover.twin.wire.Service;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** Lambda on the wire (restJson). */
public final class LambdaService implements Service {
    private static final String FUNCTIONS = "/2015-03-31/functions";
    private static final String FUNCTION = FUNCTIONS + "/{FunctionName}";
    private static final String EVENTS = "/2019-09-25/functions/{FunctionName}/event-invoke-config";
    private static final String CONCURRENCY = "/functions/{FunctionName}/concurrency";

    private static final RestRoutes ROUTES = new RestRoutes()
            .with("POST", FUNCTIONS, "CreateFunction")
            .with("GET", FUNCTIONS, "ListFunctions")
            .with("GET", FUNCTION, "GetFunction")
            .with("DELETE", FUNCTION, "DeleteFunction")
            .with("GET", FUNCTION + "/configuration", "GetFunctionConfiguration")
            .with("PUT", FUNCTION + "/configuration", "UpdateFunctionConfiguration")
            .with("PUT", FUNCTION + "/code", "UpdateFunctionCode")
            .with("POST", FUNCTION + "/invocations", "Invoke")
            .with("POST", FUNCTION + "/versions", "PublishVersion")
            .with("GET", FUNCTION + "/versions", "ListVersionsByFunction")
            .with("POST", FUNCTION + "/aliases", "CreateAlias")
            .with("GET", FUNCTION + "/aliases", "ListAliases")
            .with("GET", FUNCTION + "/aliases/{Name}", "GetAlias")
            .with("PUT", FUNCTION + "/aliases/{Name}", "UpdateAlias")
            .with("DELETE", FUNCTION + "/aliases/{Name}", "DeleteAlias")
            .with("POST", FUNCTION + "/policy", "AddPermission")
            .with("GET", FUNCTION + "/policy", "GetPolicy")
            .with("DELETE", FUNCTION + "/policy/{StatementId}", "RemovePermission")
            .with("PUT", EVENTS, "PutFunctionEventInvokeConfig")
            .with("POST", EVENTS, "UpdateFunctionEventInvokeConfig")
            .with("GET", EVENTS, "GetFunctionEventInvokeConfig")
            .with("DELETE", EVENTS, "DeleteFunctionEventInvokeConfig")
            .with("PUT", "/2017-10-31" + CONCURRENCY, "PutFunctionConcurrency")
            .with("DELETE", "/2017-10-31" + CONCURRENCY, "DeleteFunctionConcurrency")
            .with("GET", "/2019-09-30" + CONCURRENCY, "GetFunctionConcurrency");

    private final Map<String, Function<LambdaCall, AwsReply>> operations = new HashMap<>();

    private LambdaService(Lambdas lambdas) {
        operations.putAll(new FunctionCalls(lambdas).operations());
        operations.putAll(new AttachmentCalls(lambdas.attachments()).operations());
        operations.put("Invoke", new InvokeCall(lambdas)::answer);
    }

    public static Service over(Lambdas lambdas) {
        return new LambdaService(lambdas);
    }

    @Override
    public String signingName() {
        return "lambda";
    }

    @Override
    public String action(AwsRequest request) {
        return ROUTES.take(request).map(RestRoutes.Taken::action).orElse("");
    }

    /** Those of the path, and which version or alias is meant. */
    @Override
    public Fields members(AwsRequest request) {
        Map<String, Object> named = new HashMap<>();
        ROUTES.take(request).map(RestRoutes.Taken::path).ifPresent(named::putAll);
        Optional.ofNullable(request.query().get("Qualifier")).ifPresent(alias -> named.put("Qualifier", alias));
        return Fields.json(named);
    }

    @Override
    public AwsReply answer(AwsRequest request) {
        RestRoutes.Taken taken = ROUTES.take(request).orElseThrow(() -> RestJson.unknown(request));
        return operations.get(taken.action()).apply(new LambdaCall(request, taken.path()));
    }

    @Override
    public AwsReply refuse(AwsRequest request, AwsError error) {
        return RestJson.refusal(error);
    }
}

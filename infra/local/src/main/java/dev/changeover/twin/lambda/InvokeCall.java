package dev.changeover.twin.lambda;

import dev.changeover.twin.wire.AwsReply;
import dev.changeover.twin.wire.RestJson;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Invoke, which waits for the function where the caller does. */
final class InvokeCall {
    /** The longest a function may take, its start, and a minute in which it would have been noticed. */
    private static final Duration ANSWER_MAX =
            FunctionSpec.TIMEOUT_MAX.plus(Environment.INIT_MAX).plusMinutes(1);

    private final Lambdas lambdas;

    InvokeCall(Lambdas lambdas) {
        this.lambdas = lambdas;
    }

    AwsReply answer(LambdaCall call) {
        String type = call.header("x-amz-invocation-type").orElse("RequestResponse");
        String logType = call.header("x-amz-log-type").orElse("None");
        if (!logType.equals("None") && !logType.equals("Tail")) {
            throw LambdaErrors.invalid("LogType must be None or Tail, not " + logType);
        }
        var asked = new Lambdas.Call(
                call.name(),
                call.qualifier(),
                new String(call.request().body(), StandardCharsets.UTF_8),
                call.header("x-amz-client-context").map(InvokeCall::decoded));
        return switch (type) {
            case "RequestResponse" -> wait(call, asked, logType.equals("Tail"));
            case "Event" -> {
                String id = lambdas.send(call.region(), withoutContext(asked));
                yield RestJson.reply(202, Map.of(RestJson.REQUEST_ID, id), "");
            }
            case "DryRun" -> {
                FunctionVersion version = lambdas.tryOut(call.region(), asked);
                yield RestJson.reply(204, executed(version.version()), "");
            }
            default ->
                throw LambdaErrors.invalid("InvocationType must be RequestResponse, Event or DryRun, not " + type);
        };
    }

    /** Lambda hands the client's context to synchronous invocations only. */
    private static Lambdas.Call withoutContext(Lambdas.Call call) {
        return new Lambdas.Call(call.function(), call.qualifier(), call.payload(), Optional.empty());
    }

    private static String decoded(String base64) {
        try {
            return new String(Base64.getDecoder().decode(base64), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException notBase64) {
            throw LambdaErrors.invalid("Client context must be a valid Base64-encoded JSON object.");
        }
    }

    private AwsReply wait(LambdaCall call, Lambdas.Call asked, boolean tail) {
        var end = new CompletableFuture<Ended>();
        lambdas.invoke(call.region(), asked, end::complete);
        try {
            return reply(end.get(ANSWER_MAX.toMillis(), TimeUnit.MILLISECONDS), tail);
        } catch (InterruptedException closing) {
            Thread.currentThread().interrupt();
            throw LambdaErrors.lost();
        } catch (ExecutionException | TimeoutException bug) {
            throw new IllegalStateException("an invocation did not end although every one is bounded", bug);
        }
    }

    private static AwsReply reply(Ended ended, boolean tail) {
        var headers = new HashMap<>(executed(ended.version()));
        headers.put(RestJson.REQUEST_ID, ended.requestId());
        if (tail) {
            headers.put(
                    "X-Amz-Log-Result",
                    Base64.getEncoder().encodeToString(ended.log().get().getBytes(StandardCharsets.UTF_8)));
        }
        return switch (ended.outcome()) {
            case Outcome.Returned(var payload) -> RestJson.reply(200, headers, payload);
            case Outcome.Failed(var error) -> {
                headers.put("X-Amz-Function-Error", AutomationFunctions.UNHANDLED);
                yield RestJson.reply(200, headers, error);
            }
            case Outcome.Lost _ -> throw LambdaErrors.lost(); // the gateway keeps it while the Region is dark
        };
    }

    private static Map<String, String> executed(String version) {
        return Map.of("X-Amz-Executed-Version", version);
    }
}

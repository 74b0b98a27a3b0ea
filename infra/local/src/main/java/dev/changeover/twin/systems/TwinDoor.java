package dev.changeover.twin.systems;

import dev.changeover.twin.model.AwsError;
import dev.changeover.twin.ssm.Automation;
import dev.changeover.twin.ssm.AwsCalls;
import dev.changeover.twin.ssm.Functions;
import dev.changeover.twin.wire.AwsReply;
import dev.changeover.twin.wire.AwsRequest;
import dev.changeover.twin.wire.JsonProtocol;
import dev.changeover.twin.wire.Service;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** The twin's side: functions and services, for Automation in its own process. */
final class TwinDoor implements Service {
    /** Longer than any function may take (15 minutes, Lambda quotas, read 2026). */
    private static final Duration ANSWER_MAX = Duration.ofMinutes(16);

    private final Automation.Ground ground;
    private final JsonProtocol protocol = new JsonProtocol("1.1");

    TwinDoor(Automation.Ground ground) {
        this.ground = ground;
    }

    @Override
    public String signingName() {
        return Letter.TWIN;
    }

    @Override
    public String action(AwsRequest request) {
        return protocol.action(request);
    }

    @Override
    public AwsReply answer(AwsRequest request) {
        Object answer = switch (action(request)) {
            case "Invoke" -> invoke(request);
            case "Call" -> call(request);
            case String action -> throw protocol.unknown(signingName(), action);
        };
        return new AwsReply(200, "application/json", Map.of(), Letter.JSON.writeValueAsBytes(answer));
    }

    @Override
    public AwsReply refuse(AwsRequest request, AwsError error) {
        return protocol.refusal(error);
    }

    private Letter.Invoked invoke(AwsRequest request) {
        var asked = Letter.JSON.readValue(request.body(), Letter.Invoke.class);
        var invocation = new Functions.Invocation(
                asked.function(),
                Optional.of(asked.qualifier()).filter(text -> !text.isEmpty()),
                asked.type(),
                asked.payload());
        var answer = new CompletableFuture<Functions.Answer>();
        ground.functions().invoke(request.region(), invocation, answer::complete);
        return switch (await(answer)) {
            case Functions.Answer.Returned(var status, var payload, var error) ->
                new Letter.Invoked(status, payload, error.orElse(""), List.of());
            case Functions.Answer.Refused(var why) -> new Letter.Invoked(0, "", "", List.of(refusal(why)));
        };
    }

    private Letter.Called call(AwsRequest request) {
        var asked = Letter.JSON.readValue(request.body(), Letter.Call.class);
        var outcome = new CompletableFuture<AwsCalls.Outcome>();
        var call = new AwsCalls.Request(asked.service(), asked.api(), asked.inputs());
        ground.timeline().run(() -> ground.calls().call(request.region(), call, outcome::complete));
        return switch (await(outcome)) {
            case AwsCalls.Outcome.Answered(var members) -> new Letter.Called(members, List.of());
            case AwsCalls.Outcome.Refused(var why) -> new Letter.Called(Map.of(), List.of(refusal(why)));
        };
    }

    private static Letter.Refusal refusal(AwsError why) {
        return new Letter.Refusal(why.code(), why.status(), why.getMessage());
    }

    private static <T> T await(CompletableFuture<T> answer) {
        try {
            return answer.get(ANSWER_MAX.toSeconds(), TimeUnit.SECONDS);
        } catch (TimeoutException lost) {
            throw new AwsError("ServiceUnavailable", 503, "No answer came.");
        } catch (InterruptedException closing) {
            Thread.currentThread().interrupt();
            throw new AwsError("ServiceUnavailable", 503, "The twin is ending.");
        } catch (ExecutionException impossible) {
            throw new IllegalStateException("nobody completes it so", impossible);
        }
    }
}

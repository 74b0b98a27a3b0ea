package dev.changeover.twin.systems;

import dev.changeover.core.model.Region;
import dev.changeover.twin.model.AwsError;
import dev.changeover.twin.ssm.AwsCalls;
import dev.changeover.twin.ssm.Functions;
import dev.changeover.twin.wire.RpcService;
import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.util.Optional;
import java.util.function.Consumer;

/** The process's side: reaches the twin's functions and services. What is lost on the way is never answered. */
final class FarGround implements Functions, AwsCalls {
    private final int port;
    private final HttpClient client = HttpClient.newHttpClient();
    private Optional<RpcService> own = Optional.empty();

    FarGround(int port) {
        this.port = port;
    }

    /** Calls to Systems Manager itself need no way. To be told under the timeline's lock, before anything runs. */
    void join(RpcService systemsManager) {
        own = Optional.of(systemsManager);
    }

    @Override
    public void invoke(Region region, Invocation invocation, Consumer<Answer> completion) {
        var letter = new Letter.Invoke(
                invocation.function(), invocation.qualifier().orElse(""), invocation.type(), invocation.payload());
        send(region, letter, body -> {
            var invoked = Letter.JSON.readValue(body, Letter.Invoked.class);
            completion.accept(
                    invoked.refusal().isEmpty()
                            ? new Answer.Returned(
                                    invoked.statusCode(),
                                    invoked.payload(),
                                    Optional.of(invoked.error()).filter(error -> !error.isEmpty()))
                            : new Answer.Refused(error(invoked.refusal().getFirst())));
        });
    }

    @Override
    public void call(Region region, Request request, Consumer<Outcome> completion) {
        Optional<RpcService> here = own.filter(service -> service.signingName().equals(request.service()));
        if (here.isPresent()) {
            completion.accept(outcome(here.get(), region, request));
            return;
        }
        var letter = new Letter.Call(request.service(), request.api(), request.inputs());
        send(region, letter, body -> {
            var called = Letter.JSON.readValue(body, Letter.Called.class);
            completion.accept(
                    called.refusal().isEmpty()
                            ? new Outcome.Answered(called.members())
                            : new Outcome.Refused(error(called.refusal().getFirst())));
        });
    }

    private static Outcome outcome(RpcService service, Region region, Request request) {
        try {
            return new Outcome.Answered(service.call(region, request.api(), request.inputs()));
        } catch (AwsError refused) {
            return new Outcome.Refused(refused);
        }
    }

    private static AwsError error(Letter.Refusal refusal) {
        return new AwsError(refusal.code(), refusal.status(), refusal.message());
    }

    private void send(Region region, Object letter, Consumer<byte[]> onAnswer) {
        var _ = client.sendAsync(
                        Letter.to(port, region, Letter.TWIN, letter).build(), HttpResponse.BodyHandlers.ofByteArray())
                .thenAccept(answer -> {
                    if (answer.statusCode() == 200) {
                        onAnswer.accept(answer.body());
                    }
                });
    }
}

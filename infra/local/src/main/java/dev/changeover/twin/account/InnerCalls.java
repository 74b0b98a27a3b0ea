package dev.changeover.twin.account;

import dev.changeover.core.model.Region;
import dev.changeover.twin.model.AwsError;
import dev.changeover.twin.model.CommonErrors;
import dev.changeover.twin.model.Fault;
import dev.changeover.twin.model.Faults;
import dev.changeover.twin.ssm.AwsCalls;
import dev.changeover.twin.wire.RpcService;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * The calls Automation makes to the account's other services, in the same process and under the same lock. They meet
 * the same fault plan as those that come over the wire; a fault that would make them wait makes them fail instead.
 */
final class InnerCalls implements AwsCalls {
    /** What boto3 calls a service whose signing name is another. */
    private static final Map<String, String> BOTO3_NAMES = Map.of("monitoring", "cloudwatch");

    private final Faults faults;
    private final Map<String, RpcService> services = new LinkedHashMap<>();

    InnerCalls(Faults faults) {
        this.faults = faults;
    }

    InnerCalls join(RpcService service) {
        services.put(BOTO3_NAMES.getOrDefault(service.signingName(), service.signingName()), service);
        return this;
    }

    @Override
    public void call(Region region, Request request, Consumer<Outcome> completion) {
        completion.accept(outcome(region, request));
    }

    private Outcome outcome(Region region, Request request) {
        try {
            return new Outcome.Answered(answer(region, request));
        } catch (AwsError refused) {
            return new Outcome.Refused(refused);
        }
    }

    private Map<String, Object> answer(Region region, Request request) {
        RpcService service = Optional.ofNullable(services.get(request.service()))
                .orElseThrow(() -> new AwsError("UnknownServiceException", 400, without(request.service())));
        return switch (faults.at(new Faults.Call(region, service.signingName(), request.api()))) {
            case Fault.None _, Fault.Slow _ -> service.call(region, request.api(), request.inputs());
            case Fault.Broken _ -> throw CommonErrors.internal(service.signingName());
            case Fault.Throttle _ -> throw CommonErrors.throttled(service.signingName());
            case Fault.LoseReply _ -> {
                service.call(region, request.api(), request.inputs());
                throw lost(region, request);
            }
            case Fault.Dark _, Fault.Silent _, Fault.LoseRequest _ -> throw lost(region, request);
        };
    }

    private String without(String service) {
        return service.equals(Faults.ARC)
                ? "Automation cannot call " + service
                        + ": a call goes to the Region's own endpoint, and a cluster's are elsewhere. Use a function."
                : "Automation in the twin does not call " + service + ". It calls " + services.keySet() + ".";
    }

    /** boto3's name for it; AWS sends nothing then that has one. */
    private static AwsError lost(Region region, Request request) {
        return new AwsError(
                "ConnectionError",
                504,
                "There was no answer to " + request.service() + ":" + request.api() + " in " + region + ".");
    }
}

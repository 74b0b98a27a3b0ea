package dev.changeover.twin.ports;

import dev.changeover.core.port.Answer;
import dev.changeover.core.port.PortFailure;
import dev.changeover.core.port.PortFailure.Code;
import dev.changeover.twin.model.AwsError;
import dev.changeover.twin.model.CommonErrors;
import dev.changeover.twin.model.Fault;
import dev.changeover.twin.model.Faults;
import java.util.function.Function;
import java.util.function.Supplier;

/** Lets the fault plan have its way with a call, as the gateway does on the wire; puts refusals into core's words. */
final class Door {
    private static final PortFailure SILENCE = new PortFailure(Code.UNREACHABLE, "no answer in time");

    private final Faults faults;

    Door(Faults faults) {
        this.faults = faults;
    }

    <V> V read(Faults.Call call, Supplier<V> look, Function<PortFailure, V> unreadable) {
        return switch (faults.at(call)) {
            case Fault.None _, Fault.Slow _ -> {
                try {
                    yield look.get();
                } catch (AwsError error) {
                    yield unreadable.apply(failure(error));
                }
            }
            case Fault.Broken _ -> unreadable.apply(failure(CommonErrors.internal(call.service())));
            case Fault.Throttle _ -> unreadable.apply(failure(CommonErrors.throttled(call.service())));
            case Fault.Dark _, Fault.Silent _, Fault.LoseReply _, Fault.LoseRequest _ -> unreadable.apply(SILENCE);
        };
    }

    Answer write(Faults.Call call, Runnable change) {
        return switch (faults.at(call)) {
            case Fault.None _, Fault.Slow _ -> tried(change);
            case Fault.Broken _ -> new Answer.Unknown(failure(CommonErrors.internal(call.service())));
            case Fault.Throttle _ -> new Answer.Refused(failure(CommonErrors.throttled(call.service())));
            case Fault.Dark _, Fault.Silent _, Fault.LoseRequest _ -> new Answer.Unknown(SILENCE);
            case Fault.LoseReply _ -> {
                tried(change);
                yield new Answer.Unknown(SILENCE);
            }
        };
    }

    private static Answer tried(Runnable change) {
        try {
            change.run();
            return new Answer.Accepted();
        } catch (AwsError refused) {
            return new Answer.Refused(failure(refused));
        }
    }

    static PortFailure failure(AwsError error) {
        return new PortFailure(code(error), error.code() + ": " + error.getMessage());
    }

    private static Code code(AwsError error) {
        if (error.getMessage().contains("safetyrule")) {
            return Code.SAFETY_RULE;
        }
        if (error.getMessage().contains("replica secret")) {
            return Code.READ_ONLY_REPLICA;
        }
        return switch (error.code()) {
            case "Throttling", "ThrottlingException", "TooManyRequestsException" -> Code.THROTTLED;
            case "InvalidGlobalClusterStateFault", "InvalidDBClusterStateFault", "ConflictException" -> Code.CONFLICT;
            case "EndpointTemporarilyUnavailableException" -> Code.UNREACHABLE;
            case "GlobalClusterNotFoundFault", "DBClusterNotFoundFault", "ResourceNotFoundException" -> Code.NOT_FOUND;
            case String _ when error.status() >= 500 -> Code.UNREACHABLE;
            case String _ -> Code.INVALID;
        };
    }
}

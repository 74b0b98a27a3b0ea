package dev.changeover.twin.ports;

import dev.changeover.core.model.Timeouts;
import dev.changeover.core.port.Answer;
import dev.changeover.core.port.PortFailure;
import dev.changeover.core.port.PortFailure.Code;
import dev.changeover.twin.model.AwsError;
import dev.changeover.twin.model.CommonErrors;
import dev.changeover.twin.model.Fault;
import dev.changeover.twin.model.Faults;
import dev.changeover.twin.model.Timeline;
import java.time.Duration;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Lets the fault plan have its way with a call, as the gateway does on the wire; puts refusals into core's words, as
 * the AWS adapters do.
 */
final class Door {
    private static final PortFailure SILENCE = new PortFailure(Code.UNREACHABLE, "no answer in time");

    /** The first HTTP status that says the far side failed, not the request. */
    private static final int SERVER_ERROR = 500;

    private final Timeline timeline;
    private final Faults faults;

    Door(Timeline timeline, Faults faults) {
        this.timeline = timeline;
        this.faults = faults;
    }

    <V> V read(Faults.Call call, Supplier<V> look, Function<PortFailure, V> unreadable) {
        return switch (faults.at(call)) {
            case Fault.None _ -> looked(look, unreadable);
            case Fault.Slow(var by) -> inTime(by) ? looked(look, unreadable) : unreadable.apply(SILENCE);
            case Fault.Broken _ -> unreadable.apply(failure(CommonErrors.internal(call.service())));
            case Fault.Throttle _ -> unreadable.apply(failure(CommonErrors.throttled(call.service())));
            case Fault.Dark _, Fault.Silent _, Fault.LoseReply _, Fault.LoseRequest _ -> unreadable.apply(SILENCE);
        };
    }

    Answer write(Faults.Call call, Runnable change) {
        return switch (faults.at(call)) {
            case Fault.None _ -> tried(change);
            case Fault.Slow(var by) -> inTime(by) ? tried(change) : late(by, change);
            case Fault.Broken _ -> new Answer.Unknown(failure(CommonErrors.internal(call.service())));
            case Fault.Throttle _ -> new Answer.Refused(failure(CommonErrors.throttled(call.service())));
            case Fault.Dark _, Fault.Silent _, Fault.LoseRequest _ -> new Answer.Unknown(SILENCE);
            case Fault.LoseReply _ -> {
                tried(change);
                yield new Answer.Unknown(SILENCE);
            }
        };
    }

    /** No call's caller waits longer, whatever the plan; in virtual time the wait itself costs nothing. */
    private static boolean inTime(Duration slow) {
        return slow.compareTo(Timeouts.CALL_DEFAULT) <= 0;
    }

    private static <V> V looked(Supplier<V> look, Function<PortFailure, V> unreadable) {
        try {
            return look.get();
        } catch (AwsError error) {
            return unreadable.apply(failure(error));
        }
    }

    /** What is not refused proves nothing: an error of the far side is no word on what it did. */
    private static Answer tried(Runnable change) {
        try {
            change.run();
            return new Answer.Accepted();
        } catch (AwsError error) {
            PortFailure why = failure(error);
            return error.status() >= SERVER_ERROR ? new Answer.Unknown(why) : new Answer.Refused(why);
        }
    }

    /** The caller has given up when the request takes effect. */
    private Answer late(Duration by, Runnable change) {
        timeline.after(by, () -> tried(change));
        return new Answer.Unknown(SILENCE);
    }

    static PortFailure failure(AwsError error) {
        return new PortFailure(code(error), error.code() + ": " + error.getMessage());
    }

    private static Code code(AwsError error) {
        if (error.getMessage().contains("safetyrule") && !error.getMessage().contains("wait period")) {
            return Code.SAFETY_RULE; // a rule's wait period is a matter of asking again
        }
        if (error.getMessage().contains("replica secret")) {
            return Code.READ_ONLY_REPLICA;
        }
        return switch (error.code()) {
            case "Throttling", "ThrottlingException", "TooManyRequestsException" -> Code.THROTTLED;
            case "InvalidGlobalClusterStateFault", "InvalidDBClusterStateFault", "ConflictException" -> Code.CONFLICT;
            case "GlobalClusterNotFoundFault", "DBClusterNotFoundFault", "ResourceNotFoundException" -> Code.NOT_FOUND;
            case String _ when error.status() >= SERVER_ERROR -> Code.UNREACHABLE;
            case String _ -> Code.INVALID;
        };
    }
}

package dev.changeover.handler;

import dev.changeover.aws.AwsAccount;
import dev.changeover.aws.FunctionCalls;
import dev.changeover.core.model.Timeouts;
import dev.changeover.core.port.Answer;

/** Sends an event to a function of this Region, so that the work goes on in a new invocation. */
interface Successor {
    /** {@code function} by its name or ARN. */
    Answer send(String function, String event);

    static Successor of(Settings settings) {
        var functions = new FunctionCalls(AwsAccount.open(settings.twin(), Timeouts.defaults()));
        return (function, event) -> functions.send(settings.region(), function, event);
    }
}

package dev.changeover.twin.account;

import dev.changeover.core.model.Region;
import dev.changeover.twin.model.AwsError;
import dev.changeover.twin.model.CommonErrors;
import dev.changeover.twin.model.Fault;
import dev.changeover.twin.model.Faults;
import dev.changeover.twin.ssm.Functions;
import java.util.function.Consumer;

/**
 * The functions that Automation invokes. It meets the same fault plan as whoever invokes over the wire; a fault that
 * would make it wait makes it fail instead.
 */
record InnerFunctions(Functions functions, Faults faults) implements Functions {
    private static final String LAMBDA = "lambda";

    @Override
    public void invoke(Region region, Invocation invocation, Consumer<Answer> completion) {
        switch (faults.at(new Faults.Call(region, LAMBDA, "Invoke"))) {
            // A dark Region is Lambda's own affair: the function dies with it, and no answer comes.
            case Fault.None _, Fault.Slow _, Fault.Dark _ -> functions.invoke(region, invocation, completion);
            case Fault.Broken _ -> completion.accept(new Answer.Refused(CommonErrors.internal(LAMBDA)));
            case Fault.Throttle _ -> completion.accept(new Answer.Refused(CommonErrors.throttled(LAMBDA)));
            case Fault.LoseReply _ -> {
                functions.invoke(region, invocation, _ -> {});
                completion.accept(lost(region));
            }
            case Fault.Silent _, Fault.LoseRequest _ -> completion.accept(lost(region));
        }
    }

    private static Answer lost(Region region) {
        return new Answer.Refused(
                new AwsError("ConnectionError", 504, "There was no answer to lambda:Invoke in " + region + "."));
    }
}

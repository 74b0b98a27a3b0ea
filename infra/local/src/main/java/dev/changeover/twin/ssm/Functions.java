package dev.changeover.twin.ssm;

import dev.changeover.core.model.Region;
import dev.changeover.twin.model.AwsError;
import java.util.Optional;
import java.util.function.Consumer;

/** What aws:invokeLambdaFunction needs of the Region's Lambda. */
public interface Functions {
    /**
     * Asks and returns at once. {@code completion} is told at most once, from any thread, even within this call; it is
     * never told when the answer is lost, as with a function that dies with its Region.
     */
    void invoke(Region region, Invocation invocation, Consumer<Answer> completion);

    /** {@code payload} is JSON; {@code type} is RequestResponse, Event or DryRun. */
    record Invocation(String function, Optional<String> qualifier, String type, String payload) {}

    sealed interface Answer {
        /** {@code payload} is JSON text, empty for Event and DryRun; {@code error} is Lambda's FunctionError. */
        record Returned(int statusCode, String payload, Optional<String> error) implements Answer {}

        /** Lambda did not run the function, as when there is none of that name. */
        record Refused(AwsError why) implements Answer {}
    }
}

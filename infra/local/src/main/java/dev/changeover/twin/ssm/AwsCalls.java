package dev.changeover.twin.ssm;

import dev.changeover.core.model.Region;
import dev.changeover.twin.model.AwsError;
import java.util.Map;
import java.util.function.Consumer;

/** What aws:executeAwsApi and its relatives need of the Region's other services. */
public interface AwsCalls {
    /**
     * Asks and returns at once, for it is called under the timeline's lock. {@code completion} is told at most once,
     * from any thread, even within this call.
     */
    void call(Region region, Request request, Consumer<Outcome> completion);

    /** {@code service} and {@code api} as a document has them, such as {@code rds} and {@code DescribeDBClusters}. */
    record Request(String service, String api, Map<String, Object> inputs) {}

    sealed interface Outcome {
        /** {@code members} are the answer's, in boto3's spelling. */
        record Answered(Map<String, Object> members) implements Outcome {}

        record Refused(AwsError why) implements Outcome {}
    }

    /** For a twin whose services have not been joined to Automation. */
    static AwsCalls none() {
        return (region, request, completion) -> completion.accept(new Outcome.Refused(new AwsError(
                "UnknownOperationException",
                400,
                "Automation in the twin does not call " + request.service() + ":" + request.api() + " in " + region
                        + ".")));
    }
}

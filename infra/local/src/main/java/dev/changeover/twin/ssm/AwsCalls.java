package dev.changeover.twin.ssm;

import dev.changeover.core.model.Region;
import dev.changeover.twin.model.AwsError;
import java.util.Map;

/** What aws:executeAwsApi and its relatives need of the Region's other services. */
public interface AwsCalls {
    /**
     * Makes the call and returns its answer's members, in boto3's spelling. Called under the timeline's lock, so it
     * must not wait. Throws {@link AwsError} when the service refuses.
     */
    Map<String, Object> call(Region region, Request request);

    /** {@code service} and {@code api} as a document has them, such as {@code rds} and {@code DescribeDBClusters}. */
    record Request(String service, String api, Map<String, Object> inputs) {}

    /** For a twin whose services have not been joined to Automation. */
    static AwsCalls none() {
        return (region, request) -> {
            throw new AwsError(
                    "UnknownOperationException",
                    400,
                    "Automation in the twin does not call " + request.service() + ":" + request.api() + " in " + region
                            + ".");
        };
    }
}

package dev.changeover.twin.wire;

import dev.changeover.twin.model.AwsError;
import java.util.Map;

/**
 * One AWS service on the wire: parses the call, asks the model, renders the answer.
 *
 * <p>Throws {@link AwsError} for a refusal; {@link #refuse} renders it in the service's protocol. A call the twin does
 * not know is a refusal that names the call.
 */
public interface Service {
    /** The service's name in the SigV4 scope, such as {@code rds} or {@code secretsmanager}. */
    String signingName();

    /** The API action the request names, such as {@code FailoverGlobalCluster}; faults are planned by it. */
    String action(AwsRequest request);

    /** The members that name what the call is about, for whoever keeps count; none where nobody wants to know. */
    default Fields members(AwsRequest request) {
        return Fields.json(Map.of());
    }

    AwsReply answer(AwsRequest request);

    AwsReply refuse(AwsRequest request, AwsError error);
}

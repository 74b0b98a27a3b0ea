package dev.changeover.twin.wire;

import dev.changeover.twin.model.AwsError;
import java.util.Map;

/** One of AWS's protocols that carry a named action and a tree of members. */
public interface Protocol {
    /** Whether the request is written in this protocol. */
    boolean speaks(AwsRequest request);

    /** The action the request names; empty when it names none. */
    String action(AwsRequest request);

    Fields input(AwsRequest request);

    AwsReply reply(String action, Map<String, ?> output);

    AwsReply refusal(AwsError error);

    /** AWS's answer to an action it does not have; the message names the call and says that the twin lacks it. */
    AwsError unknown(String service, String action);
}

package dev.changeover.twin.wire;

import dev.changeover.twin.model.AwsError;
import java.util.List;
import java.util.Map;

/** Refuses callers no service of ours will answer for, each in the protocol it seems to speak. */
final class Strangers {
    private static final QueryProtocol QUERY = new QueryProtocol("http://webservices.amazon.com/AWSFault/2005-15-09");
    private static final List<Protocol> RPC = List.of(new CborProtocol(Map.of()), new JsonProtocol("1.1"), QUERY);

    private Strangers() {}

    static AwsReply refuse(AwsRequest request, AwsError error) {
        return RPC.stream()
                .filter(protocol -> protocol.speaks(request))
                .findFirst()
                .map(protocol -> protocol.refusal(error))
                .orElseGet(() -> rest(request, error));
    }

    /** The call as well as it can be named without knowing the service. */
    static String name(AwsRequest request) {
        String action = RPC.stream()
                .filter(protocol -> protocol.speaks(request))
                .map(protocol -> protocol.action(request))
                .findFirst()
                .orElse("");
        return action.isEmpty() ? request.method() + " " + request.path() : action;
    }

    private static AwsReply rest(AwsRequest request, AwsError error) {
        boolean xml = request.headers().getOrDefault("content-type", "").contains("xml")
                || request.service().equals("route53")
                || request.service().equals("s3");
        return xml
                ? new RestXml("https://route53.amazonaws.com/doc/2013-04-01/").refusal(error)
                : RestJson.refusal(error);
    }
}

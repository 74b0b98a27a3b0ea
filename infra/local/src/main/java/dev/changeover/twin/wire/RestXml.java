package dev.changeover.twin.wire;

import dev.changeover.twin.model.AwsError;
import java.util.LinkedHashMap;
import java.util.Map;

/** restXml: resources by path, XML bodies. {@code namespace} is that of the service's model. */
public record RestXml(String namespace) {
    private static final String CONTENT_TYPE = "text/xml";

    public AwsReply reply(int status, String root, Map<String, ?> members) {
        return reply(status, root, members, Map.of());
    }

    public AwsReply reply(int status, String root, Map<String, ?> members, Map<String, String> headers) {
        return Replies.of(status, CONTENT_TYPE, Xml.document(root, namespace, members), headers);
    }

    public AwsReply refusal(AwsError error) {
        String requestId = Replies.requestId();
        var members = new LinkedHashMap<String, Object>();
        members.put(
                "Error",
                Output.of("Type", Replies.side(error.status()))
                        .with("Code", error.code())
                        .with("Message", error.getMessage())
                        .map());
        members.put("RequestId", requestId);
        return reply(error.status(), "ErrorResponse", members, Map.of(Replies.REQUEST_ID, requestId));
    }

    public static AwsError unknown(AwsRequest request) {
        return RestJson.unknown(request);
    }
}

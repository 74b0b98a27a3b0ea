package dev.changeover.twin.wire;

import dev.changeover.twin.model.AwsError;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * AWS Query: a form comes in, XML goes out. RDS, CloudWatch and STS speak it; {@code namespace} is the XML namespace of
 * the service's model.
 */
public record QueryProtocol(String namespace) implements Protocol {
    private static final String CONTENT_TYPE = "text/xml";

    @Override
    public boolean speaks(AwsRequest request) {
        return request.headers().getOrDefault("content-type", "").startsWith("application/x-www-form-urlencoded")
                || request.query().containsKey("Action");
    }

    @Override
    public String action(AwsRequest request) {
        return pairs(request).getOrDefault("Action", "");
    }

    @Override
    public Fields input(AwsRequest request) {
        return Fields.query(Form.tree(pairs(request)));
    }

    @Override
    public AwsReply reply(String action, Map<String, ?> output) {
        String requestId = Replies.requestId();
        var members = new LinkedHashMap<String, Object>();
        members.put(action + "Result", output);
        members.put("ResponseMetadata", Map.of("RequestId", requestId));
        return reply(200, action + "Response", members, requestId);
    }

    @Override
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
        return reply(error.status(), "ErrorResponse", members, requestId);
    }

    @Override
    public AwsError unknown(String service, String action) {
        return new AwsError("InvalidAction", 400, Replies.lacking(service, action));
    }

    private AwsReply reply(int status, String root, Map<String, ?> members, String requestId) {
        return Replies.of(
                status, CONTENT_TYPE, Xml.document(root, namespace, members), Map.of(Replies.REQUEST_ID, requestId));
    }

    private static Map<String, String> pairs(AwsRequest request) {
        var pairs = new LinkedHashMap<>(request.query());
        pairs.putAll(Form.pairs(new String(request.body(), StandardCharsets.UTF_8)));
        return pairs;
    }
}

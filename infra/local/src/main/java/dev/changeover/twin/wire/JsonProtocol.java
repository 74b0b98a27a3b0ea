package dev.changeover.twin.wire;

import dev.changeover.twin.model.AwsError;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * awsJson 1.0 and 1.1: one JSON object in, one out, the action in {@code X-Amz-Target}. {@code version} is the
 * service's own; a request in the other version is read as well. {@code shapes} names the error shape of those codes
 * that differ from it, as in services that once spoke Query.
 */
public record JsonProtocol(String version, Map<String, String> shapes) implements Protocol {
    public JsonProtocol(String version) {
        this(version, Map.of());
    }

    @Override
    public boolean speaks(AwsRequest request) {
        return request.headers().containsKey("x-amz-target");
    }

    @Override
    public String action(AwsRequest request) {
        String target = request.headers().getOrDefault("x-amz-target", "");
        return target.substring(target.lastIndexOf('.') + 1);
    }

    @Override
    public Fields input(AwsRequest request) {
        return Fields.json(Json.read(request.body()));
    }

    @Override
    public AwsReply reply(String action, Map<String, ?> output) {
        return Replies.of(200, contentType(), Json.write(output));
    }

    @Override
    public AwsReply refusal(AwsError error) {
        byte[] body = Json.write(errorBody(error, shapes));
        return Replies.of(error.status(), contentType(), body, errorHeaders(error, shapes));
    }

    @Override
    public AwsError unknown(String service, String action) {
        return new AwsError("UnknownOperationException", 400, Replies.lacking(service, action));
    }

    static Map<String, Object> errorBody(AwsError error, Map<String, String> shapes) {
        var body = new LinkedHashMap<String, Object>();
        body.put("__type", shapes.getOrDefault(error.code(), error.code()));
        body.put("message", error.getMessage());
        body.putAll(error.fields());
        return body;
    }

    /** A service that once spoke Query names the Query code in a header, so that clients keep seeing it. */
    static Map<String, String> errorHeaders(AwsError error, Map<String, String> shapes) {
        return shapes.isEmpty()
                ? Map.of()
                : Map.of("x-amzn-query-error", error.code() + ";" + Replies.side(error.status()));
    }

    private String contentType() {
        return "application/x-amz-json-" + version;
    }
}

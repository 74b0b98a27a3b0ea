package dev.changeover.twin.wire;

import dev.changeover.twin.model.AwsError;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/** restJson: resources by path, JSON bodies, the error's code in a header. */
public final class RestJson {
    /** The name under which every answer carries its request's id. */
    public static final String REQUEST_ID = Replies.REQUEST_ID;

    private static final String CONTENT_TYPE = "application/json";

    private RestJson() {}

    public static Fields input(AwsRequest request) {
        return Fields.json(Json.read(request.body()));
    }

    public static AwsReply reply(int status, Map<String, ?> output) {
        return Replies.of(status, CONTENT_TYPE, Json.write(output));
    }

    /** An answer whose body is text already, or empty. */
    public static AwsReply reply(int status, Map<String, String> headers, String json) {
        return Replies.of(status, CONTENT_TYPE, json.getBytes(StandardCharsets.UTF_8), headers);
    }

    public static AwsReply refusal(AwsError error) {
        var body = new LinkedHashMap<String, Object>();
        body.put("message", error.getMessage());
        body.putAll(error.fields());
        return Replies.of(error.status(), CONTENT_TYPE, Json.write(body), Map.of("x-amzn-ErrorType", error.code()));
    }

    public static AwsError unknown(AwsRequest request) {
        return new AwsError(
                "UnknownOperationException",
                404,
                Replies.lacking(request.service(), request.method() + " " + request.path()));
    }
}

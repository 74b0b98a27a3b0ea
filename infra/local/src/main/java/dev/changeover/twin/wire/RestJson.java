package dev.changeover.twin.wire;

import dev.changeover.twin.model.AwsError;
import java.util.LinkedHashMap;
import java.util.Map;

/** restJson: resources by path, JSON bodies, the error's code in a header. */
public final class RestJson {
    private static final String CONTENT_TYPE = "application/json";

    private RestJson() {}

    public static Fields input(AwsRequest request) {
        return Fields.json(Json.read(request.body()));
    }

    public static AwsReply reply(int status, Map<String, ?> output) {
        return Replies.of(status, CONTENT_TYPE, Json.write(output));
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

package dev.changeover.twin.wire;

import dev.changeover.twin.model.AwsError;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Smithy RPC v2 with CBOR bodies, the action in the path. What botocore 1.43 speaks to CloudWatch. */
public record CborProtocol(Map<String, String> shapes) implements Protocol {
    private static final Pattern PATH = Pattern.compile("/service/[^/]+/operation/([^/]+)");
    private static final String HEADER = "smithy-protocol";
    private static final String NAME = "rpc-v2-cbor";

    @Override
    public boolean speaks(AwsRequest request) {
        return NAME.equals(request.headers().get(HEADER));
    }

    @Override
    public String action(AwsRequest request) {
        Matcher path = PATH.matcher(request.path());
        return path.matches() ? path.group(1) : "";
    }

    @Override
    public Fields input(AwsRequest request) {
        return Fields.json(CborReader.read(request.body()));
    }

    @Override
    public AwsReply reply(String action, Map<String, ?> output) {
        return reply(200, output, Map.of());
    }

    @Override
    public AwsReply refusal(AwsError error) {
        return reply(error.status(), JsonProtocol.errorBody(error, shapes), JsonProtocol.errorHeaders(error, shapes));
    }

    @Override
    public AwsError unknown(String service, String action) {
        return new AwsError("UnknownOperationException", 404, Replies.lacking(service, action));
    }

    private static AwsReply reply(int status, Map<String, ?> members, Map<String, String> headers) {
        var all = new HashMap<>(headers);
        all.put(HEADER, NAME);
        return Replies.of(status, "application/cbor", CborWriter.write(members), all);
    }
}

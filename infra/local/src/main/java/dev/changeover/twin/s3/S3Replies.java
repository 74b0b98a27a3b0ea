package dev.changeover.twin.s3;

import dev.changeover.twin.model.AwsError;
import dev.changeover.twin.wire.AwsReply;
import dev.changeover.twin.wire.AwsRequest;
import dev.changeover.twin.wire.Xml;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;

/** How S3 answers. */
final class S3Replies {
    static final String REQUEST_ID = "x-amz-request-id";

    private static final String XML = "application/xml";
    private static final String NAMESPACE = "http://s3.amazonaws.com/doc/2006-03-01/";
    private static final int NOT_MODIFIED = 304;
    private static final byte[] NOTHING = {};

    private S3Replies() {}

    static String requestId() {
        return UUID.randomUUID().toString().replace("-", "").substring(0, 16).toUpperCase(Locale.ROOT);
    }

    static AwsReply empty(int status, Map<String, String> headers) {
        return of(status, XML, headers, NOTHING);
    }

    static AwsReply xml(String root, Map<String, ?> members) {
        return of(200, XML, Map.of(), Xml.document(root, NAMESPACE, members));
    }

    static AwsReply of(int status, String contentType, Map<String, String> headers, byte[] body) {
        var all = new HashMap<>(headers);
        all.putIfAbsent(REQUEST_ID, requestId());
        return new AwsReply(status, contentType, Map.copyOf(all), body);
    }

    /** S3's errors have no envelope and no namespace; an answer to HEAD has its status alone. */
    static AwsReply refusal(AwsRequest request, AwsError error) {
        String id = requestId();
        var headers = new HashMap<>(Map.of(REQUEST_ID, id));
        if (error.fields().get("Region") instanceof String region) {
            headers.put("x-amz-bucket-region", region);
        }
        if (request.method().equals("HEAD") || error.status() == NOT_MODIFIED) {
            return of(error.status(), XML, headers, NOTHING);
        }
        var members = new LinkedHashMap<String, Object>();
        members.put("Code", error.code());
        members.put("Message", error.getMessage());
        members.putAll(error.fields());
        members.put("RequestId", id);
        return of(error.status(), XML, headers, Xml.document("Error", "", members));
    }

    /** As in {@code Last-Modified}: seconds, GMT. */
    static String httpDate(Instant time) {
        return DateTimeFormatter.RFC_1123_DATE_TIME.format(
                time.truncatedTo(ChronoUnit.SECONDS).atOffset(ZoneOffset.UTC));
    }
}

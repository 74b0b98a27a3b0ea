package dev.changeover.twin.wire;

import java.util.HashMap;
import java.util.Map;
import java.util.UUID;

/** What every answer carries. */
final class Replies {
    static final String REQUEST_ID = "x-amzn-RequestId";

    private Replies() {}

    static String requestId() {
        return UUID.randomUUID().toString();
    }

    static AwsReply of(int status, String contentType, byte[] body) {
        return of(status, contentType, body, Map.of());
    }

    static AwsReply of(int status, String contentType, byte[] body, Map<String, String> headers) {
        var all = new HashMap<>(headers);
        all.putIfAbsent(REQUEST_ID, requestId());
        return new AwsReply(status, contentType, Map.copyOf(all), body);
    }

    /** AWS's word for whose fault an error is. */
    static String side(int status) {
        return status >= 500 ? "Receiver" : "Sender";
    }

    static String lacking(String service, String action) {
        return action.isEmpty()
                ? "The request names no action of " + service + "."
                : "The twin does not answer " + service + ":" + action + ".";
    }
}

package dev.changeover.twin.wire;

import dev.changeover.core.model.Region;
import java.util.Map;

/**
 * One request as it came over the wire. {@code region} and {@code service} are those of the SigV4 credential scope;
 * header names are lower case, {@code path} is as it was sent (still percent-encoded), query values are decoded.
 */
@SuppressWarnings("ArrayRecordComponent") // the body is handed on once and never compared
public record AwsRequest(
        Region region,
        String service,
        String method,
        String path,
        Map<String, String> query,
        Map<String, String> headers,
        byte[] body) {}

package dev.changeover.twin.wire;

import java.util.Map;

/** One answer as it goes over the wire. */
@SuppressWarnings("ArrayRecordComponent") // the body is written once and never compared
public record AwsReply(int status, String contentType, Map<String, String> headers, byte[] body) {}

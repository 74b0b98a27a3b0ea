package dev.changeover.twin.wire;

import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The SigV4 credential scope of a request: who asks which service in which Region. The signature itself is not
 * verified: the twin has no secrets to protect and takes any key.
 */
record Credential(String accessKey, String region, String service) {
    private static final Pattern IN_HEADER =
            Pattern.compile("Credential=([^/,\\s]+)/\\d{8}/([^/,\\s]+)/([^/,\\s]+)/aws4_request");
    private static final Pattern IN_QUERY = Pattern.compile("([^/]+)/\\d{8}/([^/]+)/([^/]+)/aws4_request");

    static Optional<Credential> of(Map<String, String> headers, Map<String, String> query) {
        Matcher header = IN_HEADER.matcher(headers.getOrDefault("authorization", ""));
        if (header.find()) {
            return Optional.of(new Credential(header.group(1), header.group(2), header.group(3)));
        }
        Matcher presigned = IN_QUERY.matcher(query.getOrDefault("X-Amz-Credential", ""));
        return presigned.matches()
                ? Optional.of(new Credential(presigned.group(1), presigned.group(2), presigned.group(3)))
                : Optional.empty();
    }
}

package dev.changeover.twin.edge;

import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * What a viewer gets for an error.
 *
 * @param code the status that the origin, or the edge for want of one, answered
 * @param page instead of the origin's own; empty to set {@code ttlMin} alone
 * @param ttlMin for how long the error is kept at least
 */
public record ErrorPage(int code, Optional<Page> page, Duration ttlMin) {
    /** CloudFront developer guide, "HTTP status codes for which CloudFront returns custom error pages", 2026-11-22. */
    public static final Set<Integer> CODES_ALLOWED = Set.of(400, 403, 404, 405, 414, 416, 500, 501, 502, 503, 504);

    /** How long CloudFront keeps an error when nothing is said (same guide). */
    static final Duration TTL_MIN_DEFAULT = Duration.ofSeconds(10);

    private static final Set<Integer> ANSWERS_ALLOWED =
            Set.of(200, 400, 403, 404, 405, 414, 416, 500, 501, 502, 503, 504);

    /** Where the page is, as a path of the distribution, and the status it is sent with. */
    public record Page(String path, int status) {
        public Page {
            if (!path.startsWith("/")) {
                throw new IllegalArgumentException("an error page's path begins with a slash, not '" + path + "'");
            }
            if (!ANSWERS_ALLOWED.contains(status)) {
                throw new IllegalArgumentException(
                        "an error page is sent with one of " + new TreeSet<>(ANSWERS_ALLOWED) + ", not " + status);
            }
        }
    }

    public ErrorPage {
        if (!CODES_ALLOWED.contains(code)) {
            throw new IllegalArgumentException(
                    "there are error pages for " + new TreeSet<>(CODES_ALLOWED) + ", not for " + code);
        }
        if (ttlMin.isNegative()) {
            throw new IllegalArgumentException("an error is kept for 0 s or more, not " + ttlMin);
        }
    }
}

package dev.changeover.shop;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * The cookie in which a browser keeps its session. No script can read it, no other site can send it, and it belongs to
 * the origin and not to a Region, so it outlives a failover.
 */
final class SessionCookie {
    private static final String NAME = "unicorn_session";

    private static final String TERMS = "; Path=/api; HttpOnly; SameSite=Strict; Max-Age=";

    private SessionCookie() {}

    /** {@code secure} where the shopper came by https; the twin speaks http on loopback only. */
    static String of(String token, boolean secure) {
        return NAME + "=" + token + TERMS + Sessions.LENGTH.toSeconds() + (secure ? "; Secure" : "");
    }

    static String gone(boolean secure) {
        return NAME + "=" + TERMS + "0" + (secure ? "; Secure" : "");
    }

    /** The token in a request's Cookie headers. */
    static Optional<String> in(List<String> headers) {
        return headers.stream()
                .flatMap(header -> Arrays.stream(header.split(";", -1)))
                .map(String::strip)
                .filter(pair -> pair.startsWith(NAME + "="))
                .map(pair -> pair.substring(NAME.length() + 1))
                .filter(token -> !token.isEmpty())
                .findFirst();
    }
}

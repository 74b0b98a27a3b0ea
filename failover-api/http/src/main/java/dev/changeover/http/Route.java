package dev.changeover.http;

import dev.changeover.http.auth.Role;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * An address of the contract, and who may use it.
 *
 * @param template as the contract spells it, such as {@code /v1/applications/{application}}
 * @param act what the audit calls it; empty for what changes nothing
 */
public record Route(String method, String template, Access access, Optional<String> act, Handler handler) {
    /** Who may. */
    public sealed interface Access {
        /** Anybody, without signing in. */
        record Open() implements Access {}

        /** Whoever has a role. */
        record SignedIn() implements Access {}

        record Needs(Role role) implements Access {}
    }

    /** Does what is asked. */
    @FunctionalInterface
    public interface Handler {
        Response answer(Call call);
    }

    static Route open(String template, Handler handler) {
        return new Route("GET", template, new Access.Open(), Optional.empty(), handler);
    }

    static Route read(String template, Handler handler) {
        return new Route("GET", template, new Access.SignedIn(), Optional.empty(), handler);
    }

    static Route read(String template, Role role, Handler handler) {
        return new Route("GET", template, new Access.Needs(role), Optional.empty(), handler);
    }

    /** Asks with a body and changes nothing. */
    static Route ask(String template, Access access, Handler handler) {
        return new Route("POST", template, access, Optional.empty(), handler);
    }

    static Route act(String template, Role role, String act, Handler handler) {
        return new Route("POST", template, new Access.Needs(role), Optional.of(act), handler);
    }

    /**
     * The parts of the path that the template names; empty if it is another address. Nothing is decoded and nothing is
     * folded: {@code //}, {@code ..} and {@code %2e} are no address of ours.
     */
    Optional<Map<String, String>> match(String path) {
        Map<String, String> named = new LinkedHashMap<>();
        int wanted = 0;
        int given = 0;
        while (true) {
            int wantedEnd = segmentEnd(template, wanted);
            int givenEnd = segmentEnd(path, given);
            if (template.startsWith("{", wanted)) {
                named.put(template.substring(wanted + 1, wantedEnd - 1), path.substring(given, givenEnd));
            } else if (wantedEnd - wanted != givenEnd - given
                    || !template.regionMatches(wanted, path, given, wantedEnd - wanted)) {
                return Optional.empty();
            }
            boolean over = wantedEnd == template.length();
            if (over || givenEnd == path.length()) {
                return over && givenEnd == path.length() ? Optional.of(named) : Optional.empty();
            }
            wanted = wantedEnd + 1;
            given = givenEnd + 1;
        }
    }

    private static int segmentEnd(String path, int from) {
        int slash = path.indexOf('/', from);
        return slash < 0 ? path.length() : slash;
    }
}

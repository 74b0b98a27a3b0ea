package dev.changeover.http;

import dev.changeover.http.auth.Role;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
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

    /** The parts of the path that the template names; empty if it is another address. */
    Optional<Map<String, String>> match(String path) {
        List<String> wanted = segments(template);
        List<String> given = segments(path);
        if (wanted.size() != given.size()) {
            return Optional.empty();
        }
        Map<String, String> named = new LinkedHashMap<>();
        for (int i = 0; i < wanted.size(); i++) {
            String want = wanted.get(i);
            if (want.startsWith("{")) {
                named.put(want.substring(1, want.length() - 1), given.get(i));
            } else if (!want.equals(given.get(i))) {
                return Optional.empty();
            }
        }
        return Optional.of(named);
    }

    /** Nothing is decoded and nothing is folded: {@code //}, {@code ..} and {@code %2e} are no address of ours. */
    private static List<String> segments(String path) {
        List<String> segments = new ArrayList<>();
        int from = 0;
        for (int slash = path.indexOf('/'); slash >= 0; slash = path.indexOf('/', from)) {
            segments.add(path.substring(from, slash));
            from = slash + 1;
        }
        segments.add(path.substring(from));
        return segments;
    }
}

package dev.changeover.http;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The parameters behind the question mark: each known, each once. */
final class Query {
    private final Map<String, String> values = new LinkedHashMap<>();

    private Query() {}

    static Query of(Request request, Set<String> known) {
        var query = new Query();
        if (request.query().isEmpty()) {
            return query;
        }
        for (String pair : request.query().split("&", -1)) {
            int equals = pair.indexOf('=');
            String name = decoded(equals < 0 ? pair : pair.substring(0, equals));
            if (!known.contains(name)) {
                throw new Refusal(
                        Code.UNKNOWN_PARAMETER,
                        "there is no parameter '" + Shown.of(name) + "' here",
                        Map.of("key", Shown.of(name)));
            }
            if (query.values.put(name, decoded(equals < 0 ? "" : pair.substring(equals + 1))) != null) {
                throw bad(name, "it is given twice");
            }
        }
        return query;
    }

    Optional<String> text(String name) {
        return Optional.ofNullable(values.get(name));
    }

    int number(String name, int least, int most, int otherwise) {
        String text = values.get(name);
        if (text == null) {
            return otherwise;
        }
        if (!text.matches("\\d{1,10}") || Long.parseLong(text) < least || Long.parseLong(text) > most) {
            throw bad(name, "it must be a whole number from " + least + " to " + most);
        }
        return Integer.parseInt(text);
    }

    static Refusal bad(String name, String why) {
        return new Refusal(Code.BAD_PARAMETER, name + ": " + why, Map.of("key", name));
    }

    private static String decoded(String text) {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException broken) {
            throw new Refusal(Code.BAD_PARAMETER, "a parameter is not encoded as a URL's must be");
        }
    }
}

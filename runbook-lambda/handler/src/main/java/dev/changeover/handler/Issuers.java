package dev.changeover.handler;

import dev.changeover.http.auth.Provider;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Reads whose tokens are believed: a JSON array with an object for each OpenID Connect provider. */
final class Issuers {
    private static final Set<String> KNOWN =
            Set.of("name", "region", "issuer", "audience", "who", "authorization", "token", "jwks", "keys");

    /** Names the person in every provider's tokens; with Cognito say {@code cognito:username}. */
    private static final String WHO_DEFAULT = "sub";

    private Issuers() {}

    /** @throws IllegalArgumentException with a sentence that names the variable and what is wrong with it */
    static List<Provider> read(String text) {
        try {
            JsonNode all = JsonMapper.shared().readTree(text);
            if (!all.isArray() || all.isEmpty()) {
                throw wrong("must be a JSON array with an object for each provider");
            }
            List<Provider> providers = new ArrayList<>();
            all.forEach(one -> providers.add(provider(one)));
            return List.copyOf(providers);
        } catch (JacksonException malformed) {
            throw wrong("is not JSON");
        }
    }

    private static Provider provider(JsonNode one) {
        var strangers = new TreeSet<>(one.propertyNames());
        strangers.removeAll(KNOWN);
        if (!strangers.isEmpty()) {
            throw wrong("has unknown members " + strangers + "; known are " + new TreeSet<>(KNOWN));
        }
        String issuer = required(one, "issuer");
        return new Provider(
                text(one, "name").orElse(issuer),
                text(one, "region"),
                issuer,
                required(one, "audience"),
                text(one, "who").orElse(WHO_DEFAULT),
                new Provider.Addresses(address(one, "authorization"), address(one, "token"), address(one, "jwks")),
                one.path("keys").isObject() ? Optional.of(one.path("keys").toString()) : Optional.empty());
    }

    private static URI address(JsonNode one, String member) {
        String text = required(one, member);
        try {
            return URI.create(text);
        } catch (IllegalArgumentException malformed) {
            throw wrong("has no address as \"" + member + "\"");
        }
    }

    private static String required(JsonNode one, String member) {
        return text(one, member).orElseThrow(() -> wrong("lacks \"" + member + "\" in one of its objects"));
    }

    private static Optional<String> text(JsonNode one, String member) {
        JsonNode value = one.path(member);
        return value.isString() && !value.asString().isBlank() ? Optional.of(value.asString()) : Optional.empty();
    }

    private static IllegalArgumentException wrong(String what) {
        return new IllegalArgumentException(Settings.ISSUERS + " " + what);
    }
}

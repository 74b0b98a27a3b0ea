package dev.changeover.http.twin;

import com.sun.net.httpserver.HttpExchange;
import dev.changeover.view.Json;
import java.io.IOException;
import java.net.URI;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** The provider's addresses: discovery, keys, choosing a person, and the token for it. */
final class IssuerPages {
    /** A form of a few fields. */
    private static final int BODY_BYTES_MAX = 8 * 1024;

    private final TokenIssuer issuer;
    private final Codes codes;

    IssuerPages(TokenIssuer issuer) {
        this.issuer = issuer;
        this.codes = new Codes();
    }

    private record Page(int status, String type, String text, Optional<String> location) {
        static Page json(int status, Map<String, Object> object) {
            return new Page(status, "application/json", Json.line(object), Optional.empty());
        }

        static Page error(String error, String description) {
            return json(400, Json.object("error", error, "error_description", description));
        }
    }

    void serve(HttpExchange exchange) throws IOException {
        try (exchange) {
            byte[] body = exchange.getRequestBody().readNBytes(BODY_BYTES_MAX);
            Page page = page(
                    exchange.getRequestMethod(),
                    exchange.getRequestURI(),
                    form(new String(body, StandardCharsets.UTF_8)));
            var headers = exchange.getResponseHeaders();
            headers.set("Content-Type", page.type());
            headers.set("Cache-Control", "no-store");
            headers.set("X-Content-Type-Options", "nosniff");
            headers.set(
                    "Content-Security-Policy", "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'");
            // Pages of other origins on this machine fetch their token here; there is nothing to steal.
            headers.set("Access-Control-Allow-Origin", "*");
            page.location().ifPresent(location -> headers.set("Location", location));
            byte[] bytes = page.text().getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(page.status(), bytes.length == 0 ? -1 : bytes.length);
            exchange.getResponseBody().write(bytes);
        }
    }

    private Page page(String method, URI uri, Map<String, String> form) {
        String path = uri.getPath();
        Map<String, String> query = form(uri.getRawQuery() == null ? "" : uri.getRawQuery());
        return switch (method + " " + path) {
            case "GET /.well-known/openid-configuration" -> discovery();
            case "GET /jwks" -> new Page(200, "application/json", issuer.keys(), Optional.empty());
            case "GET /authorize" -> authorize(query);
            case "POST /token" -> token(form);
            default ->
                method.equals("POST") && path.startsWith("/token/")
                        ? direct(path.substring("/token/".length()))
                        : Page.json(404, Json.object("error", "not_found"));
        };
    }

    private Page discovery() {
        String base = issuer.address();
        return Page.json(
                200,
                Json.object(
                        "issuer", base,
                        "authorization_endpoint", base + "/authorize",
                        "token_endpoint", base + "/token",
                        "jwks_uri", base + "/jwks",
                        "response_types_supported", List.of("code"),
                        "grant_types_supported", List.of("authorization_code"),
                        "subject_types_supported", List.of("public"),
                        "id_token_signing_alg_values_supported", List.of("ES256"),
                        "code_challenge_methods_supported", List.of("S256"),
                        "scopes_supported", List.of("openid")));
    }

    private Page authorize(Map<String, String> query) {
        Optional<String> fault = fault(query);
        if (fault.isPresent()) {
            return Page.error("invalid_request", fault.get());
        }
        Optional<Person> chosen = Optional.ofNullable(query.get("person")).flatMap(Person::named);
        if (chosen.isEmpty()) {
            return new Page(200, "text/html; charset=utf-8", chooser(query), Optional.empty());
        }
        String redirect = query.get("redirect_uri");
        String code = codes.issue(new Codes.Grant(chosen.get(), redirect, query.get("code_challenge")));
        String location = redirect + (redirect.contains("?") ? "&" : "?") + "code=" + code + "&state="
                + encoded(query.getOrDefault("state", ""));
        return new Page(302, "text/plain", "", Optional.of(location));
    }

    private static Optional<String> fault(Map<String, String> query) {
        if (!"code".equals(query.get("response_type"))) {
            return Optional.of("response_type must be code");
        }
        if (!TokenIssuer.CLIENT.equals(query.get("client_id"))) {
            return Optional.of("client_id must be " + TokenIssuer.CLIENT);
        }
        if (!"S256".equals(query.get("code_challenge_method"))
                || query.getOrDefault("code_challenge", "").isEmpty()) {
            return Optional.of("PKCE with S256 is required");
        }
        return loopback(query.getOrDefault("redirect_uri", ""))
                ? Optional.empty()
                : Optional.of("redirect_uri must be on this machine");
    }

    private static boolean loopback(String redirect) {
        try {
            URI uri = URI.create(redirect);
            return "http".equals(uri.getScheme())
                    && uri.getUserInfo() == null
                    && uri.getFragment() == null
                    && ("127.0.0.1".equals(uri.getHost()) || "localhost".equals(uri.getHost()));
        } catch (IllegalArgumentException broken) {
            return false;
        }
    }

    private static String chooser(Map<String, String> query) {
        String links = Arrays.stream(Person.values())
                .map(person -> "<p><a href=\"/authorize?" + escaped(with(query, person)) + "\">" + person + "</a></p>")
                .collect(Collectors.joining("\n"));
        return "<!doctype html><html lang=\"en\"><meta charset=\"utf-8\"><title>Twin: who are you?</title>"
                + "<style>body{font:1.2em sans-serif;margin:3em}a{display:inline-block;padding:.5em 1em}</style>"
                + "<h1>Who are you?</h1><p>This is the twin: nobody has to prove it.</p>\n" + links + "</html>";
    }

    private static String with(Map<String, String> query, Person person) {
        Map<String, String> all = new LinkedHashMap<>(query);
        all.put("person", person.toString());
        return all.entrySet().stream()
                .map(entry -> encoded(entry.getKey()) + "=" + encoded(entry.getValue()))
                .collect(Collectors.joining("&"));
    }

    private Page token(Map<String, String> form) {
        if (!"authorization_code".equals(form.get("grant_type"))) {
            return Page.error("unsupported_grant_type", "grant_type must be authorization_code");
        }
        return codes.redeem(
                        form.getOrDefault("code", ""),
                        form.getOrDefault("redirect_uri", ""),
                        form.getOrDefault("code_verifier", ""))
                .map(this::given)
                .orElseGet(() -> Page.error("invalid_grant", "the code is unknown, used, or not yours"));
    }

    /** For curl: {@code POST /token/operator}. */
    private Page direct(String name) {
        return Person.named(name)
                .map(this::given)
                .orElseGet(() -> Page.error("invalid_request", "choose one of " + Arrays.toString(Person.values())));
    }

    private Page given(Person person) {
        String token = issuer.token(person);
        return Page.json(
                200,
                Json.object(
                        "access_token",
                        token,
                        "id_token",
                        token,
                        "token_type",
                        "Bearer",
                        "expires_in",
                        TokenIssuer.LIFETIME.toSeconds()));
    }

    private static Map<String, String> form(String text) {
        Map<String, String> fields = new LinkedHashMap<>();
        for (String pair : text.split("&", -1)) {
            int equals = pair.indexOf('=');
            if (equals > 0) {
                fields.put(decoded(pair.substring(0, equals)), decoded(pair.substring(equals + 1)));
            }
        }
        return fields;
    }

    private static String decoded(String text) {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException broken) {
            return "";
        }
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("\"", "&quot;").replace("<", "&lt;");
    }
}

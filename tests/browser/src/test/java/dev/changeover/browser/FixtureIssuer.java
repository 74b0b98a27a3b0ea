package dev.changeover.browser;

import static dev.changeover.browser.Json.list;
import static dev.changeover.browser.Json.object;
import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;

/** An OpenID Connect provider with three people and no passwords. Only the fixture reads its tokens. */
final class FixtureIssuer implements AutoCloseable {
    private final HttpServer server;
    private final Map<String, Person> tokens = new ConcurrentHashMap<>();
    private final Map<String, String> challenges = new ConcurrentHashMap<>();
    private final URI silent;

    /** A provider that answers, listed after one at `silent`, which does not. */
    FixtureIssuer(URI silent) throws IOException {
        this.silent = silent;
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", this::serve);
        server.start();
    }

    URI address() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    List<URI> addresses() {
        return List.of(silent, address());
    }

    /** A token without the detour over the provider's page. */
    String tokenOf(Person person) {
        String token = "token-" + tokens.size() + "-" + person.who();
        tokens.put(token, person);
        return token;
    }

    /** Whom a header stands for; null for nobody, or for somebody whose time is over. */
    Person person(String authorization) {
        Person person = authorization == null ? null : tokens.get(authorization.replace("Bearer ", ""));
        return person == null || person.expiresAt().isBefore(Instant.now()) ? null : person;
    }

    void forgetAll() {
        tokens.clear();
    }

    Map<String, Object> signIn(String now) {
        return object(
                "asOf",
                now,
                "providers",
                list(provider("Cognito", World.EAST, silent), provider("Cognito", World.WEST, address())));
    }

    private static Map<String, Object> provider(String name, String region, URI issuer) {
        return object(
                "name",
                name + " " + region,
                "region",
                region,
                "issuer",
                issuer.toString(),
                "clientId",
                "console",
                "authorizationEndpoint",
                issuer + "/authorize",
                "tokenEndpoint",
                issuer + "/token",
                "scope",
                "openid");
    }

    @Override
    public void close() {
        server.stop(0);
    }

    private void serve(HttpExchange exchange) throws IOException {
        try (exchange) {
            exchange.getResponseHeaders().set("Access-Control-Allow-Origin", "*");
            switch (exchange.getRequestURI().getPath()) {
                case "/authorize" -> authorize(exchange);
                case "/token" -> token(exchange);
                default -> send(exchange, 200, "application/json", "{}");
            }
        }
    }

    /** Asks who one is, and sends back a code for whoever is chosen. */
    private void authorize(HttpExchange exchange) throws IOException {
        Map<String, String> query = form(exchange.getRequestURI().getRawQuery());
        StringBuilder page =
                new StringBuilder("<!doctype html><html lang=en><title>Issuer</title><h1>Who are you?</h1>");
        for (String name : List.of("ana", "ben", "eve")) {
            String code = name + "-" + challenges.size();
            challenges.put(code, query.get("code_challenge"));
            page.append("<p><a href=\"")
                    .append(query.get("redirect_uri"))
                    .append("?code=")
                    .append(code)
                    .append("&amp;state=")
                    .append(query.get("state"))
                    .append("\">")
                    .append(name)
                    .append("</a>");
        }
        send(exchange, 200, "text/html", page.toString());
    }

    private void token(HttpExchange exchange) throws IOException {
        Map<String, String> asked = form(new String(exchange.getRequestBody().readAllBytes(), UTF_8));
        String code = asked.get("code");
        if (!hash(asked.get("code_verifier")).equals(challenges.remove(code))) {
            send(exchange, 400, "application/json", "{\"error\":\"invalid_grant\"}");
            return;
        }
        String token = tokenOf(Person.of(code.replaceAll("-.*", "")));
        send(exchange, 200, "application/json", Json.text(object("access_token", token, "token_type", "Bearer")));
    }

    private static String hash(String verifier) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(verifier.getBytes(UTF_8));
            return Base64.getUrlEncoder().withoutPadding().encodeToString(digest);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static Map<String, String> form(String text) {
        Map<String, String> form = new HashMap<>();
        for (String pair : text.split("&", -1)) {
            int equals = pair.indexOf('=');
            form.put(pair.substring(0, equals), URLDecoder.decode(pair.substring(equals + 1), UTF_8));
        }
        return form;
    }

    private static void send(HttpExchange exchange, int status, String type, String text) throws IOException {
        byte[] bytes = text.getBytes(UTF_8);
        exchange.getResponseHeaders().set("Content-Type", type);
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
    }
}

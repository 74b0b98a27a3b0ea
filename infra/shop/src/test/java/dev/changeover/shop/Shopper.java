package dev.changeover.shop;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.UUID;
import tools.jackson.databind.JsonNode;

/** A caller of one shop. */
final class Shopper {
    private static final HttpClient CLIENT =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private final String base;
    private String token = "";

    Shopper(Shop shop) {
        this("http://127.0.0.1:" + shop.port());
    }

    Shopper(String base) {
        this.base = base;
    }

    record Answer(int status, JsonNode body, HttpResponse<String> whole) {}

    Answer get(String path) {
        return send("GET", path, null);
    }

    Answer post(String path, String body) {
        return send("POST", path, body);
    }

    Answer delete(String path) {
        return send("DELETE", path, null);
    }

    Answer send(String method, String path, String body) {
        var request = HttpRequest.newBuilder(URI.create(base + path))
                .method(method, body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
        if (!token.isEmpty()) {
            request.header("Authorization", "Bearer " + token);
        }
        try {
            var response = CLIENT.send(request.build(), BodyHandlers.ofString());
            return new Answer(response.statusCode(), Json.tree(response.body()), response);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** Signs up under a fresh address and stays signed in. */
    Shopper signIn() {
        String who = "{\"email\":\"" + UUID.randomUUID() + "@shop.test\",\"password\":\"a long enough one\"}";
        Answer signup = post("/signup", who);
        Answer login = post("/login", who);
        if (signup.status() != 201 || login.status() != 200) {
            throw new AssertionError(signup + " " + login);
        }
        token = login.body().path("token").asString();
        return this;
    }

    /** The same shopper at another shop. */
    Shopper at(Shop other) {
        var moved = new Shopper(other);
        moved.token = token;
        return moved;
    }

    void signOut() {
        token = "";
    }

    Answer order(UUID id) {
        return post("/orders", "{\"id\":\"" + id + "\",\"lines\":[{\"unicornId\":1,\"quantity\":2}]}");
    }
}

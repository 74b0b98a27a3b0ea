package dev.changeover.shop.traffic;

import dev.changeover.shop.Json;
import dev.changeover.shop.Shop;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.ReentrantLock;
import tools.jackson.core.JacksonException;

/** Speaks to the shop for every request of the generator, under one account. */
final class Shopper implements AutoCloseable {
    /** What came of one request. */
    sealed interface Said {
        record Answered(int status, String region, String body) implements Said {}

        record Nothing(String why) implements Said {}
    }

    /** A shopper's patience; beyond it an answer does not count. */
    static final Duration PATIENCE = Duration.ofSeconds(2);

    /** Signing in is not what is measured, and hashing a password well takes a small shop seconds. */
    private static final Duration SIGN_IN_PATIENCE = Duration.ofSeconds(10);

    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(1);

    /** The herd's first; every catalogue has it. */
    private static final int UNICORN = 1;

    private final Whereabouts whereabouts;
    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(CONNECT_TIMEOUT)
            .build();
    private final String credentials = Json.object()
            .put("email", "traffic-" + UUID.randomUUID() + "@shop.test")
            .put("password", UUID.randomUUID().toString())
            .toString();
    private final ReentrantLock signingIn = new ReentrantLock();
    private volatile String token = "";

    Shopper(Whereabouts whereabouts) {
        this.whereabouts = whereabouts;
    }

    Said browse() {
        return send(PATIENCE, "GET", "/catalogue", BodyPublishers.noBody());
    }

    /** Orders once and never again: what comes back is what one shopper saw. */
    Said order(UUID id) {
        var body = Json.object().put("id", id.toString());
        body.putArray("lines").addObject().put("unicornId", UNICORN).put("quantity", 1);
        Said said = send(PATIENCE, "POST", "/orders", BodyPublishers.ofString(body.toString()));
        if (said instanceof Said.Answered(var status, var _, var _) && status == 401 && signingIn.tryLock()) {
            // The session was lost with the writer: the next order has a new one.
            try {
                signIn();
            } finally {
                signingIn.unlock();
            }
        }
        return said;
    }

    /** Signs up if need be and signs in; empty when it worked, else why not. */
    Optional<String> signIn() {
        Said signedUp = send(SIGN_IN_PATIENCE, "POST", "/signup", BodyPublishers.ofString(credentials));
        Said signedIn = send(SIGN_IN_PATIENCE, "POST", "/login", BodyPublishers.ofString(credentials));
        return switch (signedIn) {
            case Said.Nothing(var why) -> Optional.of(why);
            case Said.Answered(var status, var _, var body) when status == 200 -> remember(body);
            case Said.Answered(var status, var _, var _) ->
                Optional.of("login was answered with " + status + ", signup with " + signedUp);
        };
    }

    private Optional<String> remember(String body) {
        try {
            token = Json.tree(body).path("token").asString("");
            return Optional.empty();
        } catch (JacksonException notJson) {
            return Optional.of("the answer to a login was not JSON");
        }
    }

    private Said send(Duration patience, String method, String path, HttpRequest.BodyPublisher body) {
        return switch (whereabouts.find()) {
            case Place.Unknown(var why) -> new Said.Nothing(why);
            case Place.Found found -> {
                // The JDK's client resolves through the JDK; so it is given the address and keeps a pool for each.
                var target = URI.create("http://" + found.address().getAddress().getHostAddress() + ":"
                        + found.address().getPort() + path);
                var request = HttpRequest.newBuilder(target).method(method, body);
                if (!token.isEmpty()) {
                    request.header("Authorization", "Bearer " + token);
                }
                yield send(patience, request.build());
            }
        };
    }

    private Said send(Duration patience, HttpRequest request) {
        // Asynchronous, because the client's own timeout ends when the headers are there.
        var sending = client.sendAsync(request, BodyHandlers.ofString());
        try {
            HttpResponse<String> response = sending.get(patience.toMillis(), TimeUnit.MILLISECONDS);
            String region = response.headers().firstValue(Shop.REGION_HEADER).orElse(Entry.NOBODY);
            return new Said.Answered(response.statusCode(), region, response.body());
        } catch (TimeoutException late) {
            sending.cancel(true);
            return new Said.Nothing("no answer within " + patience.toMillis() + " ms");
        } catch (ExecutionException failed) {
            return new Said.Nothing(failed.getCause().getClass().getSimpleName() + ": "
                    + failed.getCause().getMessage());
        } catch (CancellationException closed) {
            return new Said.Nothing("the generator was closed");
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            return new Said.Nothing("the generator was closed");
        }
    }

    @Override
    public void close() {
        client.shutdownNow();
    }
}

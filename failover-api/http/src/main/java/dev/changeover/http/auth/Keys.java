package dev.changeover.http.auth;

import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.text.ParseException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;

/** A provider's keys: fetched once, again when an unknown one is asked for, and never often. */
final class Keys {
    /** Long enough for a provider in another Region, short enough for a person who waits. */
    private static final Duration CONNECT = Duration.ofSeconds(1);

    private static final Duration ANSWER = Duration.ofSeconds(2);

    /** A forged token names a key that does not exist: it must not make us ask the provider each time. */
    static final Duration REST = Duration.ofSeconds(30);

    /** Providers publish a new key days before they use it, and withdraw one after its tokens have ended. */
    static final Duration KEPT = Duration.ofHours(1);

    /** Cognito's set is 1 KB; a set of this size is not one. */
    private static final int BYTES_MAX = 64 * 1024;

    private final URI address;
    private final InstantSource clock;
    private final HttpClient client;
    private final ReentrantLock asking = new ReentrantLock();
    private volatile Optional<JWKSet> known;
    private volatile Instant knownSince = Instant.MIN;
    private volatile Instant askedAt = Instant.MIN;

    Keys(URI address, Optional<String> keptKeys, InstantSource clock) {
        this.address = address;
        this.clock = clock;
        this.known = keptKeys.flatMap(Keys::parse);
        this.client = HttpClient.newBuilder()
                .connectTimeout(CONNECT)
                .followRedirects(HttpClient.Redirect.NEVER)
                .build();
    }

    /** How looking for a key went. */
    sealed interface Found {
        record Key(JWK key) implements Found {}

        record NoSuchKey() implements Found {}

        record Unavailable() implements Found {}
    }

    Found of(String id) {
        Instant now = clock.instant();
        Optional<JWK> key = key(id);
        boolean fresh = key.isPresent() && knownSince.plus(KEPT).isAfter(now);
        if (!fresh && mayAsk(now)) {
            ask();
            key = key(id);
        }
        return key.<Found>map(Found.Key::new)
                .orElseGet(() -> known.isPresent() ? new Found.NoSuchKey() : new Found.Unavailable());
    }

    private Optional<JWK> key(String id) {
        return known.flatMap(set -> Optional.ofNullable(set.getKeyByKeyId(id)));
    }

    private boolean mayAsk(Instant now) {
        return askedAt.equals(Instant.MIN) || askedAt.plus(REST).isBefore(now);
    }

    /** One asks, the others wait for it. */
    private void ask() {
        asking.lock();
        try {
            if (!mayAsk(clock.instant())) {
                return;
            }
            askedAt = clock.instant();
            fetch().flatMap(Keys::parse).ifPresent(set -> {
                known = Optional.of(set);
                knownSince = clock.instant();
            });
        } finally {
            asking.unlock();
        }
    }

    private Optional<String> fetch() {
        HttpRequest request = HttpRequest.newBuilder(address).timeout(ANSWER).build();
        try {
            HttpResponse<InputStream> response = client.send(request, HttpResponse.BodyHandlers.ofInputStream());
            try (InputStream body = response.body()) {
                byte[] bytes = body.readNBytes(BYTES_MAX);
                return response.statusCode() == 200
                        ? Optional.of(new String(bytes, java.nio.charset.StandardCharsets.UTF_8))
                        : Optional.empty();
            }
        } catch (IOException silent) {
            return Optional.empty();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }

    private static Optional<JWKSet> parse(String text) {
        try {
            return Optional.of(JWKSet.parse(text));
        } catch (ParseException broken) {
            return Optional.empty();
        }
    }
}

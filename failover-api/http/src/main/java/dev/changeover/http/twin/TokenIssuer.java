package dev.changeover.http.twin;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.sun.net.httpserver.HttpServer;
import dev.changeover.http.auth.Provider;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * An OpenID Connect provider on 127.0.0.1 that gives a token to whoever asks, for four people who are only roles. It
 * stands where Cognito stands on AWS, so that the service checks the twin's tokens with the very same code. Nobody
 * proves anything here: it must never be believed by a service of real applications.
 */
public final class TokenIssuer implements AutoCloseable {
    /** The client that the twin's console and curl use. */
    public static final String CLIENT = "changeover-twin";

    /** As long as an operator's night. */
    static final Duration LIFETIME = Duration.ofHours(8);

    private final int port;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final ECKey key;
    private final InstantSource clock;
    private final String region;
    private Optional<HttpServer> server = Optional.empty();

    private TokenIssuer(int port, String region, InstantSource clock) {
        this.region = region;
        this.clock = clock;
        try {
            this.key = new ECKeyGenerator(Curve.P_256)
                    .keyUse(KeyUse.SIGNATURE)
                    .keyID(UUID.randomUUID().toString())
                    .algorithm(JWSAlgorithm.ES256)
                    .generate();
        } catch (JOSEException impossible) {
            throw new IllegalStateException("every Java has P-256", impossible);
        }
        HttpServer first = listen(port);
        this.port = first.getAddress().getPort();
        this.server = Optional.of(first);
    }

    private HttpServer listen(int at) {
        try {
            var address = new InetSocketAddress(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), at);
            HttpServer opened = HttpServer.create(address, 0);
            opened.setExecutor(threads);
            opened.createContext("/", new IssuerPages(this)::serve);
            opened.start();
            return opened;
        } catch (IOException refused) {
            throw new UncheckedIOException("port " + at + " on 127.0.0.1 cannot be opened", refused);
        }
    }

    /** Its Region is dark: nobody is signed in here. Tokens it gave are still good, since its key is known. */
    public synchronized void fall() {
        server.ifPresent(open -> open.stop(0));
        server = Optional.empty();
    }

    /** Its Region is back, and it signs with the same key. */
    public synchronized void rise() {
        if (server.isEmpty()) {
            server = Optional.of(listen(port));
        }
    }

    /** Opens one that stands in {@code region}. Port 0 takes a free one. */
    public static TokenIssuer open(int port, String region, InstantSource clock) {
        return new TokenIssuer(port, region, clock);
    }

    /** As a service is told whom to believe. */
    public Provider provider() {
        return new Provider(
                "Twin, " + region,
                Optional.of(region),
                address(),
                CLIENT,
                "sub",
                new Provider.Addresses(
                        URI.create(address() + "/authorize"),
                        URI.create(address() + "/token"),
                        URI.create(address() + "/jwks")),
                Optional.of(keys()));
    }

    public String address() {
        return "http://127.0.0.1:" + port;
    }

    /** A token as {@code /token} would give it. */
    public String token(Person person) {
        return token(person, LIFETIME);
    }

    /** A token of another length, which may be over already. */
    public String token(Person person, Duration lifetime) {
        var claims = new JWTClaimsSet.Builder()
                .issuer(address())
                .subject(person.toString())
                .audience(CLIENT)
                .claim("roles", roles(person))
                .issueTime(Date.from(clock.instant()))
                .expirationTime(Date.from(clock.instant().plus(lifetime)))
                .jwtID(UUID.randomUUID().toString())
                .build();
        try {
            var header = new JWSHeader.Builder(JWSAlgorithm.ES256)
                    .keyID(key.getKeyID())
                    .build();
            var jwt = new SignedJWT(header, claims);
            jwt.sign(new ECDSASigner(key));
            return jwt.serialize();
        } catch (JOSEException impossible) {
            throw new IllegalStateException("our own key does not sign", impossible);
        }
    }

    private static List<String> roles(Person person) {
        return person.roles().stream().map(Object::toString).sorted().toList();
    }

    /** The public half, as JWKS. */
    String keys() {
        return new JWKSet(key.toPublicJWK()).toString();
    }

    @Override
    public void close() {
        fall();
        threads.shutdownNow();
    }
}

package dev.changeover.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.sun.net.httpserver.HttpServer;
import dev.changeover.http.auth.Admittance;
import dev.changeover.http.auth.Admittance.Why;
import dev.changeover.http.auth.Caller;
import dev.changeover.http.auth.Provider;
import dev.changeover.http.auth.Role;
import dev.changeover.http.auth.Tokens;
import dev.changeover.http.twin.TokenIssuer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Whose tokens are believed, how often their keys are asked for, and how a browser comes by one in the twin. */
class SignInTest {
    private static final String ISSUER = "https://cognito-idp.us-west-2.amazonaws.com/us-west-2_Example";
    private static final String CLIENT = "client-of-the-console";

    private final AtomicInteger asked = new AtomicInteger();
    private Instant now = Instant.parse("2026-11-21T21:11:40Z");
    private final InstantSource clock = () -> now;
    private RSAKey key;
    private volatile String published;
    private HttpServer provider;

    @BeforeEach
    void open() throws IOException, JOSEException {
        key = new RSAKeyGenerator(2048).keyID("first").generate();
        published = new JWKSet(key.toPublicJWK()).toString();
        provider = HttpServer.create(new InetSocketAddress(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), 0), 0);
        provider.createContext("/", exchange -> {
            asked.incrementAndGet();
            byte[] bytes = published.getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, bytes.length);
            exchange.getResponseBody().write(bytes);
            exchange.close();
        });
        provider.start();
    }

    @AfterEach
    void close() {
        provider.stop(0);
    }

    private Tokens tokens(Optional<String> keys) {
        URI here = URI.create("http://127.0.0.1:" + provider.getAddress().getPort() + "/keys");
        var addresses = new Provider.Addresses(here, here, here);
        return new Tokens(
                List.of(new Provider("Cognito", Optional.empty(), ISSUER, CLIENT, "username", addresses, keys)), clock);
    }

    private JWTClaimsSet.Builder claims() {
        return new JWTClaimsSet.Builder()
                .issuer(ISSUER)
                .claim("token_use", "access")
                .claim("client_id", CLIENT)
                .claim("username", "operator-7")
                .claim("cognito:groups", List.of("operator", "viewer", "something-else"))
                .expirationTime(Date.from(now.plusSeconds(600)));
    }

    private static String signed(RSAKey by, JWTClaimsSet.Builder claims) throws JOSEException {
        var header =
                new JWSHeader.Builder(JWSAlgorithm.RS256).keyID(by.getKeyID()).build();
        var jwt = new SignedJWT(header, claims.build());
        jwt.sign(new RSASSASigner(by));
        return jwt.serialize();
    }

    private static Why why(Admittance admittance) {
        return ((Admittance.Refused) admittance).why();
    }

    @Test
    void anAccessTokenOfCognitoIsBelieved() throws JOSEException {
        Caller caller = ((Admittance.Admitted) tokens(Optional.empty()).admit(signed(key, claims()))).caller();
        assertThat(caller.who()).isEqualTo("operator-7");
        assertThat(caller.roles()).containsExactlyInAnyOrder(Role.OPERATOR, Role.VIEWER);
    }

    @Test
    void aTokenForAnotherApplicationIsNot() throws JOSEException {
        Tokens tokens = tokens(Optional.empty());
        assertThat(why(tokens.admit(signed(key, claims().claim("client_id", "another")))))
                .isEqualTo(Why.NOT_FOR_US);
        assertThat(why(tokens.admit(signed(key, claims().audience("another"))))).isEqualTo(Why.NOT_FOR_US);
        assertThat(why(tokens.admit(signed(key, claims().claim("token_use", "id")))))
                .isEqualTo(Why.NOT_FOR_US);
    }

    @Test
    void aTokenWithoutAnEndOrBeforeItsBeginningIsNot() throws JOSEException {
        Tokens tokens = tokens(Optional.empty());
        assertThat(why(tokens.admit(signed(key, claims().expirationTime(null)))))
                .isEqualTo(Why.MALFORMED);
        Date later = Date.from(now.plusSeconds(120));
        assertThat(why(tokens.admit(signed(key, claims().notBeforeTime(later)))))
                .isEqualTo(Why.EXPIRED);
        now = now.plusSeconds(3600);
        assertThat(why(tokens.admit(signed(key, claims().expirationTime(Date.from(now.minusSeconds(60)))))))
                .isEqualTo(Why.EXPIRED);
    }

    @Test
    void anUnknownKeyIsAskedForOnceInAWhile() throws JOSEException {
        Tokens tokens = tokens(Optional.empty());
        RSAKey second = new RSAKeyGenerator(2048).keyID("second").generate();
        tokens.admit(signed(key, claims()));
        for (int i = 0; i < 50; i++) {
            assertThat(why(tokens.admit(signed(second, claims())))).isEqualTo(Why.FORGED);
        }
        assertThat(asked).hasValue(1);
        published = new JWKSet(List.of(key.toPublicJWK(), second.toPublicJWK())).toString();
        now = now.plusSeconds(31);
        assertThat(tokens.admit(signed(second, claims()))).isInstanceOf(Admittance.Admitted.class);
        assertThat(asked).hasValue(2);
    }

    @Test
    void aDarkProviderIsOutlivedByTheKeysThatWereKept() throws JOSEException {
        Tokens kept = tokens(Optional.of(published));
        Tokens bare = tokens(Optional.empty());
        provider.stop(0);
        assertThat(kept.admit(signed(key, claims()))).isInstanceOf(Admittance.Admitted.class);
        assertThat(why(bare.admit(signed(key, claims())))).isEqualTo(Why.KEYS_UNAVAILABLE);
    }

    @Test
    void aBrowserSignsInToTheTwinWithACodeAndItsProof() throws Exception {
        try (var issuer = TokenIssuer.open(0, "us-west-2", InstantSource.system());
                var client = HttpClient.newHttpClient()) {
            String verifier = "a-long-enough-verifier-that-nobody-guesses-0123456789";
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(verifier.getBytes(StandardCharsets.US_ASCII));
            String challenge = Base64.getUrlEncoder().withoutPadding().encodeToString(digest);
            String back = "http://127.0.0.1:9/back";
            String ask = issuer.address() + "/authorize?response_type=code&client_id=" + TokenIssuer.CLIENT
                    + "&redirect_uri=" + back + "&state=s1&code_challenge_method=S256&code_challenge=" + challenge;
            assertThat(get(client, ask).body()).contains("person=operator");
            assertThat(get(client, ask.replace("127.0.0.1:9", "elsewhere.example"))
                            .statusCode())
                    .isEqualTo(400);
            String location = get(client, ask + "&person=operator")
                    .headers()
                    .firstValue("Location")
                    .orElseThrow();
            assertThat(location).startsWith(back + "?code=").endsWith("&state=s1");
            String code = location.substring(location.indexOf("code=") + 5, location.indexOf("&state"));
            String form = "grant_type=authorization_code&redirect_uri=" + back + "&code=" + code + "&code_verifier=";
            HttpResponse<String> given = post(client, issuer.address() + "/token", form + verifier);
            String token =
                    Office.JSON.readTree(given.body()).path("access_token").asString();
            var tokens = new Tokens(List.of(issuer.provider()), InstantSource.system());
            assertThat(((Admittance.Admitted) tokens.admit(token)).caller().who())
                    .isEqualTo("operator");
            assertThat(post(client, issuer.address() + "/token", form + verifier)
                            .statusCode())
                    .isEqualTo(400);
        }
    }

    private static HttpResponse<String> get(HttpClient client, String address) throws Exception {
        var request = HttpRequest.newBuilder(URI.create(address))
                .timeout(Duration.ofSeconds(20))
                .build();
        return client.send(request, HttpResponse.BodyHandlers.ofString());
    }

    private static HttpResponse<String> post(HttpClient client, String address, String form) throws Exception {
        var request = HttpRequest.newBuilder(URI.create(address))
                .timeout(Duration.ofSeconds(20))
                .POST(HttpRequest.BodyPublishers.ofString(form))
                .build();
        return client.send(request, HttpResponse.BodyHandlers.ofString());
    }
}

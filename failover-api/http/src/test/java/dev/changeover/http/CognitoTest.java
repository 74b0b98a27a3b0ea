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
import dev.changeover.http.auth.Admittance;
import dev.changeover.http.auth.Admittance.Why;
import dev.changeover.http.auth.Caller;
import dev.changeover.http.auth.Provider;
import dev.changeover.http.auth.Role;
import dev.changeover.http.auth.Tokens;
import java.net.URI;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Tokens with the claims of a Cognito user pool, believed under the settings with which the service is deployed. The
 * console sends the access token, whoever writes a script may send the other; "Understanding the access token" and
 * "Understanding the identity (ID) token", Cognito developer guide, read 2026-11-22.
 */
class CognitoTest {
    private static final String POOL = "https://cognito-idp.us-west-2.amazonaws.com/us-west-2_Example";
    private static final String CLIENT = "57cbishk4j24pabc1234567890";
    private static final Instant NOW = Instant.parse("2026-11-22T05:00:00Z");

    private static RSAKey key;
    private static Tokens tokens;

    @BeforeAll
    static void open() throws JOSEException {
        key = new RSAKeyGenerator(2048).keyID("1234example=").generate();
        URI nowhere = URI.create("http://127.0.0.1:9/");
        tokens = new Tokens(
                List.of(new Provider(
                        "Operators in us-west-2",
                        Optional.of("us-west-2"),
                        POOL,
                        CLIENT,
                        "cognito:username",
                        new Provider.Addresses(nowhere, nowhere, nowhere),
                        Optional.of(new JWKSet(key.toPublicJWK()).toString()))),
                () -> NOW);
    }

    /** What both kinds have. */
    private static JWTClaimsSet.Builder both(String use) {
        return new JWTClaimsSet.Builder()
                .subject("aaaaaaaa-bbbb-cccc-dddd-eeeeeeeeeeee")
                .issuer(POOL)
                .claim("cognito:groups", List.of("operator", "viewer", "us-west-2_Example_Corporate"))
                .claim("origin_jti", "0b1c2d3e-0000-4000-8000-000000000000")
                .claim("event_id", "64f513be-32db-42b0-b78e-b02127b4f463")
                .claim("token_use", use)
                .claim("auth_time", NOW.minusSeconds(60).getEpochSecond())
                .issueTime(Date.from(NOW.minusSeconds(60)))
                .expirationTime(Date.from(NOW.plusSeconds(3540)))
                .jwtID("7f0a51a2-0000-4000-8000-000000000000");
    }

    private static JWTClaimsSet.Builder access() {
        return both("access")
                .claim("version", 2)
                .claim("client_id", CLIENT)
                .claim("scope", "openid profile")
                .claim("username", "ana");
    }

    private static JWTClaimsSet.Builder identity() {
        return both("id")
                .audience(CLIENT)
                .claim("cognito:username", "ana")
                .claim("cognito:roles", List.of("arn:aws:iam::111122223333:role/approver"))
                .claim("email_verified", true)
                .claim("email", "ana@example.com");
    }

    private static Admittance admit(JWTClaimsSet.Builder claims) throws JOSEException {
        var header =
                new JWSHeader.Builder(JWSAlgorithm.RS256).keyID(key.getKeyID()).build();
        var jwt = new SignedJWT(header, claims.build());
        jwt.sign(new RSASSASigner(key));
        return tokens.admit(jwt.serialize());
    }

    private static Caller admitted(JWTClaimsSet.Builder claims) throws JOSEException {
        Admittance admittance = admit(claims);
        assertThat(admittance).isInstanceOf(Admittance.Admitted.class);
        return ((Admittance.Admitted) admittance).caller();
    }

    private static Why refused(JWTClaimsSet.Builder claims) throws JOSEException {
        Admittance admittance = admit(claims);
        assertThat(admittance).isInstanceOf(Admittance.Refused.class);
        return ((Admittance.Refused) admittance).why();
    }

    @Test
    void aPersonIsTheSameWithEitherToken() throws JOSEException {
        assertThat(admitted(access())).isEqualTo(admitted(identity()));
        assertThat(admitted(access()).who()).isEqualTo("ana");
        assertThat(admitted(identity()).roles()).containsExactlyInAnyOrder(Role.OPERATOR, Role.VIEWER);
    }

    @Test
    void anotherApplicationsTokensAreNotForUs() throws JOSEException {
        assertThat(refused(access().claim("client_id", "another"))).isEqualTo(Why.NOT_FOR_US);
        assertThat(refused(identity().audience("another"))).isEqualTo(Why.NOT_FOR_US);
        assertThat(refused(access().audience("https://another.example")))
                .as("an access token that is bound to somebody else's service")
                .isEqualTo(Why.NOT_FOR_US);
    }

    /** A name that people may choose themselves must not stand in for the one that they were given. */
    @Test
    void anIdTokenIsNotReadAsAnAccessToken() throws JOSEException {
        assertThat(refused(identity().claim("cognito:username", null).claim("username", "ben")))
                .isEqualTo(Why.MALFORMED);
        assertThat(admitted(identity().claim("username", "ben").claim("preferred_username", "ben"))
                        .who())
                .isEqualTo("ana");
    }

    @Test
    void withoutAGroupOfOursSomebodyIsNobodyInParticular() throws JOSEException {
        assertThat(admitted(access().claim("cognito:groups", null)).roles()).isEmpty();
    }
}

package dev.changeover.http;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import dev.changeover.http.twin.Person;
import dev.changeover.http.twin.TokenIssuer;
import java.text.ParseException;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** Authorization headers that nobody should believe, and what each must be called. */
final class BadTokens {
    private final TokenIssuer issuer;

    BadTokens(TokenIssuer issuer) {
        this.issuer = issuer;
    }

    Map<String, Set<String>> all() {
        try {
            return made();
        } catch (JOSEException | ParseException broken) {
            throw new IllegalStateException(broken);
        }
    }

    private Map<String, Set<String>> made() throws JOSEException, ParseException {
        String good = issuer.token(Person.APPROVER);
        String kid = SignedJWT.parse(good).getHeader().getKeyID();
        List<String> parts = Pattern.compile("\\.").splitAsStream(good).toList();
        Map<String, Set<String>> headers = new LinkedHashMap<>();
        Set<String> malformed = Set.of("token-malformed");
        for (String broken : List.of(
                "",
                "x",
                "a.b",
                "a.b.c",
                "..",
                parts.get(0) + "." + parts.get(1),
                "null",
                good + ".x",
                "x".repeat(20_000))) {
            headers.put("Bearer " + broken, malformed);
        }
        headers.put("Basic b3BlcmF0b3I6c2VjcmV0", malformed);
        headers.put(good, malformed);
        headers.put("Bearer " + issuer.token(Person.APPROVER, Duration.ofHours(-1)), Set.of("token-expired"));
        headers.put("Bearer " + new PlainJWT(claims(issuer.address(), TokenIssuer.CLIENT)).serialize(), malformed);
        Set<String> forged = Set.of("token-forged");
        headers.put(
                "Bearer " + parts.get(0) + "." + parts.get(1) + "."
                        + "A".repeat(parts.get(2).length()),
                forged);
        headers.put("Bearer " + parts.get(0) + "." + parts.get(1) + ".", Set.of("token-forged", "token-malformed"));
        headers.put("Bearer " + signed(kid, claims(issuer.address(), TokenIssuer.CLIENT)), forged);
        headers.put("Bearer " + signed("no-such-key", claims(issuer.address(), TokenIssuer.CLIENT)), forged);
        headers.put("Bearer " + shared(kid), forged);
        Set<String> notForUs = Set.of("token-not-for-us", "token-forged");
        headers.put("Bearer " + signed(kid, claims("https://elsewhere.example", TokenIssuer.CLIENT)), notForUs);
        headers.put("Bearer " + signed(kid, claims(issuer.address() + "/", TokenIssuer.CLIENT)), notForUs);
        return headers;
    }

    private static JWTClaimsSet claims(String issuerName, String audience) {
        return new JWTClaimsSet.Builder()
                .issuer(issuerName)
                .subject("approver")
                .audience(audience)
                .claim("roles", List.of("operator", "approver", "auditor"))
                .expirationTime(Date.from(Instant.parse("2100-01-01T00:00:00Z")))
                .build();
    }

    /** By somebody else's key under the name of ours. */
    private static String signed(String kid, JWTClaimsSet claims) throws JOSEException {
        var jwt = new SignedJWT(
                new JWSHeader.Builder(JWSAlgorithm.ES256).keyID(kid).build(), claims);
        jwt.sign(new ECDSASigner(new ECKeyGenerator(Curve.P_256).generate()));
        return jwt.serialize();
    }

    /** With the public key as a shared secret, which a careless service would accept. */
    private String shared(String kid) throws JOSEException {
        byte[] secret = issuer.provider().keys().orElseThrow().getBytes(java.nio.charset.StandardCharsets.UTF_8);
        var jwt = new SignedJWT(
                new JWSHeader.Builder(JWSAlgorithm.HS256).keyID(kid).build(),
                claims(issuer.address(), TokenIssuer.CLIENT));
        jwt.sign(new MACSigner(secret));
        return jwt.serialize();
    }
}

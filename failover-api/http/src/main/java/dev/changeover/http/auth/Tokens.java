package dev.changeover.http.auth;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSVerifier;
import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import dev.changeover.http.auth.Admittance.Why;
import java.text.ParseException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.Collections;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Checks bearer tokens against the providers that are believed, and nothing else. */
public final class Tokens {
    /** How far two clocks may be apart; NTP keeps machines within a second. */
    static final Duration SKEW = Duration.ofSeconds(30);

    /** A Cognito token is 1 to 2 KB, one with many groups a little more. */
    static final int LENGTH_MAX = 16 * 1024;

    /** So long a name still fits one line of a journal. */
    private static final int WHO_LENGTH_MAX = 128;

    /** A page asks each second with the same token; its signature is looked at each minute. */
    static final Duration REMEMBERED = Duration.ofMinutes(1);

    private static final int REMEMBERED_MAX = 2_000;

    private final InstantSource clock;
    private final Map<String, Believed> providers = new LinkedHashMap<>();

    private record Remembered(Caller caller, Instant at) {}

    private final Map<String, Remembered> remembered =
            Collections.synchronizedMap(new LinkedHashMap<>(16, 0.75f, true) {
                @Override
                protected boolean removeEldestEntry(Map.Entry<String, Remembered> eldest) {
                    return size() > REMEMBERED_MAX;
                }
            });

    private record Believed(Provider provider, Keys keys) {}

    public Tokens(List<Provider> providers, InstantSource clock) {
        this.clock = clock;
        for (Provider provider : providers) {
            this.providers.put(
                    provider.issuer(),
                    new Believed(provider, new Keys(provider.addresses().keys(), provider.keys(), clock)));
        }
    }

    public List<Provider> providers() {
        return providers.values().stream().map(Believed::provider).toList();
    }

    /** Says who holds the token. */
    public Admittance admit(String token) {
        if (token.length() > LENGTH_MAX) {
            return new Admittance.Refused(Why.MALFORMED, "the token is too long");
        }
        Instant now = clock.instant();
        Remembered known = remembered.get(token);
        if (known != null
                && known.at().plus(REMEMBERED).isAfter(now)
                && known.caller().expiresAt().isAfter(now)) {
            return new Admittance.Admitted(known.caller());
        }
        Admittance admittance = examine(token);
        if (admittance instanceof Admittance.Admitted(var caller)) {
            remembered.put(token, new Remembered(caller, now));
        }
        return admittance;
    }

    private Admittance examine(String token) {
        try {
            SignedJWT jwt = SignedJWT.parse(token);
            JWTClaimsSet claims = jwt.getJWTClaimsSet();
            String issuer = claims.getIssuer();
            Believed believed = issuer == null ? null : providers.get(issuer);
            if (believed == null) {
                return new Admittance.Refused(Why.NOT_FOR_US, "its issuer is none of our providers");
            }
            return signature(jwt, believed.keys()).orElseGet(() -> claims(claims, believed.provider()));
        } catch (ParseException | IllegalArgumentException broken) {
            return new Admittance.Refused(Why.MALFORMED, "it is not a signed JWT");
        }
    }

    private static Optional<Admittance> signature(SignedJWT jwt, Keys keys) {
        String id = jwt.getHeader().getKeyID();
        JWSAlgorithm algorithm = jwt.getHeader().getAlgorithm();
        if (id == null || !(algorithm.equals(JWSAlgorithm.RS256) || algorithm.equals(JWSAlgorithm.ES256))) {
            return Optional.of(new Admittance.Refused(Why.FORGED, "it is not signed with RS256 or ES256"));
        }
        return switch (keys.of(id)) {
            case Keys.Found.NoSuchKey _ ->
                Optional.of(new Admittance.Refused(Why.FORGED, "its provider has no such key"));
            case Keys.Found.Unavailable _ ->
                Optional.of(new Admittance.Refused(Why.KEYS_UNAVAILABLE, "its provider's keys cannot be had"));
            case Keys.Found.Key(var key) ->
                verifies(jwt, key, algorithm)
                        ? Optional.empty()
                        : Optional.of(new Admittance.Refused(Why.FORGED, "its signature does not fit"));
        };
    }

    /** The kind of key decides the algorithm, not the token: a public key never serves as a shared secret. */
    private static boolean verifies(SignedJWT jwt, JWK key, JWSAlgorithm algorithm) {
        try {
            JWSVerifier verifier;
            if (key instanceof RSAKey rsa && algorithm.equals(JWSAlgorithm.RS256)) {
                verifier = new RSASSAVerifier(rsa.toRSAPublicKey());
            } else if (key instanceof ECKey curve && algorithm.equals(JWSAlgorithm.ES256)) {
                verifier = new ECDSAVerifier(curve.toECPublicKey());
            } else {
                return false;
            }
            return jwt.verify(verifier);
        } catch (JOSEException unfit) {
            return false;
        }
    }

    private Admittance claims(JWTClaimsSet claims, Provider provider) {
        if (claims.getExpirationTime() == null) {
            return new Admittance.Refused(Why.MALFORMED, "it does not say when it ends");
        }
        Instant now = clock.instant();
        Instant expires = claims.getExpirationTime().toInstant();
        if (!expires.plus(SKEW).isAfter(now)) {
            return new Admittance.Refused(Why.EXPIRED, "it ended at " + expires);
        }
        boolean early = claims.getNotBeforeTime() != null
                && claims.getNotBeforeTime().toInstant().minus(SKEW).isAfter(now);
        if (early) {
            return new Admittance.Refused(Why.EXPIRED, "it does not begin yet");
        }
        if (!meantFor(claims, provider.audience())) {
            return new Admittance.Refused(Why.NOT_FOR_US, "it was issued for another application");
        }
        if (!(claims.getClaim(whoClaim(claims, provider)) instanceof String who) || !fit(who)) {
            return new Admittance.Refused(Why.MALFORMED, "it does not say who holds it");
        }
        return new Admittance.Admitted(new Caller(who, roles(claims), expires));
    }

    /** An access token of Cognito has no audience, but the client's id. */
    private static boolean meantFor(JWTClaimsSet claims, String audience) {
        boolean access =
                isAccess(claims) && claims.getAudience().isEmpty() && audience.equals(claims.getClaim("client_id"));
        return claims.getAudience().contains(audience) || access;
    }

    /**
     * Cognito spells the same name differently in its two tokens ("Understanding the access token" and "Understanding
     * the identity (ID) token", Cognito developer guide, read 2026-11-22). A page sends either, and a person must be
     * the same one in both.
     */
    private static String whoClaim(JWTClaimsSet claims, Provider provider) {
        boolean other = provider.whoClaim().equals(Provider.COGNITO_NAME) && isAccess(claims);
        return other ? Provider.COGNITO_NAME_OF_ACCESS : provider.whoClaim();
    }

    private static boolean isAccess(JWTClaimsSet claims) {
        return "access".equals(claims.getClaim("token_use"));
    }

    private static boolean fit(String who) {
        return !who.isBlank()
                && who.length() <= WHO_LENGTH_MAX
                && who.codePoints().noneMatch(Character::isISOControl);
    }

    private static Set<Role> roles(JWTClaimsSet claims) {
        Set<Role> roles = EnumSet.noneOf(Role.class);
        for (String claim : Provider.ROLE_CLAIMS) {
            if (claims.getClaim(claim) instanceof Collection<?> words) {
                words.forEach(word -> Role.named(String.valueOf(word)).ifPresent(roles::add));
            }
        }
        return roles;
    }
}

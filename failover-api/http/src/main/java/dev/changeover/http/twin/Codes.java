package dev.changeover.http.twin;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** Codes on their way from the page to the token: each is good once. */
final class Codes {
    /** A browser redeems its code within a second; so many are never on their way at once. */
    private static final int OPEN_MAX = 100;

    private final Map<String, Grant> open = new LinkedHashMap<>();

    /** What a code stands for. */
    record Grant(Person person, String redirect, String challenge) {}

    synchronized String issue(Grant grant) {
        String code = UUID.randomUUID().toString();
        open.put(code, grant);
        if (open.size() > OPEN_MAX) {
            open.remove(open.keySet().iterator().next());
        }
        return code;
    }

    /** Whoever has the code and knows what its challenge was made from. */
    synchronized Optional<Person> redeem(String code, String redirect, String verifier) {
        return Optional.ofNullable(open.remove(code))
                .filter(grant -> grant.redirect().equals(redirect))
                .filter(grant -> grant.challenge().equals(challenge(verifier)))
                .map(Grant::person);
    }

    private static String challenge(String verifier) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(verifier.getBytes(StandardCharsets.US_ASCII));
            return Base64.getUrlEncoder().withoutPadding().encodeToString(digest);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java has SHA-256", impossible);
        }
    }
}

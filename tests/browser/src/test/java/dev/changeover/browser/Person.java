package dev.changeover.browser;

import java.time.Instant;
import java.util.Set;

/** Somebody who may sign in at the fixture's issuer. */
record Person(String who, Set<String> roles, Instant expiresAt) {
    private static final long SESSION_S = 3_600;

    static Person of(String name) {
        Set<String> roles = switch (name) {
            case "ana" -> Set.of("operator", "auditor");
            case "ben" -> Set.of("operator", "approver");
            default -> Set.of("viewer");
        };
        return new Person(name + "@example.com", roles, Instant.now().plusSeconds(SESSION_S));
    }

    Person until(Instant end) {
        return new Person(who, roles, end);
    }
}

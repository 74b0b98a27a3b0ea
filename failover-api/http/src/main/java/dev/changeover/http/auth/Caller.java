package dev.changeover.http.auth;

import java.time.Instant;
import java.util.Set;

/**
 * Who asks.
 *
 * @param who never changes for a person: approval by a second person rests on it
 * @param expiresAt when the token ends, and a stream with it
 */
public record Caller(String who, Set<Role> roles, Instant expiresAt) {
    public Caller {
        roles = Set.copyOf(roles);
    }
}

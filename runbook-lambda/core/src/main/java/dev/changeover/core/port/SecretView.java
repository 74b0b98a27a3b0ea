package dev.changeover.core.port;

import dev.changeover.core.model.Endpoint;
import java.time.Instant;
import java.util.Optional;

/** What one look at a secret showed. The value was decrypted and parsed, and is not kept. */
public sealed interface SecretView {
    Instant seenAt();

    /**
     * It could be read.
     *
     * @param replica whether it is a replica, and so read-only in this Region
     */
    record Held(Version current, Optional<Version> pending, boolean replica, Instant seenAt) implements SecretView {}

    record Unreadable(PortFailure why, Instant seenAt) implements SecretView {}

    /** A version by its id, and the database endpoint it names. */
    record Version(String id, Endpoint names) {}
}

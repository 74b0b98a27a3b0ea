package dev.changeover.shop;

import java.time.Instant;

/** What one read of the secret returned. */
sealed interface SecretView {
    Instant seenAt();

    record Named(DatabaseSecret database, Instant seenAt) implements SecretView {}

    /** {@code why} is one sentence without any value of the secret. */
    record Unreadable(String why, Instant seenAt) implements SecretView {}
}

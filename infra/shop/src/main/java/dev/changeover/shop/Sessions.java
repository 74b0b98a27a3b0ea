package dev.changeover.shop;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;

/** Who is signed in, so kept that a shopper stays signed in when the shop moves. */
interface Sessions {
    /** A day of shopping; chosen here. */
    Duration LENGTH = Duration.ofHours(24);

    /** Whoever asks. */
    interface Visitor {
        /** The account behind the request, empty when there is none or its session has ended. */
        Optional<UUID> in(Connection connection) throws SQLException;
    }

    /**
     * Looks who asks.
     *
     * @throws Away when sessions cannot be read now
     */
    Visitor visitor(Request request);

    /** Remembers that this token stands for this account. */
    Outcome<UUID> open(String token, UUID account);

    /** Forgets the request's token; forgetting it twice is no mistake. */
    Outcome<Boolean> close(Request request);

    /** Tokens are random, so a plain digest suffices: a stolen table opens no session. */
    static byte[] digest(String token) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(token.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException missing) {
            throw new IllegalStateException("every JDK has SHA-256", missing);
        }
    }
}

package dev.changeover.shop;

import dev.changeover.shop.Standing.Need;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Base64;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;

/** Who shops here. Sessions are rows, so that a shopper stays signed in when the shop moves. */
final class Accounts {
    /** A day of shopping; chosen here. */
    private static final Duration SESSION_LENGTH = Duration.ofHours(24);

    private static final int TOKEN_BYTES = 32;
    private static final int EMAIL_LENGTH_MIN = 3;

    /** RFC 5321, 4.5.3.1.3, less the brackets. */
    private static final int EMAIL_LENGTH_MAX = 254;

    /** NIST SP 800-63B, 5.1.1.1. */
    private static final int PASSWORD_LENGTH_MIN = 8;

    private static final int PASSWORD_LENGTH_MAX = 128;

    private final Database database;
    private final Passwords passwords;
    private final SecureRandom random = new SecureRandom();

    Accounts(Database database, Passwords passwords) {
        this.database = database;
        this.passwords = passwords;
    }

    private record Credentials(String email, String password) {
        static Credentials in(Request request) {
            String email = request.text("email", EMAIL_LENGTH_MIN, EMAIL_LENGTH_MAX);
            if (email.indexOf('@') < 1) {
                throw new BadRequest("\"email\" must be an e-mail address.");
            }
            return new Credentials(
                    email.toLowerCase(Locale.ROOT), request.text("password", PASSWORD_LENGTH_MIN, PASSWORD_LENGTH_MAX));
        }
    }

    private record Account(UUID id, String password) {}

    Reply signUp(Request request) {
        var credentials = Credentials.in(request);
        UUID id = UUID.randomUUID(); // Made once, so that a repeated transaction knows its own row again.
        String hash = passwords.hash(credentials.password());
        return Reply.from(database.transaction(Need.WRITE, connection -> {
            try (PreparedStatement insert = connection.prepareStatement(
                    "INSERT INTO account (id, email, password) VALUES (?, ?, ?) ON CONFLICT DO NOTHING")) {
                insert.setObject(1, id);
                insert.setString(2, credentials.email());
                insert.setString(3, hash);
                insert.executeUpdate();
            }
            return find(connection, credentials.email())
                    .filter(account -> account.id().equals(id))
                    .map(_ -> Reply.of(201, Json.object().put("id", id.toString())))
                    .orElseGet(() -> Reply.error(409, "This e-mail address has an account already."));
        }));
    }

    Reply logIn(Request request) {
        var credentials = Credentials.in(request);
        return switch (database.transaction(Need.READ, connection -> find(connection, credentials.email()))) {
            case Outcome.Unavailable<Optional<Account>>(var why) -> Reply.from(new Outcome.Unavailable<>(why));
            case Outcome.Committed<Optional<Account>>(var account) -> openSession(credentials, account);
        };
    }

    private Reply openSession(Credentials credentials, Optional<Account> account) {
        boolean right = passwords.matches(
                credentials.password(), account.map(Account::password).orElseGet(passwords::nobody));
        if (account.isEmpty() || !right) {
            return Reply.error(401, "E-mail address or password is wrong.");
        }
        byte[] bytes = new byte[TOKEN_BYTES];
        random.nextBytes(bytes);
        String token = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
        return Reply.from(database.transaction(Need.WRITE, connection -> {
            try (PreparedStatement insert =
                    connection.prepareStatement("INSERT INTO session (token_digest, account_id, expires_at)"
                            + " VALUES (?, ?, now() + ? * interval '1 second') ON CONFLICT DO NOTHING")) {
                insert.setBytes(1, digest(token));
                insert.setObject(2, account.get().id());
                insert.setLong(3, SESSION_LENGTH.toSeconds());
                insert.executeUpdate();
            }
            return Reply.of(200, Json.object().put("token", token).put("expiresInSeconds", SESSION_LENGTH.toSeconds()));
        }));
    }

    /** The account behind a request's token, empty when there is none or it has expired. */
    static Optional<UUID> signedIn(Connection connection, Request request) throws SQLException {
        if (request.token().isEmpty()) {
            return Optional.empty();
        }
        try (PreparedStatement select = connection.prepareStatement(
                "SELECT account_id FROM session WHERE token_digest = ? AND expires_at > now()")) {
            select.setBytes(1, digest(request.token().get()));
            try (ResultSet row = select.executeQuery()) {
                return row.next() ? Optional.of(row.getObject(1, UUID.class)) : Optional.empty();
            }
        }
    }

    private static Optional<Account> find(Connection connection, String email) throws SQLException {
        try (PreparedStatement select =
                connection.prepareStatement("SELECT id, password FROM account WHERE email = ?")) {
            select.setString(1, email);
            try (ResultSet row = select.executeQuery()) {
                return row.next()
                        ? Optional.of(new Account(row.getObject(1, UUID.class), row.getString(2)))
                        : Optional.empty();
            }
        }
    }

    /** Tokens are random, so a plain digest suffices: a stolen table opens no session. */
    private static byte[] digest(String token) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(token.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException missing) {
            throw new IllegalStateException("every JDK has SHA-256", missing);
        }
    }
}

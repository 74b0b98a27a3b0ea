package dev.changeover.shop;

import dev.changeover.shop.Standing.Need;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Base64;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;

/** Who shops here. */
final class Accounts {
    private static final int TOKEN_BYTES = 32;
    private static final int EMAIL_LENGTH_MIN = 3;

    /** RFC 5321, 4.5.3.1.3, less the brackets. */
    private static final int EMAIL_LENGTH_MAX = 254;

    /** NIST SP 800-63B, 5.1.1.1. */
    private static final int PASSWORD_LENGTH_MIN = 8;

    private static final int PASSWORD_LENGTH_MAX = 128;

    private final Database database;
    private final Sessions sessions;
    private final Passwords passwords;
    private final SecureRandom random = new SecureRandom();

    Accounts(Database database, Sessions sessions, Passwords passwords) {
        this.database = database;
        this.sessions = sessions;
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
        return switch (database.read(connection -> find(connection, credentials.email()))) {
            case Outcome.Unavailable<Optional<Account>>(var why) -> Reply.away(why);
            case Outcome.Committed<Optional<Account>>(var account) -> openSession(request, credentials, account);
        };
    }

    private Reply openSession(Request request, Credentials credentials, Optional<Account> account) {
        boolean right = passwords.matches(
                credentials.password(), account.map(Account::password).orElseGet(passwords::nobody));
        if (account.isEmpty() || !right) {
            return Reply.error(401, "E-mail address or password is wrong.");
        }
        byte[] bytes = new byte[TOKEN_BYTES];
        random.nextBytes(bytes);
        String token = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
        return switch (sessions.open(token, account.get().id())) {
            case Outcome.Unavailable<UUID>(var why) -> Reply.away(why);
            case Outcome.Committed<UUID> _ ->
                Reply.of(200, Json.object().put("token", token).put("expiresInSeconds", Sessions.LENGTH.toSeconds()))
                        .with("Set-Cookie", SessionCookie.of(token, request.secure()));
        };
    }

    /** Whoever is signed in, by name. */
    Reply show(Request request) {
        Sessions.Visitor visitor = sessions.visitor(request);
        return Reply.from(database.read(connection -> {
            Optional<UUID> account = visitor.in(connection);
            return account.isEmpty() ? Reply.notSignedIn() : describe(connection, account.get());
        }));
    }

    private static Reply describe(Connection connection, UUID account) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement("SELECT email FROM account WHERE id = ?")) {
            select.setObject(1, account);
            try (ResultSet row = select.executeQuery()) {
                return row.next() ? Reply.of(200, Json.object().put("email", row.getString(1))) : Reply.notSignedIn();
            }
        }
    }

    Reply logOut(Request request) {
        return switch (sessions.close(request)) {
            case Outcome.Unavailable<Boolean>(var why) -> Reply.away(why);
            case Outcome.Committed<Boolean> _ ->
                Reply.of(200, Json.object()).with("Set-Cookie", SessionCookie.gone(request.secure()));
        };
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
}

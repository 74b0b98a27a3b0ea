package dev.changeover.shop;

import dev.changeover.shop.Standing.Need;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;
import java.util.UUID;

/** Sessions as rows beside the accounts: they move with the writer. */
final class RowSessions implements Sessions {
    private final Database database;

    RowSessions(Database database) {
        this.database = database;
    }

    @Override
    public Visitor visitor(Request request) {
        return connection -> request.token().isEmpty()
                ? Optional.empty()
                : account(connection, request.token().get());
    }

    private static Optional<UUID> account(Connection connection, String token) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(
                "SELECT account_id FROM session WHERE token_digest = ? AND expires_at > now()")) {
            select.setBytes(1, Sessions.digest(token));
            try (ResultSet row = select.executeQuery()) {
                return row.next() ? Optional.of(row.getObject(1, UUID.class)) : Optional.empty();
            }
        }
    }

    @Override
    public Outcome<UUID> open(String token, UUID account) {
        return database.transaction(Need.WRITE, connection -> {
            try (PreparedStatement insert =
                    connection.prepareStatement("INSERT INTO session (token_digest, account_id, expires_at)"
                            + " VALUES (?, ?, now() + ? * interval '1 second') ON CONFLICT DO NOTHING")) {
                insert.setBytes(1, Sessions.digest(token));
                insert.setObject(2, account);
                insert.setLong(3, LENGTH.toSeconds());
                insert.executeUpdate();
                return account;
            }
        });
    }

    @Override
    public Outcome<Boolean> close(Request request) {
        if (request.token().isEmpty()) {
            return new Outcome.Committed<>(false);
        }
        return database.transaction(Need.WRITE, connection -> {
            try (PreparedStatement delete = connection.prepareStatement("DELETE FROM session WHERE token_digest = ?")) {
                delete.setBytes(1, Sessions.digest(request.token().get()));
                return delete.executeUpdate() > 0;
            }
        });
    }
}

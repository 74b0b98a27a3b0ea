package dev.changeover.shop;

import dev.changeover.shop.Line.Wish;
import dev.changeover.shop.Standing.Need;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Carts as rows beside the accounts: they move with the writer. */
final class RowCarts implements Carts {
    private final Database database;
    private final Sessions sessions;

    RowCarts(Database database, Sessions sessions) {
        this.database = database;
        this.sessions = sessions;
    }

    @Override
    public Reply show(Request request) {
        return Reply.from(database.read(connection -> {
            Optional<UUID> account = sessions.visitor(request).in(connection);
            return account.isEmpty() ? Reply.notSignedIn() : describe(connection, account.get());
        }));
    }

    @Override
    public Reply put(Request request) {
        var wish = Wish.of(request.json(), 0);
        return Reply.from(database.transaction(Need.WRITE, connection -> {
            Optional<UUID> account = sessions.visitor(request).in(connection);
            if (account.isEmpty()) {
                return Reply.notSignedIn();
            }
            if (Line.priced(connection, List.of(wish)).isEmpty()) {
                return Reply.unknown(wish);
            }
            put(connection, account.get(), wish);
            return describe(connection, account.get());
        }));
    }

    @Override
    public Reply empty(Request request) {
        return Reply.from(database.transaction(Need.WRITE, connection -> {
            Optional<UUID> account = sessions.visitor(request).in(connection);
            if (account.isEmpty()) {
                return Reply.notSignedIn();
            }
            take(connection, account.get());
            return describe(connection, account.get());
        }));
    }

    @Override
    public Chosen chosen(Request request) {
        return (connection, account, _) -> take(connection, account);
    }

    private static List<Line> take(Connection connection, UUID account) throws SQLException {
        try (PreparedStatement delete = connection.prepareStatement("DELETE FROM cart_line USING unicorn"
                + " WHERE account_id = ? AND unicorn.id = unicorn_id RETURNING unicorn_id, quantity, price_cents")) {
            delete.setObject(1, account);
            try (ResultSet row = delete.executeQuery()) {
                return Line.in(row);
            }
        }
    }

    private static void put(Connection connection, UUID account, Wish wish) throws SQLException {
        String sql = wish.quantity() == 0
                ? "DELETE FROM cart_line WHERE account_id = ? AND unicorn_id = ? AND ? = 0"
                : "INSERT INTO cart_line (account_id, unicorn_id, quantity) VALUES (?, ?, ?)"
                        + " ON CONFLICT (account_id, unicorn_id) DO UPDATE SET quantity = EXCLUDED.quantity";
        try (PreparedStatement change = connection.prepareStatement(sql)) {
            change.setObject(1, account);
            change.setInt(2, wish.unicorn());
            change.setInt(3, wish.quantity());
            change.executeUpdate();
        }
    }

    private static Reply describe(Connection connection, UUID account) throws SQLException {
        try (PreparedStatement select =
                connection.prepareStatement("SELECT unicorn_id, quantity, price_cents FROM cart_line JOIN unicorn"
                        + " ON unicorn.id = unicorn_id WHERE account_id = ? ORDER BY unicorn_id")) {
            select.setObject(1, account);
            try (ResultSet row = select.executeQuery()) {
                return Reply.of(200, Line.describe(Json.object(), Line.in(row)));
            }
        }
    }
}

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

/** What shoppers have chosen and not yet ordered. Rows, so that a cart is still full when the shop has moved. */
final class Carts {
    private final Database database;

    Carts(Database database) {
        this.database = database;
    }

    Reply show(Request request) {
        return Reply.from(database.transaction(Need.READ, connection -> {
            Optional<UUID> account = Accounts.signedIn(connection, request);
            return account.isEmpty() ? Reply.notSignedIn() : describe(connection, account.get());
        }));
    }

    /** Sets how many of one unicorn are in the cart, so that saying it twice changes nothing; zero takes it out. */
    Reply put(Request request) {
        var wish = Wish.of(request.json(), 0);
        return Reply.from(database.transaction(Need.WRITE, connection -> {
            Optional<UUID> account = Accounts.signedIn(connection, request);
            if (account.isEmpty()) {
                return Reply.notSignedIn();
            }
            if (Line.priced(connection, List.of(wish)).isEmpty()) {
                return Reply.error(404, "There is no unicorn " + wish.unicorn() + " in the catalogue.");
            }
            put(connection, account.get(), wish);
            return describe(connection, account.get());
        }));
    }

    Reply empty(Request request) {
        return Reply.from(database.transaction(Need.WRITE, connection -> {
            Optional<UUID> account = Accounts.signedIn(connection, request);
            if (account.isEmpty()) {
                return Reply.notSignedIn();
            }
            clear(connection, account.get());
            return describe(connection, account.get());
        }));
    }

    static List<Line> lines(Connection connection, UUID account) throws SQLException {
        try (PreparedStatement select =
                connection.prepareStatement("SELECT unicorn_id, quantity, price_cents FROM cart_line JOIN unicorn"
                        + " ON unicorn.id = unicorn_id WHERE account_id = ? ORDER BY unicorn_id")) {
            select.setObject(1, account);
            try (ResultSet row = select.executeQuery()) {
                return Line.in(row);
            }
        }
    }

    static void clear(Connection connection, UUID account) throws SQLException {
        try (PreparedStatement delete = connection.prepareStatement("DELETE FROM cart_line WHERE account_id = ?")) {
            delete.setObject(1, account);
            delete.executeUpdate();
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
        return Reply.of(200, Line.describe(Json.object(), lines(connection, account)));
    }
}

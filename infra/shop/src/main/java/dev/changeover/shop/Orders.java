package dev.changeover.shop;

import dev.changeover.shop.Line.Wish;
import dev.changeover.shop.Standing.Need;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import tools.jackson.databind.JsonNode;

/**
 * What has been bought.
 *
 * <p>201 leaves only after COMMIT. The caller names the order, so it can ask again after an answer was lost and gets
 * the same order, never a second one. Only that caller may see it.
 */
final class Orders {
    private final Database database;
    private final String region;

    Orders(Database database, String region) {
        this.database = database;
        this.region = region;
    }

    private record Order(UUID account, String region, Instant placedAt, List<Line> lines) {}

    /** Orders what the body lists or, when it lists nothing, what is in the cart. */
    Reply place(Request request) {
        JsonNode body = request.json();
        UUID id = Request.uuid("\"id\"", body.path("id").asString(""));
        List<Wish> wishes = wishes(body);
        return Reply.from(database.transaction(Need.WRITE, connection -> {
            Optional<UUID> account = Accounts.signedIn(connection, request);
            return account.isEmpty() ? Reply.notSignedIn() : place(connection, account.get(), id, wishes);
        }));
    }

    Reply show(Request request, String id) {
        UUID order = Request.uuid("The order's id", id);
        return Reply.from(database.transaction(Need.READ, connection -> {
            Optional<UUID> account = Accounts.signedIn(connection, request);
            if (account.isEmpty()) {
                return Reply.notSignedIn();
            }
            return find(connection, order)
                    .filter(found -> found.account().equals(account.get()))
                    .map(found -> describe(200, order, found))
                    .orElseGet(() -> Reply.error(404, "There is no order " + order + "."));
        }));
    }

    private static List<Wish> wishes(JsonNode body) {
        JsonNode lines = body.path("lines");
        if (lines.isMissingNode()) {
            return List.of();
        }
        if (!lines.isArray() || lines.isEmpty() || lines.size() > Line.LINES_MAX) {
            throw new BadRequest("\"lines\" must be a list of 1 to " + Line.LINES_MAX + " lines.");
        }
        var wishes = new ArrayList<Wish>();
        var seen = new HashSet<Integer>();
        for (JsonNode line : lines) {
            var wish = Wish.of(line, 1);
            if (!seen.add(wish.unicorn())) {
                throw new BadRequest("\"lines\" must name each unicorn once.");
            }
            wishes.add(wish);
        }
        return wishes;
    }

    private Reply place(Connection connection, UUID account, UUID id, List<Wish> wishes) throws SQLException {
        Optional<Order> before = find(connection, id);
        if (before.isEmpty()) {
            List<Line> lines = wishes.isEmpty() ? Carts.lines(connection, account) : Line.priced(connection, wishes);
            if (lines.isEmpty()) {
                return Reply.error(400, "There is nothing to order: the cart is empty.");
            }
            if (!wishes.isEmpty() && lines.size() < wishes.size()) {
                return Reply.error(400, "Not everything in \"lines\" is in the catalogue.");
            }
            // False when the same order is being placed twice at once and the other was first.
            if (insert(connection, account, id, lines) && wishes.isEmpty()) {
                Carts.clear(connection, account);
            }
        }
        return find(connection, id)
                .filter(order -> order.account().equals(account))
                .map(order -> describe(201, id, order))
                .orElseGet(() -> Reply.error(409, "Another shopper has an order of this id."));
    }

    private boolean insert(Connection connection, UUID account, UUID id, List<Line> lines) throws SQLException {
        try (PreparedStatement order = connection.prepareStatement(
                "INSERT INTO orders (id, account_id, region) VALUES (?, ?, ?) ON CONFLICT DO NOTHING")) {
            order.setObject(1, id);
            order.setObject(2, account);
            order.setString(3, region);
            if (order.executeUpdate() == 0) {
                return false;
            }
        }
        try (PreparedStatement insert = connection.prepareStatement(
                "INSERT INTO order_line (order_id, unicorn_id, quantity, price_cents) VALUES (?, ?, ?, ?)")) {
            for (Line line : lines) {
                insert.setObject(1, id);
                insert.setInt(2, line.unicorn());
                insert.setInt(3, line.quantity());
                insert.setInt(4, line.priceCents());
                insert.addBatch();
            }
            insert.executeBatch();
            return true;
        }
    }

    private static Optional<Order> find(Connection connection, UUID id) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(
                "SELECT account_id, region, placed_at, unicorn_id, quantity, price_cents FROM orders"
                        + " JOIN order_line ON order_id = id WHERE id = ? ORDER BY unicorn_id")) {
            select.setObject(1, id);
            try (ResultSet row = select.executeQuery()) {
                Optional<Order> order = Optional.empty();
                var lines = new ArrayList<Line>();
                while (row.next()) {
                    lines.add(new Line(row.getInt(4), row.getInt(5), row.getInt(6)));
                    Instant placedAt = row.getObject(3, OffsetDateTime.class).toInstant();
                    order = Optional.of(new Order(row.getObject(1, UUID.class), row.getString(2), placedAt, lines));
                }
                return order;
            }
        }
    }

    private static Reply describe(int status, UUID id, Order order) {
        var body = Json.object()
                .put("id", id.toString())
                .put("placedAt", order.placedAt().toString())
                .put("placedIn", order.region());
        return Reply.of(status, Line.describe(body, order.lines()));
    }
}

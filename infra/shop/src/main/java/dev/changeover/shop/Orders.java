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
import tools.jackson.databind.node.ObjectNode;

/**
 * What has been bought.
 *
 * <p>201 leaves only after COMMIT. The caller names the order, so it can ask again after an answer was lost and gets
 * the same order, never a second one. Only that caller may see it.
 */
final class Orders {
    /** Latest orders that are listed; a page of them. */
    private static final int LIST_MAX = 50;

    private final Database database;
    private final Sessions sessions;
    private final Carts carts;
    private final String region;

    Orders(Database database, Routes.Keeping keeping, String region) {
        this.database = database;
        this.sessions = keeping.sessions();
        this.carts = keeping.carts();
        this.region = region;
    }

    /**
     * What a caller wants to buy.
     *
     * @param wishes empty for what is in the cart
     * @param totalCents what the caller saw it cost, if it says so
     */
    private record Asked(UUID id, List<Wish> wishes, Optional<Long> totalCents) {
        /** Why these lines are not what was asked for, empty when they are. */
        Optional<Reply> refusal(List<Line> lines) {
            if (lines.isEmpty()) {
                return Optional.of(Reply.error(400, "There is nothing to order: the cart is empty."));
            }
            if (lines.size() < wishes.size()) {
                return Optional.of(Reply.error(400, "Not everything in \"lines\" is in the catalogue."));
            }
            long total = Line.totalCents(lines);
            return totalCents
                    .filter(seen -> seen != total)
                    .map(seen -> Reply.error(
                            409, "This costs " + total + " cents and not " + seen + ": look at the cart again."));
        }
    }

    private record Order(UUID account, String region, Instant placedAt, List<Line> lines) {}

    /** Orders what the body lists or, when it lists nothing, what is in the cart. */
    Reply place(Request request) {
        JsonNode body = request.json();
        var asked = new Asked(Request.uuid("\"id\"", body.path("id").asString("")), wishes(body), total(body));
        Sessions.Visitor visitor = sessions.visitor(request);
        Carts.Chosen chosen = asked.wishes().isEmpty()
                ? carts.chosen(request)
                : (connection, _, _) -> Line.priced(connection, asked.wishes());
        return Reply.from(database.transaction(Need.WRITE, connection -> {
            Optional<UUID> account = visitor.in(connection);
            return account.isEmpty() ? Reply.notSignedIn() : place(connection, account.get(), asked, chosen);
        }));
    }

    private static Optional<Long> total(JsonNode body) {
        JsonNode total = body.path("totalCents");
        if (!total.isMissingNode() && !total.isIntegralNumber()) {
            throw new BadRequest("\"totalCents\" must be a whole number.");
        }
        return total.isMissingNode() ? Optional.empty() : Optional.of(total.asLong());
    }

    /** The shopper's latest orders, newest first. */
    Reply list(Request request) {
        Sessions.Visitor visitor = sessions.visitor(request);
        return Reply.from(database.read(connection -> {
            Optional<UUID> account = visitor.in(connection);
            return account.isEmpty() ? Reply.notSignedIn() : list(connection, account.get());
        }));
    }

    private static Reply list(Connection connection, UUID account) throws SQLException {
        var body = Json.object();
        var array = body.putArray("orders");
        try (PreparedStatement select = connection.prepareStatement(
                "SELECT id FROM orders WHERE account_id = ? ORDER BY placed_at DESC, id LIMIT " + LIST_MAX)) {
            select.setObject(1, account);
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    UUID id = row.getObject(1, UUID.class);
                    find(connection, id).ifPresent(order -> array.add(json(id, order)));
                }
            }
        }
        return Reply.of(200, body);
    }

    Reply show(Request request, String id) {
        UUID order = Request.uuid("The order's id", id);
        Sessions.Visitor visitor = sessions.visitor(request);
        return Reply.from(database.read(connection -> {
            Optional<UUID> account = visitor.in(connection);
            if (account.isEmpty()) {
                return Reply.notSignedIn();
            }
            return find(connection, order)
                    .filter(found -> found.account().equals(account.get()))
                    .map(found -> Reply.of(200, json(order, found)))
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

    private Reply place(Connection connection, UUID account, Asked asked, Carts.Chosen chosen) throws SQLException {
        // False when the order is there, or is being placed just now by another request: then that one stands.
        if (insert(connection, account, asked.id())) {
            List<Line> lines = chosen.take(connection, account, asked.id());
            Optional<Reply> refusal = asked.refusal(lines);
            if (refusal.isPresent()) {
                connection.rollback();
                return refusal.get();
            }
            insert(connection, asked.id(), lines);
        }
        return find(connection, asked.id())
                .filter(order -> order.account().equals(account))
                .map(order -> Reply.of(201, json(asked.id(), order)))
                .orElseGet(() -> Reply.error(409, "Another shopper has an order of this id."));
    }

    private boolean insert(Connection connection, UUID account, UUID id) throws SQLException {
        try (PreparedStatement order = connection.prepareStatement(
                "INSERT INTO orders (id, account_id, region) VALUES (?, ?, ?) ON CONFLICT DO NOTHING")) {
            order.setObject(1, id);
            order.setObject(2, account);
            order.setString(3, region);
            return order.executeUpdate() > 0;
        }
    }

    private static void insert(Connection connection, UUID id, List<Line> lines) throws SQLException {
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

    private static ObjectNode json(UUID id, Order order) {
        var body = Json.object()
                .put("id", id.toString())
                .put("placedAt", order.placedAt().toString())
                .put("placedIn", order.region());
        return Line.describe(body, order.lines());
    }
}

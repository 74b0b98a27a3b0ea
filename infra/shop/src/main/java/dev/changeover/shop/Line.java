package dev.changeover.shop;

import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** So many of one unicorn, at the price of the moment. */
record Line(int unicorn, int quantity, int priceCents) {
    /** Nobody has stables for more; it also keeps every sum far inside a long. */
    static final int QUANTITY_MAX = 100;

    /** Lines an order may have; the herd is smaller. */
    static final int LINES_MAX = 50;

    /** What a shopper asks for, before it has a price. */
    record Wish(int unicorn, int quantity) {
        static Wish of(JsonNode json, int quantityMin) {
            return new Wish(
                    Request.number(json, "unicornId", 1, Integer.MAX_VALUE),
                    Request.number(json, "quantity", quantityMin, QUANTITY_MAX));
        }
    }

    /** Gives wishes their prices; wishes for what is not for sale are missing from the answer. */
    static List<Line> priced(Connection connection, List<Wish> wishes) throws SQLException {
        var quantities = wishes.stream().collect(Collectors.toMap(Wish::unicorn, Wish::quantity));
        Array ids = connection.createArrayOf("integer", quantities.keySet().toArray());
        try (PreparedStatement select =
                connection.prepareStatement("SELECT id, price_cents FROM unicorn WHERE id = ANY (?) ORDER BY id")) {
            select.setArray(1, ids);
            try (ResultSet row = select.executeQuery()) {
                var lines = new ArrayList<Line>();
                while (row.next()) {
                    lines.add(new Line(row.getInt(1), quantities.get(row.getInt(1)), row.getInt(2)));
                }
                return lines;
            }
        }
    }

    /** Reads rows of unicorn, quantity and price. */
    static List<Line> in(ResultSet row) throws SQLException {
        var lines = new ArrayList<Line>();
        while (row.next()) {
            lines.add(new Line(row.getInt(1), row.getInt(2), row.getInt(3)));
        }
        return lines;
    }

    /** Writes lines and their sum into a body. */
    static ObjectNode describe(ObjectNode body, List<Line> lines) {
        var array = body.putArray("lines");
        for (Line line : lines) {
            array.addObject()
                    .put("unicornId", line.unicorn())
                    .put("quantity", line.quantity())
                    .put("priceCents", line.priceCents());
        }
        return body.put("totalCents", totalCents(lines));
    }

    static long totalCents(List<Line> lines) {
        return lines.stream()
                .mapToLong(line -> (long) line.quantity() * line.priceCents())
                .sum();
    }
}

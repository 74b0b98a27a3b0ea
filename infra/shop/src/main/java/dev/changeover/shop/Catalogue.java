package dev.changeover.shop;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import tools.jackson.databind.node.ObjectNode;

/** What is for sale. */
final class Catalogue {
    private final Database database;

    Catalogue(Database database) {
        this.database = database;
    }

    Reply show() {
        return Reply.from(database.read(connection -> {
            ObjectNode body = Json.object();
            var unicorns = body.putArray("unicorns");
            try (PreparedStatement select =
                            connection.prepareStatement("SELECT id, name, price_cents FROM unicorn ORDER BY id");
                    ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    unicorns.addObject()
                            .put("id", row.getInt(1))
                            .put("name", row.getString(2))
                            .put("priceCents", row.getInt(3));
                }
            }
            return Reply.of(200, body);
        }));
    }
}

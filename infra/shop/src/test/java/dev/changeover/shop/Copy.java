package dev.changeover.shop;

import java.sql.Connection;
import java.sql.SQLException;

/** Stands for replication where a test needs a shopper known on both servers. */
final class Copy {
    private Copy() {}

    static void accounts(PostgresServer from, PostgresServer to) {
        try (Connection source = from.connect();
                Connection target = to.connect()) {
            target.setAutoCommit(false);
            Schema.ensure(target);
            copy(source, target, "account", "id, email, password");
            copy(source, target, "session", "token_digest, account_id, expires_at");
            target.commit();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void copy(Connection source, Connection target, String table, String columns) throws SQLException {
        try (var select = source.createStatement();
                var rows = select.executeQuery("SELECT " + columns + " FROM " + table);
                var insert = target.prepareStatement(
                        "INSERT INTO " + table + " (" + columns + ") VALUES (?, ?, ?) ON CONFLICT DO NOTHING")) {
            while (rows.next()) {
                for (int column = 1; column <= 3; column++) {
                    insert.setObject(column, rows.getObject(column));
                }
                insert.executeUpdate();
            }
        }
    }
}

package dev.changeover.shop;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/** The shop's tables, made by the first shop that meets an empty writer. */
final class Schema {
    /** Any number will do as long as nobody else in the database uses it; these are the letters of "unic". */
    private static final long LOCK = 0x756e6963L;

    /** The table made last: where it is, all are, since PostgreSQL makes tables in a transaction. */
    private static final String IS_THERE =
            "SELECT to_regclass('cart_taken') IS NOT NULL, current_setting('transaction_read_only')::boolean";

    private static final String TABLES = """
            CREATE TABLE IF NOT EXISTS account (
                id uuid PRIMARY KEY, email text NOT NULL UNIQUE, password text NOT NULL,
                created_at timestamptz NOT NULL DEFAULT now());
            CREATE TABLE IF NOT EXISTS session (
                token_digest bytea PRIMARY KEY, account_id uuid NOT NULL REFERENCES account,
                expires_at timestamptz NOT NULL);
            CREATE TABLE IF NOT EXISTS unicorn (
                id integer PRIMARY KEY, name text NOT NULL, price_cents integer NOT NULL);
            CREATE TABLE IF NOT EXISTS cart_line (
                account_id uuid REFERENCES account, unicorn_id integer REFERENCES unicorn, quantity integer NOT NULL,
                PRIMARY KEY (account_id, unicorn_id));
            CREATE TABLE IF NOT EXISTS orders (
                id uuid PRIMARY KEY, account_id uuid NOT NULL REFERENCES account, region text NOT NULL,
                placed_at timestamptz NOT NULL DEFAULT now());
            CREATE TABLE IF NOT EXISTS order_line (
                order_id uuid REFERENCES orders, unicorn_id integer REFERENCES unicorn, quantity integer NOT NULL,
                price_cents integer NOT NULL, PRIMARY KEY (order_id, unicorn_id));
            CREATE TABLE IF NOT EXISTS write_probe (
                id uuid PRIMARY KEY, region text NOT NULL, written_at timestamptz NOT NULL DEFAULT now());
            CREATE TABLE IF NOT EXISTS cart_taken (
                line_id uuid PRIMARY KEY, order_id uuid NOT NULL REFERENCES orders);
            """;

    private static final String UNICORNS = """
            INSERT INTO unicorn (id, name, price_cents) VALUES
                (1, 'Amethyst', 12900), (2, 'Bramble', 9900), (3, 'Comet', 14900), (4, 'Dapple', 8900),
                (5, 'Ember', 11900), (6, 'Frost', 15900), (7, 'Gossamer', 13900), (8, 'Halcyon', 19900)
            ON CONFLICT DO NOTHING""";

    private Schema() {}

    /**
     * Makes what is missing and commits it. False when it is missing and this server takes no writes: then the tables
     * come by replication, or with the next writer.
     */
    static boolean ensure(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            boolean there;
            boolean readOnly;
            try (ResultSet row = statement.executeQuery(IS_THERE)) {
                row.next();
                there = row.getBoolean(1);
                readOnly = row.getBoolean(2);
            }
            if (!there && !readOnly) {
                statement.execute("SELECT pg_advisory_xact_lock(" + LOCK + ")");
                statement.execute(TABLES);
                statement.execute(UNICORNS);
                connection.commit();
            }
            return there || !readOnly;
        }
    }
}

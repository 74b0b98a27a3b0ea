package dev.changeover.shop;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/** One connection sent ahead of the pool to see what a server is. */
final class Pilot {
    /** True for a standby, and for a writer that has been fenced. */
    private static final String REFUSES_WRITES =
            "SELECT pg_is_in_recovery() OR current_setting('transaction_read_only')::boolean";

    /** What was there. */
    sealed interface Finding {
        record Writer() implements Finding {}

        record Follower() implements Finding {}

        record Unreachable(String why) implements Finding {}
    }

    private Pilot() {}

    /** Connects, asks and leaves; never throws for weather. Ends within the driver's timeouts. */
    static Finding tryOnce(DatabaseSecret target, String sslMode) {
        try (Connection connection = Driver.connect(target, sslMode)) {
            return refusesWrites(connection) ? new Finding.Follower() : new Finding.Writer();
        } catch (SQLException failure) {
            return new Finding.Unreachable(target.host() + " cannot be reached, SQLSTATE " + failure.getSQLState());
        }
    }

    static boolean refusesWrites(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(REFUSES_WRITES)) {
            row.next();
            return row.getBoolean(1);
        }
    }
}

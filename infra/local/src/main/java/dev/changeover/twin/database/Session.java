package dev.changeover.twin.database;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;

/** One administrator's session with a server; every answer comes within {@link #ANSWER_MAX_SECONDS}. */
final class Session implements AutoCloseable {
    /** A server on the same machine answers in milliseconds; one that is busy recovering may take a second. */
    private static final int CONNECT_MAX_SECONDS = 2;

    private static final int ANSWER_MAX_SECONDS = 10;

    private final Connection connection;
    private final String serverName;

    private Session(Connection connection, String serverName) {
        this.connection = connection;
        this.serverName = serverName;
    }

    static Session open(String serverName, int port, String password) {
        var login = new Properties();
        login.setProperty("user", Programs.administrator());
        login.setProperty("password", password);
        login.setProperty("ApplicationName", "changeover");
        login.setProperty("connectTimeout", "" + CONNECT_MAX_SECONDS);
        // The first login loads the driver: on two cores shared by six builds that alone took over 2 s.
        login.setProperty("loginTimeout", "" + ANSWER_MAX_SECONDS);
        login.setProperty("socketTimeout", "" + ANSWER_MAX_SECONDS);
        login.setProperty("sslmode", "disable"); // loopback, and one round trip less
        login.setProperty("gssEncMode", "disable");
        try {
            return new Session(
                    DriverManager.getConnection("jdbc:postgresql://127.0.0.1:" + port + "/postgres", login),
                    serverName);
        } catch (SQLException refused) {
            throw silent(serverName, refused);
        }
    }

    void run(String sql) {
        try (var statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException refused) {
            throw silent(serverName, refused);
        }
    }

    /** The first row of the answer, column by column. */
    List<String> row(String sql) {
        try (var statement = connection.createStatement();
                var rows = statement.executeQuery(sql)) {
            if (!rows.next()) {
                return List.of();
            }
            var row = new ArrayList<String>();
            for (int column = 1; column <= rows.getMetaData().getColumnCount(); column++) {
                String value = rows.getString(column);
                row.add(value == null ? "" : value);
            }
            return row;
        } catch (SQLException refused) {
            throw silent(serverName, refused);
        }
    }

    String text(String sql) {
        List<String> row = row(sql);
        return row.isEmpty() ? "" : row.getFirst();
    }

    boolean yes(String sql) {
        return text(sql).equals("t");
    }

    /** A WAL position as a number of bytes, 0 when there is none. */
    long position(String function) {
        return Long.parseLong(text("SELECT coalesce(" + function + " - '0/0'::pg_lsn, 0)::bigint"));
    }

    /** The history a writer writes now. */
    int timelineWritten() {
        return Integer.parseInt(text("SELECT substr(pg_walfile_name(pg_current_wal_lsn()), 1, 8)"), 16);
    }

    /** Whether a replica's receiver streams that history. One before it is streamed for a moment and proves nothing. */
    boolean streams(int timeline) {
        return yes("SELECT EXISTS (SELECT FROM pg_stat_wal_receiver WHERE status = 'streaming' AND received_tli = "
                + timeline + ")");
    }

    private static DatabaseTrouble silent(String serverName, SQLException refused) {
        return new DatabaseTrouble("The database server " + serverName + " refused: " + refused.getMessage(), refused);
    }

    @Override
    public void close() {
        try {
            connection.close();
        } catch (SQLException alreadyGone) {
            return; // its server ended first; that is how most of these sessions end
        }
    }
}

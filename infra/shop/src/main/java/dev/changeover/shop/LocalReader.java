package dev.changeover.shop;

import dev.changeover.shop.Forwarding.Consistency;
import dev.changeover.shop.ShopConfig.DatabaseLimits;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;

/**
 * The database server of the shop's own Region, asked for reads while another one is the writer.
 *
 * <p>It answers only when it has replayed what the consistency asks for. Where it has not in time, or does not answer,
 * the read goes to the writer: slower, and right.
 */
final class LocalReader implements AutoCloseable {
    /** Between two looks whether the reader has caught up; replication on one continent takes tens of milliseconds. */
    private static final Duration LOOK_INTERVAL = Duration.ofMillis(5);

    /** Of a read's time, so much belongs to the reader; the rest is for the writer. */
    private static final int BUDGET_SHARE = 2;

    /** Null on a server that follows nobody: it is the writer itself, or one that has fallen out. */
    private static final String HAS =
            "SELECT CASE WHEN pg_is_in_recovery()" + " THEN COALESCE(pg_last_wal_replay_lsn() >= ?::pg_lsn, false) END";

    private static final String NOTHING = "0/0";

    /** Beyond any real log: until the next write says better, nothing local is fresh enough. */
    private static final String UNKNOWN = "FFFFFFFF/FFFFFFFF";

    private final Forwarding.Local settings;
    private final DatabaseLimits limits;
    private volatile Mark mark = new Mark(Optional.empty(), NOTHING);
    private Pool pool; // null until the first read

    LocalReader(Forwarding.Local settings, DatabaseLimits limits) {
        this.settings = settings;
        this.limits = limits;
    }

    /** The place in a writer's log up to which this shop has written. */
    private record Mark(Optional<DatabaseSecret> writer, String written) {}

    /** The shop has written, or may have; {@code position} asks where that writer's log is now. */
    void wrote(DatabaseSecret writer, Function<Deadline, Optional<String>> position) {
        if (settings.consistency() == Consistency.SESSION) {
            var asked = position.apply(Deadline.in(limits.requestBudget()));
            mark = new Mark(Optional.of(writer), asked.orElse(UNKNOWN));
        }
    }

    /**
     * Runs {@code work} on the reader once that is as fresh as it has to be; empty when the writer must be asked.
     *
     * @param position asks the writer where its log is
     */
    <T> Optional<T> read(
            DatabaseSecret writer, Deadline whole, Function<Deadline, Optional<String>> position, Pool.Work<T> work) {
        boolean apart = writer.port() != settings.port() || !writer.host().equals(settings.host());
        if (!apart) {
            return Optional.empty();
        }
        var deadline = Deadline.in(whole.remaining().dividedBy(BUDGET_SHARE));
        Optional<String> needed = switch (settings.consistency()) {
            case EVENTUAL -> Optional.of(NOTHING);
            case SESSION -> Optional.of(written(writer));
            case GLOBAL -> position.apply(deadline);
        };
        return needed.flatMap(least -> read(pool(writer), least, deadline, work));
    }

    /** A new writer has a log of its own, in which this shop has written nothing yet. */
    private String written(DatabaseSecret writer) {
        Mark now = mark;
        return now.writer().filter(writer::equals).isPresent() ? now.written() : NOTHING;
    }

    private static <T> Optional<T> read(Pool readers, String least, Deadline deadline, Pool.Work<T> work) {
        try {
            Look<T> look = new Look.Behind<>();
            while (look instanceof Look.Behind<T> && !deadline.passed()) {
                look = readers.run(connection -> look(connection, least, work), deadline);
                if (look instanceof Look.Seen<T>(var answer)) {
                    return Optional.of(answer);
                }
                Thread.sleep(LOOK_INTERVAL);
            }
        } catch (SQLException failure) {
            if (Fault.of(failure) == Fault.BUG) {
                throw new IllegalStateException("a statement of the shop is wrong", failure);
            }
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        }
        return Optional.empty();
    }

    /** What came of asking the reader once. */
    private sealed interface Look<T> {
        record Seen<T>(T answer) implements Look<T> {}

        /** It has not replayed enough yet. */
        record Behind<T>() implements Look<T> {}

        /** It follows nobody. */
        record Alone<T>() implements Look<T> {}
    }

    private static <T> Look<T> look(Connection connection, String least, Pool.Work<T> work) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(HAS)) {
            select.setString(1, least);
            try (ResultSet row = select.executeQuery()) {
                row.next();
                boolean has = row.getBoolean(1);
                if (row.wasNull()) {
                    return new Look.Alone<>();
                }
                return has ? new Look.Seen<>(work.in(connection)) : new Look.Behind<>();
            }
        }
    }

    /** Where a writer's log is, to be asked after a commit; empty on a server that is not a writer. */
    static Optional<String> position(Connection writer) throws SQLException {
        try (Statement statement = writer.createStatement();
                ResultSet row = statement.executeQuery(
                        "SELECT CASE WHEN NOT pg_is_in_recovery() THEN pg_current_wal_lsn()::text END")) {
            row.next();
            return Optional.ofNullable(row.getString(1));
        }
    }

    /** The same user and password as the writer's: it is the same database. */
    private synchronized Pool pool(DatabaseSecret writer) {
        var reader = new DatabaseSecret(
                settings.host(), settings.port(), writer.username(), writer.password(), writer.database());
        if (pool == null || !pool.secret().equals(reader)) {
            if (pool != null) {
                pool.retire();
            }
            pool = new Pool(reader, limits);
        }
        return pool;
    }

    @Override
    public synchronized void close() {
        if (pool != null) {
            pool.close();
        }
    }
}

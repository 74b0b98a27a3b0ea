package dev.changeover.benchmarks;

import dev.changeover.core.model.Region;
import dev.changeover.twin.world.Twin;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.NavigableSet;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.locks.LockSupport;

/** The database's own gap: how long no server of it takes a write, seen by a client that asks both all the time. */
final class WriteGap implements AutoCloseable {
    /** Well below any gap worth measuring; asked four times as often, they took processors from what is measured. */
    private static final Duration PAUSE = Duration.ofMillis(20);

    /** Starting a connection is some milliseconds of work for a server. */
    private static final Duration RECONNECT = Duration.ofMillis(20);

    /** PostgreSQL, appendix A, "Error Codes". */
    private static final String READ_ONLY = "25006";

    private static final String UNDEFINED_TABLE = "42P01";

    private final NavigableSet<Instant> written = new ConcurrentSkipListSet<>();
    private volatile boolean closed;

    static WriteGap watch(Twin twin) {
        var gap = new WriteGap();
        var plan = twin.application().orElseThrow().plan();
        for (var site : List.of(plan.primary(), plan.secondary())) {
            Thread.ofPlatform().name("write-gap-" + site.region()).daemon().start(() -> gap.ask(twin, site.region()));
        }
        return gap;
    }

    private void ask(Twin twin, Region region) {
        var application = twin.application().orElseThrow();
        while (!closed) {
            try (Connection connection =
                            DriverManager.getConnection(application.jdbcUrl(region), application.access());
                    var statement = connection.createStatement()) {
                while (!closed) {
                    write(statement);
                    LockSupport.parkNanos(PAUSE.toNanos());
                }
            } catch (SQLException lost) {
                LockSupport.parkNanos(RECONNECT.toNanos());
            }
        }
    }

    /** A server that refuses to write keeps its connection: to connect anew costs it far more than to say no again. */
    private void write(Statement statement) throws SQLException {
        try {
            statement.execute("insert into write_gap values (1)");
            written.add(Instant.now());
        } catch (SQLException refused) {
            switch (refused.getSQLState()) {
                case UNDEFINED_TABLE -> statement.execute("create table if not exists write_gap (n int)");
                case READ_ONLY -> LockSupport.parkNanos(PAUSE.toNanos());
                case null, default -> throw refused;
            }
        }
    }

    /** The longest time without a write between the two instants. */
    Duration longest(Instant from, Instant to) {
        Duration longest = Duration.ZERO;
        Instant last = from;
        for (Instant at : written.subSet(from, true, to, true)) {
            Duration since = Duration.between(last, at);
            longest = since.compareTo(longest) > 0 ? since : longest;
            last = at;
        }
        return longest;
    }

    @Override
    public void close() {
        closed = true;
    }
}

package dev.changeover.twin.database;

import dev.changeover.twin.model.DataPlane.Server;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;

/** Places one order after the other wherever orders are taken, and remembers which were acknowledged. */
final class Shopper implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final TestPair pair;
    private final List<Server> shops;
    private final Set<Long> acknowledged = ConcurrentHashMap.newKeySet();
    private final AtomicBoolean enough = new AtomicBoolean();
    private final Thread thread;

    Shopper(TestPair pair, List<Server> shops) throws SQLException {
        this.pair = pair;
        this.shops = shops;
        pair.run(shops.getFirst(), "CREATE TABLE IF NOT EXISTS orders (id bigint PRIMARY KEY)");
        this.thread = Thread.ofVirtual().start(this::shop);
    }

    Set<Long> acknowledged() {
        return acknowledged;
    }

    /** Back when this many more orders were acknowledged. */
    void placeMore(int orders) {
        int goal = acknowledged.size() + orders;
        if (!Patience.waitFor(PATIENCE, () -> acknowledged.size() >= goal)) {
            throw new AssertionError("only " + acknowledged.size() + " of " + goal + " orders were taken");
        }
    }

    private void shop() {
        long order = 1;
        for (int visit = 0; !enough.get(); visit++) {
            try (var connection = pair.connect(shops.get(visit % shops.size()))) {
                while (!enough.get()) {
                    place(connection, order);
                    order++;
                }
            } catch (SQLException closedOrReadOnly) {
                order++; // this order may or may not have been taken: another number for the next
                Patience.rest(Duration.ofMillis(5));
            }
        }
    }

    private void place(Connection connection, long order) throws SQLException {
        try (var insert = connection.prepareStatement("INSERT INTO orders VALUES (?)")) {
            insert.setLong(1, order);
            insert.executeUpdate();
            acknowledged.add(order);
        }
    }

    @Override
    public void close() {
        stop();
    }

    /** Back when the last order was taken or refused. */
    void stop() {
        enough.set(true);
        try {
            thread.join();
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        }
    }
}

package dev.changeover.twin.database;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * Measures how far a replica lags, by a heart beating in its writer's log.
 *
 * <p>The lag is the age of the oldest beat the replica has not replayed. Without beats an idle pair could not be told
 * from a stuck one, because {@code pg_stat_replication} shows no lag where nothing is written; that view only says
 * here whether the replica is connected at all. It says so of a former writer with a history of its own too, for a
 * moment and over and over; a replica that was not connected before must therefore stream its writer's history.
 */
final class LagWatch implements Runnable {
    private record Beat(long position, long at) {}

    /** The finest step in which lag is seen, once there is any. */
    static final Duration BEAT_EVERY = Duration.ofMillis(100);

    /**
     * While the replica keeps up. One small query with each beat and one after {@link #BEAT_EVERY}: an idle twin and
     * its children take 4.0 to 4.9 % of a processor (measured 2026-11-23, twice 40 s).
     */
    static final Duration CALM_BEAT_EVERY = Duration.ofMillis(250);

    /** An hour of beats; later ones are not needed to know that the oldest is an hour old. */
    private static final int BEATS_MAX = 36_000;

    private final Node replica;
    private final Semaphore asked = new Semaphore(0);
    private final ArrayDeque<Beat> beats = new ArrayDeque<>();
    private volatile Optional<Duration> lag = Optional.empty();
    private Pair pair; // null while there is nothing to watch

    private record Pair(Node writer, Session source, Session target) implements AutoCloseable {
        static Pair open(Node writer, Node replica) {
            Session source = writer.open();
            try {
                return new Pair(writer, source, replica.open());
            } catch (DatabaseTrouble notReady) {
                source.close();
                throw notReady;
            }
        }

        @Override
        public void close() {
            source.close();
            target.close();
        }
    }

    LagWatch(Node replica) {
        this.replica = replica;
    }

    /** As of the last beat; empty when the replica is not connected. */
    Optional<Duration> lag() {
        return lag;
    }

    /** Looks at once and waits until the replica is seen connected, or one of the two has gone. */
    void lookUntilConnected(Duration atMost) {
        asked.release();
        Patience.waitFor(atMost, () -> lag.isPresent() || !bothLive());
    }

    private boolean bothLive() {
        return replica.isAlive() && replica.writer().map(Node::isAlive).orElse(false);
    }

    @Override
    public void run() {
        try {
            while (!Thread.currentThread().isInterrupted()) {
                lag = tried(() -> replica.writer().flatMap(this::look));
                boolean asked = rest(BEAT_EVERY);
                if (!asked && keepsUp()) {
                    rest(CALM_BEAT_EVERY.minus(BEAT_EVERY));
                }
            }
        } catch (InterruptedException closing) {
            // Whoever interrupts it wants nothing more of it.
        } finally {
            leave();
        }
    }

    private Optional<Duration> tried(Supplier<Optional<Duration>> measuring) {
        try {
            return measuring.get();
        } catch (DatabaseTrouble disconnected) {
            leave();
            return Optional.empty();
        }
    }

    /** Whether it was cut short by somebody who wants to know at once. */
    private boolean rest(Duration pause) throws InterruptedException {
        boolean cutShort = asked.tryAcquire(pause.toMillis(), TimeUnit.MILLISECONDS);
        if (cutShort) {
            asked.drainPermits();
        }
        return cutShort;
    }

    /** Whether the replica has replayed the only beat there is. A lag would not be seen by the next beat alone. */
    private boolean keepsUp() {
        if (lag.isEmpty() || beats.size() > 1) {
            return false;
        }
        lag = tried(() -> {
            forgetReplayed();
            return Optional.of(oldestAge());
        });
        return lag.isPresent() && beats.isEmpty();
    }

    private Optional<Duration> look(Node writer) {
        if (!writer.isAlive() || !replica.isAlive() || !replica.data().isReady()) {
            leave();
            return Optional.empty();
        }
        if (pair == null || !pair.writer().equals(writer)) {
            leave();
            beats.clear();
            lag = Optional.empty();
            pair = Pair.open(writer, replica);
        }
        boolean connected = beat() && (lag.isPresent() || onItsHistory());
        if (beats.size() > 1) {
            forgetReplayed();
        }
        return connected ? Optional.of(oldestAge()) : Optional.empty();
    }

    /** Writes a beat; whether the replica is connected. */
    private boolean beat() {
        var row = pair.source()
                .row("SELECT (pg_logical_emit_message(true, 'changeover.beat', '') - '0/0'::pg_lsn)::bigint,"
                        + " EXISTS (SELECT FROM pg_stat_replication WHERE application_name = '"
                        + replica.replicaName() + "' AND state IN ('streaming', 'catchup'))");
        if (beats.size() < BEATS_MAX) {
            beats.add(new Beat(Long.parseLong(row.getFirst()), System.nanoTime()));
        }
        return row.getLast().equals("t");
    }

    private boolean onItsHistory() {
        return pair.target().streams(pair.source().timelineWritten());
    }

    private void forgetReplayed() {
        long replayed = pair.target().position("pg_last_wal_replay_lsn()");
        while (!beats.isEmpty() && beats.peek().position() <= replayed) {
            beats.remove();
        }
    }

    private Duration oldestAge() {
        return beats.isEmpty()
                ? Duration.ZERO
                : Duration.ofNanos(System.nanoTime() - beats.peek().at());
    }

    private void leave() {
        if (pair != null) {
            pair.close();
            pair = null;
        }
    }
}

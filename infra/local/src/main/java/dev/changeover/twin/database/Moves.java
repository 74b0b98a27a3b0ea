package dev.changeover.twin.database;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;

/** Moves the writer of a pair. Whoever calls holds both nodes' turns. */
final class Moves {
    private final Site site;

    Moves(Site site) {
        this.site = site;
    }

    /**
     * Makes {@code to} the writer with everything {@code from} ever acknowledged, or leaves {@code from} the writer
     * and says why. {@code from} is stopped at the end; it rejoins by {@link Rejoin}.
     */
    void switchOver(Node from, Node to) {
        mustLive(from);
        mustLive(to);
        if (!to.writer().equals(Optional.of(from))) {
            throw new DatabaseTrouble(to.name() + " does not follow " + from.name() + ", so it cannot take over.");
        }
        try {
            Fence.raise(from);
            drain(from, to);
        } catch (DatabaseTrouble why) {
            lowerFence(from);
            throw why;
        }
        try {
            handOver(from, to);
            promote(to);
        } catch (DatabaseTrouble why) {
            takeBack(from);
            throw why;
        }
    }

    /** Makes {@code to} the writer with what it has; {@code from} is fenced and stopped if it still lives. */
    void failOver(Node from, Node to) {
        mustLive(to);
        boolean lived = from.isAlive();
        if (lived) {
            fenceAsWellAsCanBe(from);
        }
        to.cutLink(); // what is still on its way is what an unplanned failover loses
        from.end();
        try {
            promote(to);
        } catch (DatabaseTrouble why) {
            if (lived) {
                takeBack(from);
            }
            to.openLink();
            throw why;
        }
    }

    /** Back when {@code replica} accepts writes of its own. */
    void promote(Node replica) {
        mustLive(replica);
        try (var session = replica.open()) {
            session.run("SELECT pg_promote(false)");
            boolean promoted = Patience.waitFor(
                    site.bounds().promote(), () -> !replica.isAlive() || session.yes("SELECT NOT pg_is_in_recovery()"));
            if (!promoted || !replica.isAlive()) {
                throw new DatabaseTrouble("The database server " + replica.name() + " did not become a writer within "
                        + site.bounds().promote().toSeconds() + " s: "
                        + replica.data().lastWords() + ".");
            }
        }
    }

    static void mustBeLit(Node node) {
        if (node.isDark()) {
            throw new DatabaseTrouble("The Region " + node.server().region() + " is dark, so "
                    + node.server().clusterId() + " cannot be reached.");
        }
    }

    static void mustLive(Node node) {
        mustBeLit(node);
        if (!node.isAlive()) {
            throw new DatabaseTrouble("The database server " + node.name() + " is down.");
        }
    }

    private void drain(Node from, Node to) {
        try (var source = from.open();
                var target = to.open()) {
            long goal = source.position("pg_current_wal_flush_lsn()");
            boolean drained = Patience.waitFor(
                    site.bounds().drain(), () -> !from.isAlive() || !to.isAlive() || replayed(target) >= goal);
            mustLive(from);
            mustLive(to);
            if (!drained) {
                throw new DatabaseTrouble("The replica " + to.name() + " was still " + (goal - replayed(target))
                        + " bytes behind after " + seconds(site.bounds().drain()) + "; " + from.name()
                        + " accepts writes again.");
            }
        }
    }

    /** Stops the writer and makes sure that its very last record has arrived, whatever slipped past the fence. */
    private void handOver(Node from, Node to) {
        boolean stopped = from.stop(site.acrossLink(site.bounds().stop()));
        OptionalLong end = stopped ? from.data().shutDownAt() : OptionalLong.empty();
        if (end.isEmpty()) {
            throw new DatabaseTrouble("The database server " + from.name()
                    + (from.isDark() ? " went dark" : " did not stop properly")
                    + " before it had handed over; " + to.name() + " was not promoted.");
        }
        try (var target = to.open()) {
            boolean complete =
                    Patience.waitFor(site.bounds().drain(), () -> !to.isAlive() || replayed(target) > end.getAsLong());
            mustLive(to);
            if (!complete) {
                throw new DatabaseTrouble("The replica " + to.name() + " did not receive the end of what " + from.name()
                        + " wrote; " + from.name() + " is the writer again.");
            }
        }
    }

    private static long replayed(Session replica) {
        return replica.position("pg_last_wal_replay_lsn()");
    }

    private static void lowerFence(Node from) {
        if (from.isAlive()) {
            Fence.lower(from);
        }
    }

    /** The writer was being stopped: it comes back as the writer, unless its Region is dark. */
    private static void takeBack(Node from) {
        from.end();
        if (!from.isDark()) {
            from.startAsWriter();
        }
    }

    private static void fenceAsWellAsCanBe(Node from) {
        try {
            Fence.raise(from);
        } catch (DatabaseTrouble hung) {
            from.kill(); // a writer that cannot be told to stop writing
        }
    }

    private static String seconds(Duration bound) {
        return bound.toMillis() % 1000 == 0 ? bound.toSeconds() + " s" : bound.toMillis() + " ms";
    }
}

package dev.changeover.twin.database;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.OptionalLong;

/**
 * Makes a server follow a writer: as it is when its history allows, else as a fresh copy of the writer.
 *
 * <p>That the receiver says it streams proves nothing: a server with a forked history says so too, for a moment, over
 * and over. It follows when it is on the writer's timeline and has replayed what the writer wrote just now.
 */
final class Rejoin {
    private enum Outcome {
        FOLLOWS,
        FORKED,
        TOO_FAR_BEHIND,
        LATE
    }

    private static final DateTimeFormatter SNAPSHOT_TIME =
            DateTimeFormatter.ofPattern("yyyy-MM-dd-HH-mm-ss").withZone(ZoneOffset.UTC);

    private final Site site;
    private final InstantSource clock;

    Rejoin(Site site, InstantSource clock) {
        this.site = site;
        this.clock = clock;
    }

    /** Both nodes' turns must be held. */
    void attach(Node replica, Node writer) {
        replica.follows(writer);
        if (!replica.data().exists()) {
            copy(replica, writer);
            return;
        }
        if (!replica.isAlive()) {
            replica.startAsReplica();
        }
        switch (await(replica, writer)) {
            case FOLLOWS -> {
                return;
            }
            case TOO_FAR_BEHIND -> discard(replica);
            case FORKED, LATE -> keepAside(replica);
        }
        copy(replica, writer);
    }

    /** A fresh replica from the writer's files. */
    void copy(Node replica, Node writer) {
        replica.follows(writer);
        BaseCopy.make(writer, replica);
        replica.startAsReplica();
        Outcome outcome = await(replica, writer);
        if (outcome != Outcome.FOLLOWS) {
            throw new DatabaseTrouble("The replica " + replica.name() + " does not catch up with " + writer.name()
                    + ": " + replica.data().lastWords() + ".");
        }
    }

    private void discard(Node replica) {
        replica.end();
        try {
            replica.data().removeData();
        } catch (IOException failure) {
            throw Folders.trouble(failure);
        }
    }

    private void keepAside(Node replica) {
        replica.end();
        Instant now = clock.instant();
        String name = "unplanned-global-failover-" + replica.server().clusterId() + "-" + SNAPSHOT_TIME.format(now);
        Path folder = site.root()
                .resolve("kept-aside")
                .resolve(replica.server().region() + "." + name + "-" + now.toEpochMilli());
        try {
            replica.keepDataAs("rds:" + name, folder);
        } catch (IOException failure) {
            throw Folders.trouble(failure);
        }
    }

    private Outcome await(Node replica, Node writer) {
        try (var session = writer.open()) {
            long goal = session.position("pg_logical_emit_message(true, 'changeover.rejoin', '')");
            var progress = new Progress(replica, writer, goal, session.timelineWritten());
            boolean known = Patience.waitFor(site.acrossLink(site.bounds().rejoin()), progress::isKnown);
            return known ? progress.outcome : Outcome.LATE;
        }
    }

    /** Looks at a server that starts or catches up until its fate is known. */
    private static final class Progress {
        private final Node replica;
        private final Node writer;
        private final long goal;
        private final int timeline;
        private Outcome outcome = Outcome.LATE;

        Progress(Node replica, Node writer, long goal, int timeline) {
            this.replica = replica;
            this.writer = writer;
            this.goal = goal;
            this.timeline = timeline;
        }

        boolean isKnown() {
            if (!writer.isAlive() || replica.isDark()) {
                throw new DatabaseTrouble("The database server " + (replica.isDark() ? replica : writer).name()
                        + " went down before " + replica.name() + " followed " + writer.name() + ".");
            }
            if (follows()) {
                return known(Outcome.FOLLOWS);
            }
            if (replica.data().saysForked()) {
                return known(Outcome.FORKED);
            }
            return replica.data().saysTooFarBehind() ? known(Outcome.TOO_FAR_BEHIND) : !replica.isAlive();
        }

        private boolean known(Outcome found) {
            outcome = found;
            return true;
        }

        private boolean follows() {
            OptionalLong replayed = replayedOnTimeline();
            return replayed.isPresent() && replayed.getAsLong() >= goal;
        }

        private OptionalLong replayedOnTimeline() {
            if (!replica.isAlive() || !replica.data().isReady()) {
                return OptionalLong.empty();
            }
            try (var session = replica.open()) {
                return session.streams(timeline)
                        ? OptionalLong.of(session.position("pg_last_wal_replay_lsn()"))
                        : OptionalLong.empty();
            } catch (DatabaseTrouble stillStarting) {
                return OptionalLong.empty();
            }
        }
    }
}

package dev.changeover.twin.model;

import dev.changeover.core.model.Region;
import java.time.Duration;
import java.util.Optional;

/**
 * The database servers behind the RDS API: they hold rows and replicate them.
 *
 * <p>Two implementations: one in memory for virtual time, one of real PostgreSQL servers. Every call returns at once;
 * the outcome comes through the {@link Completion}, from any thread, exactly once. At most one operation runs on a
 * global database at a time: the RDS model sees to that.
 *
 * <p>The model calls it under the timeline's lock, and a completion takes that lock: so complete while holding no lock
 * that any call here waits for.
 */
public interface DataPlane {
    /** A database cluster as the data plane knows it. */
    record Server(String clusterId, Region region) {}

    /** What a new server is asked to hold. */
    record Contents(String databaseName, String masterUsername, String masterPassword) {
        @Override
        public String toString() {
            return "Contents[" + databaseName + ", " + masterUsername + ", ***]";
        }
    }

    /** How an operation ended. */
    interface Completion {
        void succeeded();

        /** {@code why} is one sentence for an operator. The servers are as they were before the operation. */
        void failed(String why);
    }

    /** Starts a server of its own that accepts writes. */
    void createWriter(Server server, Contents contents, Completion done);

    /** Starts a server that follows {@code writer} and refuses writes. */
    void createReplica(Server replica, Server writer, Completion done);

    /** Stops a server and removes its data. */
    void delete(Server server, Completion done);

    /** Moves the writer without loss: fences, drains, promotes, and leaves {@code from} following {@code to}. */
    void switchOver(Server from, Server to, Completion done);

    /**
     * Promotes {@code to} with what it has received. {@code from} may be dead; if it lives, it is fenced first as well
     * as can be and rejoins as a replica afterwards, in its own time.
     */
    void failOver(Server from, Server to, Completion done);

    /** Cuts a replica off and makes it a writer of its own ({@code RemoveFromGlobalCluster}). */
    void detach(Server replica, Completion done);

    /** Kills every server of the Region at once, as kill -9 does, and drops what was on its way out of it. */
    void lose(Region region);

    /**
     * Starts the Region's servers again. A former writer rejoins as a replica of the present one; if its history has
     * forked, its directory is kept aside and named by {@link #keptAside}. Fails if the Region is lost again meanwhile,
     * and may be asked again after it failed.
     */
    void recover(Region region, Completion done);

    /** How far the replica lags behind its writer; empty when it is not connected. */
    Optional<Duration> lag(Server replica);

    /** Sets the one-way delay of the link between the two Regions. */
    void delayReplication(Duration delay);

    /**
     * The port on 127.0.0.1 where the server listens, or would if it were up or created. Throws, with one sentence for
     * an operator, when there is no place for such a server.
     */
    int port(Server server);

    /** Where the data of a forked former writer was put, as a snapshot name, if any. */
    Optional<String> keptAside(Server server);
}

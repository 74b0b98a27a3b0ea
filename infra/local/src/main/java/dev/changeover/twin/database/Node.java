package dev.changeover.twin.database;

import dev.changeover.twin.model.DataPlane.Server;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;

/** One PostgreSQL server: its data, its port, its process while it runs, and whom it follows. */
final class Node {
    private final Server server;
    private final int index;
    private final Site site;
    private final DataDirectory data;

    /** Held by whoever moves, starts or stops this server on purpose; a Region that goes dark does not ask. */
    private final ReentrantLock turn = new ReentrantLock();

    private final Object state = new Object();
    private Process process; // guarded by state; null until first started
    private boolean dark; // guarded by state
    private Node writer; // guarded by state; null while this server is a writer itself
    private volatile ReplicationLink link; // null until prepared
    private volatile String keptAside = "";

    Node(Server server, int index, Site site) {
        this.server = server;
        this.index = index;
        this.site = site;
        this.data = new DataDirectory(
                site.root().resolve("servers").resolve(server.region() + "." + server.clusterId()), site);
    }

    Server server() {
        return server;
    }

    int index() {
        return index;
    }

    DataDirectory data() {
        return data;
    }

    ReentrantLock turn() {
        return turn;
    }

    int port() {
        return site.ports().database(index);
    }

    /** As an operator reads it. */
    String name() {
        return server.clusterId() + " in " + server.region();
    }

    /** As it is called in {@code pg_stat_replication}. */
    String replicaName() {
        return "changeover-" + index;
    }

    Optional<String> keptAside() {
        return Optional.of(keptAside).filter(name -> !name.isEmpty());
    }

    Optional<Node> writer() {
        synchronized (state) {
            return Optional.ofNullable(writer);
        }
    }

    /** Takes both ports, or says which is not to be had. */
    void prepare() {
        ReplicationLink.mustBeFree(port());
        link = new ReplicationLink(
                site.ports().replicationLink(index), site.linkDelay().get());
    }

    /** From now on a writer of its own. */
    void leads() {
        synchronized (state) {
            writer = null;
        }
        cutLink();
    }

    /** From now on a replica of {@code leader}; the link opens when both Regions are lit. */
    void follows(Node leader) {
        synchronized (state) {
            writer = leader;
        }
        openLink();
    }

    void openLink() {
        writer().filter(leader -> !leader.isDark() && !isDark()).ifPresent(leader -> link.connectTo(leader.port()));
    }

    void cutLink() {
        if (link != null) {
            link.cut();
        }
    }

    void delayLink(Duration oneWay) {
        if (link != null) {
            link.delay(oneWay);
        }
    }

    boolean isAlive() {
        synchronized (state) {
            return process != null && process.isAlive();
        }
    }

    boolean isDark() {
        synchronized (state) {
            return dark;
        }
    }

    /** Starts accepting writes, or says why not. */
    void startAsWriter() {
        data.configureWriter(port());
        launch();
        if (!Patience.waitFor(site.bounds().start(), () -> !isAlive() || data.isReady()) || !isAlive()) {
            throw new DatabaseTrouble("The database server " + name() + " did not start: " + data.lastWords() + ".");
        }
    }

    /** Starts following; whether and when it catches up is for {@link Rejoin} to see. */
    void startAsReplica() {
        data.configureReplica(port(), site.ports().replicationLink(index), replicaName());
        launch();
    }

    private void launch() {
        synchronized (state) {
            if (dark) {
                throw new DatabaseTrouble(
                        "The Region " + server.region() + " is dark, so " + name() + " cannot be started.");
            }
            data.beforeStart();
            process = site.launcher()
                    .start(
                            Launcher.FAST_STOP,
                            List.of(site.tools().programs().server().toString(), "-D", "" + data.folder()),
                            data.log());
        }
    }

    /** Ends sessions, writes all down, sends all to the replicas, and stops; false if that took too long. */
    boolean stop(Duration atMost) {
        Process running = running();
        if (running == null) {
            return true;
        }
        Launcher.signal(Launcher.FAST_STOP, running.pid());
        return ended(running, atMost);
    }

    private Process running() {
        synchronized (state) {
            return process != null && process.isAlive() ? process : null;
        }
    }

    private static boolean ended(Process running, Duration atMost) {
        try {
            return running.waitFor(atMost.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException closing) {
            Thread.currentThread().interrupt();
            throw new DatabaseTrouble("The twin is closing.", closing);
        }
    }

    /** Ends the postmaster and its children at once, as kill -9 does; back when all of them are gone. */
    void kill() {
        synchronized (state) {
            if (process == null) {
                return;
            }
            List<ProcessHandle> children = process.descendants().toList();
            process.destroyForcibly();
            children.forEach(ProcessHandle::destroyForcibly);
        }
        if (!Remains.killAll(data.folder())) {
            throw new DatabaseTrouble("Processes of " + name() + " do not end although they were killed.");
        }
        Patience.waitFor(site.bounds().stop(), () -> !isAlive());
    }

    /** Asks it to stop and kills it if it does not. */
    void end() {
        if (!stop(site.bounds().stop())) {
            kill();
        }
    }

    /** The Region went dark: nothing starts here any more. */
    void darken() {
        synchronized (state) {
            dark = true;
        }
    }

    void light() {
        synchronized (state) {
            dark = false;
        }
    }

    Session open() {
        return Session.open(name(), port(), site.template().password());
    }

    /** Stops what is left and frees the ports. The data stays. */
    void close() {
        if (link != null) {
            link.close();
        }
        end();
    }

    /** Moves the data away under a snapshot's name, as Aurora does with a writer that lost its followers. */
    void keepDataAs(String snapshotName, Path folder) throws IOException {
        data.moveTo(folder);
        keptAside = snapshotName;
    }
}

package dev.changeover.twin.database;

import dev.changeover.core.model.Region;
import dev.changeover.twin.model.DataPlane.Server;
import dev.changeover.twin.model.Ports;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.regex.Pattern;

/** All servers of a twin, each with its ports, and which Regions are dark. */
final class Fleet {
    /** {@code Ports} gives twenty to databases. */
    private static final int SERVERS_MAX = Ports.DATABASES_MAX;

    /** What RDS accepts as a cluster identifier (CreateDBCluster, read 2026-11-21); it becomes a directory's name. */
    private static final Pattern CLUSTER_ID = Pattern.compile("[A-Za-z][A-Za-z0-9-]{0,62}");

    private record Watched(LagWatch watch, Future<?> running) {}

    private final Site site;
    private final List<Region> regions;
    private final Map<Server, Node> nodes = new HashMap<>();
    private final Map<Node, Watched> watches = new HashMap<>();
    private final Set<Region> dark = new HashSet<>();
    private final ExecutorService watching = Executors.newThreadPerTaskExecutor(
            Thread.ofVirtual().name("replication-lag-", 0).factory());

    Fleet(Site site, List<Region> regions) {
        this.site = site;
        this.regions = List.copyOf(regions);
    }

    /** The server of that name, which has its ports from its first mention on. */
    synchronized Node at(Server server) {
        Node known = nodes.get(server);
        if (known != null) {
            return known;
        }
        if (!regions.contains(server.region())
                || !CLUSTER_ID.matcher(server.clusterId()).matches()) {
            throw new DatabaseTrouble("The twin has no place for a database server '" + server.clusterId() + "' in "
                    + server.region() + "; its Regions are " + regions + ".");
        }
        var node = new Node(server, freeIndex(), site);
        if (dark.contains(server.region())) {
            node.darken();
        }
        nodes.put(server, node);
        return node;
    }

    private int freeIndex() {
        Set<Integer> taken = new HashSet<>();
        nodes.values().forEach(node -> taken.add(node.index()));
        for (int index = 0; index < SERVERS_MAX; index++) {
            if (!taken.contains(index)) {
                return index;
            }
        }
        throw new DatabaseTrouble("The twin has ports for " + SERVERS_MAX + " database servers, and all are taken.");
    }

    /** Makes a server that is not there yet; nothing of it is left when that fails. */
    void furnish(Node node, Runnable work) {
        if (node.data().exists()) {
            throw new DatabaseTrouble("The database server " + node.name() + " exists already.");
        }
        try {
            node.prepare();
            work.run();
        } catch (DatabaseTrouble why) {
            remove(node);
            throw why;
        }
        synchronized (this) {
            var watch = new LagWatch(node);
            watches.put(node, new Watched(watch, watching.submit(watch)));
        }
    }

    void remove(Node node) {
        synchronized (this) {
            Optional.ofNullable(watches.remove(node))
                    .ifPresent(watched -> watched.running().cancel(true));
        }
        node.close();
        try {
            node.data().remove();
        } catch (IOException failure) {
            throw Folders.trouble(failure);
        } finally {
            forget(node.server());
        }
    }

    private synchronized void forget(Server server) {
        nodes.remove(server);
    }

    synchronized List<Node> all() {
        return new ArrayList<>(nodes.values());
    }

    List<Node> in(Region region) {
        return all().stream()
                .filter(node -> node.server().region().equals(region))
                .toList();
    }

    List<Node> followersOf(Node writer) {
        return all().stream()
                .filter(node -> node.writer().filter(writer::equals).isPresent())
                .toList();
    }

    /** Kills all servers of the Region, then cuts what leads out of it. */
    void lose(Region region) {
        List<Node> lost;
        synchronized (this) {
            dark.add(region);
            lost = in(region);
            lost.forEach(Node::darken);
        }
        lost.forEach(Node::kill);
        lost.forEach(Node::cutLink);
        lost.forEach(node -> followersOf(node).forEach(Node::cutLink));
    }

    synchronized void light(Region region) {
        dark.remove(region);
        in(region).forEach(Node::light);
    }

    Optional<Duration> lag(Server replica) {
        return watch(replica).flatMap(LagWatch::lag);
    }

    /** Waits until the lag of a server that follows is known, so that whoever asks next sees it follow. */
    void awaitLag(Server replica, Duration atMost) {
        watch(replica).ifPresent(watch -> watch.lookUntilConnected(atMost));
    }

    private synchronized Optional<LagWatch> watch(Server server) {
        return Optional.ofNullable(nodes.get(server))
                .flatMap(node -> Optional.ofNullable(watches.get(node)))
                .map(Watched::watch);
    }

    /** Ends all servers side by side. */
    void close() {
        watching.shutdownNow();
        List<Node> left = all();
        left.forEach(Node::cutLink);
        try (var side = Executors.newVirtualThreadPerTaskExecutor()) {
            left.forEach(node -> side.execute(node::close));
        }
    }
}

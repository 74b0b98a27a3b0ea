package dev.changeover.twin.database;

import dev.changeover.core.model.Region;
import dev.changeover.twin.model.DataPlane;
import dev.changeover.twin.model.Ports;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Real PostgreSQL servers on 127.0.0.1, one for each database cluster, with streaming replication between them.
 *
 * <p>They end with this process, even when it is killed. Their data lives below the root directory and is removed by
 * {@link #close} and, after a kill, by the next plane there.
 */
public final class PostgresDataPlane implements DataPlane, AutoCloseable {
    /** The longest delay of the link between the Regions. */
    public static final Duration DELAY_MAX = ReplicationLink.DELAY_MAX;

    /** For the first look at a replica that follows again; two connections and two queries take 20 to 50 ms. */
    private static final Duration LAG_KNOWN_MAX = Duration.ofSeconds(2);

    private final Home home;
    private final Site site;
    private final Fleet fleet;
    private final Operations operations;
    private final Moves moves;
    private final Rejoin rejoin;
    private final Recovery recovery;

    /**
     * Unpacks PostgreSQL into the cache on first use.
     *
     * @throws DatabaseTrouble when the machine, the disk or another twin does not allow it
     */
    public PostgresDataPlane(Path root, Path cache, Ports ports, List<Region> regions) {
        this(root, cache, ports, regions, Bounds.DEFAULT);
    }

    public PostgresDataPlane(Path root, Path cache, Ports ports, List<Region> regions, Bounds bounds) {
        this.home = Home.enter(root);
        try {
            this.site = equip(home.folder(), new SharedCache(Folders.make(cache.toAbsolutePath())), ports, bounds);
        } catch (DatabaseTrouble why) {
            home.close();
            throw why;
        }
        this.fleet = new Fleet(site, regions);
        this.operations = new Operations(site::turnMax);
        this.moves = new Moves(site);
        this.rejoin = new Rejoin(site, InstantSource.system());
        this.recovery = new Recovery(fleet, rejoin);
    }

    private static Site equip(Path root, SharedCache cache, Ports ports, Bounds bounds) {
        Programs programs = Programs.unpack(cache);
        var launcher = new Launcher(ServerUser.choose(programs.server(), List.of(root, cache.folder())));
        Programs.Template template = programs.template(cache, launcher);
        return new Site(
                root,
                ports,
                template,
                new Site.Tools(programs, launcher, bounds),
                new AtomicReference<>(Duration.ZERO));
    }

    @Override
    public void createWriter(Server server, Contents contents, Completion done) {
        operations.run(done, () -> List.of(fleet.at(server)), () -> {
            Node node = fleet.at(server);
            fleet.furnish(node, () -> {
                node.data().copyTemplate();
                node.startAsWriter();
                NewDatabase.fill(node, contents);
            });
        });
    }

    @Override
    public void createReplica(Server replica, Server writer, Completion done) {
        operations.run(done, () -> List.of(fleet.at(replica), fleet.at(writer)), () -> {
            Node node = fleet.at(replica);
            fleet.furnish(node, () -> {
                Moves.mustLive(fleet.at(writer));
                rejoin.copy(node, fleet.at(writer));
            });
        });
    }

    @Override
    public void delete(Server server, Completion done) {
        operations.run(done, () -> List.of(fleet.at(server)), () -> {
            Moves.mustBeLit(fleet.at(server));
            fleet.remove(fleet.at(server));
        });
    }

    @Override
    public void switchOver(Server from, Server to, Completion done) {
        operations.run(done, () -> List.of(fleet.at(from), fleet.at(to)), () -> {
            moves.switchOver(fleet.at(from), fleet.at(to));
            followNewWriter(fleet.at(from), fleet.at(to));
            rejoinIfLit(fleet.at(from), fleet.at(to));
        });
    }

    @Override
    public void failOver(Server from, Server to, Completion done) {
        operations.run(done, () -> List.of(fleet.at(from), fleet.at(to)), () -> {
            moves.failOver(fleet.at(from), fleet.at(to));
            followNewWriter(fleet.at(from), fleet.at(to));
            if (!fleet.at(from).isDark()) {
                rejoinLater(fleet.at(from), fleet.at(to));
            }
        });
    }

    @Override
    public void detach(Server replica, Completion done) {
        operations.run(done, () -> List.of(fleet.at(replica)), () -> {
            Node node = fleet.at(replica);
            Moves.mustLive(node);
            node.cutLink();
            try {
                moves.promote(node);
            } catch (DatabaseTrouble why) {
                node.openLink();
                throw why;
            }
            node.leads();
        });
    }

    @Override
    public void lose(Region region) {
        fleet.lose(region);
    }

    @Override
    public void recover(Region region, Completion done) {
        fleet.light(region);
        operations.run(done, fleet::all, () -> recovery.run(region));
    }

    @Override
    public Optional<Duration> lag(Server replica) {
        return fleet.lag(replica);
    }

    /** At most {@link #DELAY_MAX}. */
    @Override
    public void delayReplication(Duration delay) {
        if (delay.isNegative() || delay.compareTo(DELAY_MAX) > 0) {
            throw new IllegalArgumentException(
                    "replication delay must be 0 to " + DELAY_MAX.toSeconds() + " s, not " + delay);
        }
        site.linkDelay().set(delay);
        fleet.all().forEach(node -> node.delayLink(delay));
    }

    @Override
    public int port(Server server) {
        return fleet.at(server).port();
    }

    @Override
    public Optional<String> keptAside(Server server) {
        return fleet.at(server).keptAside();
    }

    /** Ends all servers and removes their data; within a few seconds, whatever state they are in. */
    @Override
    public void close() {
        operations.close();
        fleet.close();
        site.launcher().close();
        home.close();
    }

    private void followNewWriter(Node from, Node to) {
        List<Node> others = fleet.followersOf(from);
        to.leads();
        from.follows(to);
        others.stream().filter(other -> !other.equals(to)).forEach(other -> {
            other.follows(to);
            rejoinLater(other, to);
        });
    }

    /** The writer has moved whatever becomes of the old one, so its trouble is only logged. */
    private void rejoinIfLit(Node replica, Node writer) {
        if (replica.isDark() || writer.isDark()) {
            return; // its recovery will see to it
        }
        try {
            rejoin.attach(replica, writer);
            fleet.awaitLag(replica.server(), LAG_KNOWN_MAX);
        } catch (DatabaseTrouble why) {
            operations.log(why);
        }
    }

    private void rejoinLater(Node replica, Node writer) {
        operations.runLater(List.of(replica, writer), () -> {
            if (replica.writer().equals(Optional.of(writer))) {
                rejoinIfLit(replica, writer);
            }
        });
    }
}

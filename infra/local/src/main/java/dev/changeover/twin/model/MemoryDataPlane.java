package dev.changeover.twin.model;

import dev.changeover.core.model.Region;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;

/**
 * Database servers in memory, on the timeline: writes are acknowledged by the writer, reach the replica after the delay
 * of the link, and are lost if the writer is failed over before. So a simulation can count what was promised and is
 * gone.
 */
public final class MemoryDataPlane implements DataPlane {
    /** How long the servers themselves take. */
    public record Speed(Duration start, Duration switchover, Duration failover, Duration rejoin) {
        /** Like the real servers on one machine: medians measured with PostgreSQL 17.11 on 2 cores, 2026-11-21. */
        public static final Speed LIKE_POSTGRESQL = new Speed(
                Duration.ofMillis(200), Duration.ofMillis(300), Duration.ofMillis(30), Duration.ofMillis(300));
    }

    /** What became of a write. */
    public sealed interface Written {
        /** Promised to the client. */
        record Acknowledged(long id) implements Written {}

        record Refused(String why) implements Written {}
    }

    /** A choice: the order of one way between two Regions of one continent. */
    public static final Duration DELAY_DEFAULT = Duration.ofMillis(40);

    private final Timeline timeline;
    private final Ports ports;
    private final Speed speed;
    private final Map<Server, MemoryServer> servers = new LinkedHashMap<>();
    private final Map<Integer, Set<Long>> acknowledged = new LinkedHashMap<>();
    private final Map<Server, Integer> portsGiven = new HashMap<>();
    private final Set<Integer> busy = new HashSet<>();
    private final Map<Region, Integer> losses = new HashMap<>();
    private Duration delay = DELAY_DEFAULT;
    private long writes;
    private int lineages;

    public MemoryDataPlane(Timeline timeline, Ports ports, Speed speed) {
        this.timeline = timeline;
        this.ports = ports;
        this.speed = speed;
    }

    /** Writes through this server now. */
    public Written write(Server server) {
        return timeline.call(() -> {
            MemoryServer target = servers.get(server);
            if (target == null || !target.takesWrites()) {
                return new Written.Refused(server + " takes no writes");
            }
            writes++;
            target.history.add(new MemoryServer.Write(writes, timeline.now()));
            acknowledged
                    .computeIfAbsent(target.lineage, _ -> new LinkedHashSet<>())
                    .add(writes);
            return new Written.Acknowledged(writes);
        });
    }

    /** The acknowledged writes of this server's global database that it does not hold. */
    public List<Long> missing(Server server) {
        return timeline.call(() -> {
            MemoryServer target = received(servers.get(server));
            var absent = new LinkedHashSet<>(acknowledged.getOrDefault(target.lineage, Set.of()));
            target.history.forEach(write -> absent.remove(write.id()));
            return List.copyOf(absent);
        });
    }

    /** The servers that take writes now; more than one of a global database is a split brain. */
    public List<Server> writers() {
        return timeline.call(() -> servers.values().stream()
                .filter(MemoryServer::takesWrites)
                .map(server -> server.server)
                .toList());
    }

    @Override
    public void createWriter(Server server, Contents contents, Completion done) {
        timeline.run(() -> {
            lineages++;
            var ending = alone(List.of(add(server, lineages)), done);
            timeline.after(speed.start(), ending::succeeded);
        });
    }

    @Override
    public void createReplica(Server replica, Server writer, Completion done) {
        timeline.run(() -> {
            MemoryServer leader = servers.get(writer);
            MemoryServer follower = add(replica, leader.lineage);
            follower.follow(leader);
            var ending = alone(List.of(follower), done);
            timeline.after(speed.start(), ending::succeeded);
        });
    }

    @Override
    public void delete(Server server, Completion done) {
        timeline.run(() -> {
            var ending =
                    alone(Optional.ofNullable(servers.remove(server)).stream().toList(), done);
            timeline.after(Duration.ZERO, ending::succeeded);
        });
    }

    @Override
    public void switchOver(Server from, Server to, Completion done) {
        timeline.run(() -> {
            MemoryServer old = servers.get(from);
            MemoryServer next = servers.get(to);
            var ending = alone(List.of(old, next), done);
            if (!old.takesWrites() || !next.connected()) {
                fail(ending, to + " does not follow " + from);
                return;
            }
            old.fenced = true;
            Duration drained = speed.switchover().plus(delay);
            attempt(drained, ending, () -> {
                next.receive(timeline.now(), delay);
                if (!next.connected()) {
                    old.fenced = false;
                    return false;
                }
                next.lead();
                old.follow(next);
                return true;
            });
        });
    }

    @Override
    public void failOver(Server from, Server to, Completion done) {
        timeline.run(() -> {
            MemoryServer old = servers.get(from);
            MemoryServer next = received(servers.get(to));
            var ending = alone(List.of(old, next), done);
            boolean wasStreaming = next.streaming;
            old.fenced = true;
            next.streaming = false;
            attempt(speed.failover(), ending, () -> {
                if (!next.up) {
                    old.fenced = false;
                    next.streaming = wasStreaming;
                    return false;
                }
                next.lead();
                old.forked = old.history.size() > next.history.size();
                old.follows = Optional.of(next);
                old.streaming = false;
                rejoinLater(old);
                return true;
            });
        });
    }

    @Override
    public void detach(Server replica, Completion done) {
        timeline.run(() -> {
            MemoryServer leaving = received(servers.get(replica));
            lineages++;
            var alone = new MemoryServer(leaving.server, lineages);
            alone.history.addAll(leaving.history);
            alone.up = leaving.up;
            servers.put(replica, alone);
            var ending = alone(List.of(leaving), done);
            timeline.after(Duration.ZERO, ending::succeeded);
        });
    }

    @Override
    public void lose(Region region) {
        timeline.run(() -> {
            losses.merge(region, 1, Integer::sum);
            servers.values().forEach(this::received);
            in(region).forEach(server -> server.up = false);
        });
    }

    @Override
    public void recover(Region region, Completion done) {
        timeline.run(() -> {
            Integer lossesBefore = losses.get(region);
            var ending = alone(in(region), done);
            attempt(speed.start(), ending, () -> {
                if (!Objects.equals(losses.get(region), lossesBefore)) {
                    return false;
                }
                in(region).forEach(server -> server.up = true);
                servers.values().forEach(this::rejoinLater); // a writer that is back may be waited for elsewhere
                return true;
            });
        });
    }

    @Override
    public Optional<Duration> lag(Server replica) {
        return timeline.call(() -> Optional.ofNullable(servers.get(replica))
                .filter(MemoryServer::connected)
                .map(_ -> delay));
    }

    @Override
    public void delayReplication(Duration delay) {
        timeline.run(() -> {
            servers.values().forEach(this::received);
            this.delay = delay;
        });
    }

    @Override
    public int port(Server server) {
        return timeline.call(() -> portsGiven.computeIfAbsent(server, _ -> ports.database(portsGiven.size())));
    }

    @Override
    public Optional<String> keptAside(Server server) {
        return timeline.call(() -> Optional.ofNullable(servers.get(server)).flatMap(known -> known.keptAside));
    }

    private MemoryServer add(Server server, int lineage) {
        var added = new MemoryServer(server, lineage);
        servers.put(server, added);
        return added;
    }

    private List<MemoryServer> in(Region region) {
        return servers.values().stream()
                .filter(server -> server.server.region().equals(region))
                .toList();
    }

    /** Holds the model to its promise: one operation at a time on the servers of a global database. */
    private Completion alone(List<MemoryServer> concerned, Completion done) {
        var lineages = concerned.stream().map(server -> server.lineage).collect(Collectors.toSet());
        if (lineages.stream().anyMatch(busy::contains)) {
            throw new IllegalStateException("a second operation on a global database: " + concerned);
        }
        busy.addAll(lineages);
        return new Completion() {
            @Override
            public void succeeded() {
                busy.removeAll(lineages);
                done.succeeded();
            }

            @Override
            public void failed(String why) {
                busy.removeAll(lineages);
                done.failed(why);
            }
        };
    }

    private MemoryServer received(MemoryServer server) {
        server.receive(timeline.now(), delay);
        return server;
    }

    private void rejoinLater(MemoryServer server) {
        if (server.up && server.follows.isPresent() && !server.streaming) {
            timeline.after(speed.rejoin(), () -> rejoin(server));
        }
    }

    private void rejoin(MemoryServer server) {
        if (server.up && !server.streaming && server.follows.isPresent() && server.follows.get().up) {
            if (server.forked) {
                server.keptAside = Optional.of("memory:" + server.server.clusterId());
            }
            server.follow(server.follows.get());
        }
    }

    private void attempt(Duration takes, Completion done, BooleanSupplier work) {
        timeline.after(takes, () -> {
            if (work.getAsBoolean()) {
                done.succeeded();
            } else {
                done.failed("a server was lost on the way");
            }
        });
    }

    private void fail(Completion done, String why) {
        timeline.after(Duration.ZERO, () -> done.failed(why));
    }
}

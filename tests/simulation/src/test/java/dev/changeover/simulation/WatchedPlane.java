package dev.changeover.simulation;

import dev.changeover.core.model.Region;
import dev.changeover.twin.model.DataPlane;
import dev.changeover.twin.model.MemoryDataPlane;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** The databases, with a note of every moment at which writes on their way can have been lost. */
final class WatchedPlane implements DataPlane {
    private final MemoryDataPlane servers;
    private final Supplier<Instant> clock;

    /** When a Region's servers died or a failover left the old writer behind. */
    final List<Instant> cuts = new ArrayList<>();

    /** The longest delay there ever was on the link. */
    Duration delayMax = MemoryDataPlane.DELAY_DEFAULT;

    int switchovers;
    int failovers;

    WatchedPlane(MemoryDataPlane servers, Supplier<Instant> clock) {
        this.servers = servers;
        this.clock = clock;
    }

    @Override
    public void switchOver(Server from, Server to, Completion done) {
        servers.switchOver(from, to, counting(done, () -> switchovers++));
    }

    @Override
    public void failOver(Server from, Server to, Completion done) {
        cuts.add(clock.get());
        servers.failOver(from, to, counting(done, () -> failovers++));
    }

    private static Completion counting(Completion done, Runnable count) {
        return new Completion() {
            @Override
            public void succeeded() {
                count.run();
                done.succeeded();
            }

            @Override
            public void failed(String why) {
                done.failed(why);
            }
        };
    }

    @Override
    public void lose(Region region) {
        cuts.add(clock.get());
        servers.lose(region);
    }

    @Override
    public void delayReplication(Duration delay) {
        delayMax = delay.compareTo(delayMax) > 0 ? delay : delayMax;
        servers.delayReplication(delay);
    }

    @Override
    public void createWriter(Server server, Contents contents, Completion done) {
        servers.createWriter(server, contents, done);
    }

    @Override
    public void createReplica(Server replica, Server writer, Completion done) {
        servers.createReplica(replica, writer, done);
    }

    @Override
    public void delete(Server server, Completion done) {
        servers.delete(server, done);
    }

    @Override
    public void detach(Server replica, Completion done) {
        servers.detach(replica, done);
    }

    @Override
    public void recover(Region region, Completion done) {
        servers.recover(region, done);
    }

    @Override
    public Optional<Duration> lag(Server replica) {
        return servers.lag(replica);
    }

    @Override
    public int port(Server server) {
        return servers.port(server);
    }

    @Override
    public Optional<String> keptAside(Server server) {
        return servers.keptAside(server);
    }
}

package dev.changeover.twin.ports;

import dev.changeover.core.model.GlobalClusterId;
import dev.changeover.core.model.Region;
import dev.changeover.core.model.Site;
import dev.changeover.core.port.Action;
import dev.changeover.core.port.Answer;
import dev.changeover.core.port.DatabasePort;
import dev.changeover.core.port.DatabaseView;
import dev.changeover.twin.model.ClusterArn;
import dev.changeover.twin.model.DatabaseInstance;
import dev.changeover.twin.model.Faults;
import dev.changeover.twin.model.GlobalCluster;
import dev.changeover.twin.model.Rds;
import dev.changeover.twin.model.Timeline;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The global database, asked of the model. */
final class DatabaseDoor implements DatabasePort {
    private static final String AVAILABLE = "available";

    private final Door door;
    private final Timeline timeline;
    private final Rds rds;

    DatabaseDoor(Door door, Timeline timeline, Rds rds) {
        this.door = door;
        this.timeline = timeline;
        this.rds = rds;
    }

    @Override
    public DatabaseView view(GlobalClusterId database, Site trusted, Site other) {
        DatabaseView first = viewIn(trusted.region(), database, new Pair(trusted, other));
        if (!(first instanceof DatabaseView.Unreadable)) {
            return first;
        }
        DatabaseView second = viewIn(other.region(), database, new Pair(trusted, other));
        return second instanceof DatabaseView.Unreadable ? first : second;
    }

    @Override
    public Answer switchOver(Action.SwitchOver action) {
        return door.write(
                call(action.callIn(), "SwitchoverGlobalCluster"),
                () -> rds.switchoverGlobalCluster(
                        action.callIn(),
                        action.database().value(),
                        action.target().value()));
    }

    @Override
    public Answer failOver(Action.FailOver action) {
        return door.write(
                call(action.callIn(), "FailoverGlobalCluster"),
                () -> rds.failoverGlobalCluster(
                        action.callIn(),
                        action.database().value(),
                        action.target().value()));
    }

    /** The plan's two members, and the part each plays in this look. */
    private record Pair(Site trusted, Site other) {
        Optional<Site> at(ClusterArn cluster) {
            return Stream.of(trusted, other)
                    .filter(site -> site.cluster().value().equals(cluster.toString()))
                    .findFirst();
        }

        Site besides(Site site) {
            return site.equals(trusted) ? other : trusted;
        }
    }

    private DatabaseView viewIn(Region region, GlobalClusterId database, Pair pair) {
        return door.read(
                call(region, "DescribeGlobalClusters"),
                () -> seen(region, rds.globalCluster(database.value()), pair),
                why -> new DatabaseView.Unreadable(why, timeline.now()));
    }

    private DatabaseView seen(Region asked, GlobalCluster global, Pair pair) {
        Instant now = timeline.now();
        if (global.move().isPresent()) {
            GlobalCluster.Move move = global.move().get();
            return new DatabaseView.Moving(
                    move.from().region(), move.to().region(), move.phase().toString(), now);
        }
        if (member(global, pair.trusted()).isEmpty()) {
            return new DatabaseView.Broken(pair.trusted().cluster() + " is not a member of " + global.id(), now);
        }
        return global.writer()
                .map(writer -> pair.at(writer.cluster())
                        .map(site -> settled(asked, global, site, pair))
                        .orElseGet(() -> stranger(writer.cluster())))
                .orElseGet(() -> new DatabaseView.Broken("no member of " + global.id() + " is the writer", now));
    }

    private DatabaseView stranger(ClusterArn writer) {
        return new DatabaseView.WriterIn(
                writer.region(),
                false,
                "the writer is " + writer + ", not in the plan",
                DatabaseView.Replica.UNKNOWN,
                timeline.now());
    }

    /** RDS describes a cluster in its own Region only: of a writer elsewhere it is known where it is, and no more. */
    private DatabaseView settled(Region asked, GlobalCluster global, Site writer, Pair pair) {
        Readiness member = writer.region().equals(asked)
                ? cluster(writer).and(instances(writer))
                : new Readiness(false, "as " + asked + " sees it");
        return new DatabaseView.WriterIn(
                writer.region(),
                global.status().equals(AVAILABLE) && member.ready(),
                "global database " + global.status() + ", " + member.inWords(),
                member(global, pair.besides(writer)).map(DatabaseDoor::replica).orElse(DatabaseView.Replica.UNKNOWN),
                timeline.now());
    }

    private record Readiness(boolean ready, String inWords) {
        Readiness and(Readiness other) {
            return new Readiness(ready && other.ready, inWords + ", " + other.inWords);
        }
    }

    private Readiness cluster(Site site) {
        return door.read(
                call(site.region(), "DescribeDBClusters"),
                () -> {
                    String status = rds.cluster(site.region(), site.cluster().identifier())
                            .status();
                    return new Readiness(status.equals(AVAILABLE), "cluster " + status);
                },
                why -> new Readiness(false, "cluster " + why));
    }

    private Readiness instances(Site site) {
        return door.read(
                call(site.region(), "DescribeDBInstances"),
                () -> {
                    List<String> statuses = rds.instances(site.region()).stream()
                            .filter(instance -> instance.cluster()
                                    .toString()
                                    .equals(site.cluster().value()))
                            .map(DatabaseInstance::status)
                            .toList();
                    return new Readiness(statuses.contains(AVAILABLE), "instances " + statuses);
                },
                why -> new Readiness(false, "instances " + why));
    }

    private static Optional<GlobalCluster.Member> member(GlobalCluster global, Site site) {
        return global.members().stream()
                .filter(member ->
                        member.cluster().toString().equals(site.cluster().value()))
                .findFirst();
    }

    private static DatabaseView.Replica replica(GlobalCluster.Member member) {
        return member.connected() ? DatabaseView.Replica.CONNECTED : DatabaseView.Replica.PENDING_RESYNC;
    }

    private static Faults.Call call(Region region, String action) {
        return new Faults.Call(region, "rds", action);
    }
}

package dev.changeover.twin.ports;

import dev.changeover.core.model.GlobalClusterId;
import dev.changeover.core.model.Region;
import dev.changeover.core.model.Site;
import dev.changeover.core.port.Action;
import dev.changeover.core.port.Answer;
import dev.changeover.core.port.DatabasePort;
import dev.changeover.core.port.DatabaseView;
import dev.changeover.twin.model.Faults;
import dev.changeover.twin.model.GlobalCluster;
import dev.changeover.twin.model.Rds;
import dev.changeover.twin.model.Timeline;
import java.time.Instant;
import java.util.Optional;

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
        DatabaseView first = viewIn(trusted.region(), database);
        return first instanceof DatabaseView.Unreadable
                        && !(viewIn(other.region(), database) instanceof DatabaseView.Unreadable)
                ? viewIn(other.region(), database)
                : first;
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

    private DatabaseView viewIn(Region region, GlobalClusterId database) {
        Instant now = timeline.now();
        return door.read(
                call(region, "DescribeGlobalClusters"),
                () -> seen(region, rds.globalCluster(database.value()), now),
                why -> new DatabaseView.Unreadable(why, now));
    }

    /** A Region describes its own cluster only: of a writer elsewhere it knows no more than where it is. */
    private DatabaseView seen(Region asked, GlobalCluster global, Instant now) {
        if (global.move().isPresent()) {
            GlobalCluster.Move move = global.move().get();
            return new DatabaseView.Moving(
                    move.from().region(), move.to().region(), move.phase().toString(), now);
        }
        Optional<GlobalCluster.Member> writer = global.writer();
        Optional<GlobalCluster.Member> reader =
                global.members().stream().filter(member -> !member.writer()).findFirst();
        if (writer.isEmpty() || reader.isEmpty()) {
            return new DatabaseView.Broken(
                    "the global database has " + global.members().size() + " members", now);
        }
        Region where = writer.get().cluster().region();
        boolean own = where.equals(asked);
        String cluster = own ? rds.cluster(where, writer.get().cluster().id()).status() : "as " + asked + " sees it";
        boolean ready = own && global.status().equals(AVAILABLE) && cluster.equals(AVAILABLE);
        return new DatabaseView.WriterIn(
                where,
                ready,
                "global database " + global.status() + ", cluster " + cluster,
                reader.get().connected() ? DatabaseView.Replica.CONNECTED : DatabaseView.Replica.PENDING_RESYNC,
                now);
    }

    private static Faults.Call call(Region region, String action) {
        return new Faults.Call(region, "rds", action);
    }
}

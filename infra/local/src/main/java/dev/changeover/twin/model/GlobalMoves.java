package dev.changeover.twin.model;

import dev.changeover.core.model.Region;
import dev.changeover.twin.model.GlobalCluster.Move;
import dev.changeover.twin.model.GlobalCluster.Phase;
import dev.changeover.twin.model.RdsState.Cluster;
import dev.changeover.twin.model.RdsState.Global;
import java.util.Optional;
import java.util.Set;

/**
 * Moves the writer of a global cluster.
 *
 * <p>A move is pending, then switching or failing over; then the data plane does it; then the members flip; then
 * everything settles and the move is gone. A move the data plane could not do is gone too, and nobody has flipped.
 */
final class GlobalMoves {
    private final Timeline timeline;
    private final Timing timing;
    private final Regions regions;
    private final DataPlane dataPlane;
    private final RdsState state;
    private final Operations operations;
    private final Rejoining rejoining;

    GlobalMoves(Rds.Surroundings around, RdsState state, Operations operations, Rejoining rejoining) {
        this.timeline = around.timeline();
        this.timing = around.timing();
        this.regions = around.regions();
        this.dataPlane = around.dataPlane();
        this.state = state;
        this.operations = operations;
        this.rejoining = rejoining;
    }

    /** Without loss; to be asked in the Region of the present writer. */
    void switchover(Region asked, Global global, Cluster target) {
        Cluster writer = movable(global, target);
        if (!asked.equals(writer.arn.region())) {
            throw RdsErrors.globalState("A switchover of global cluster " + global.id
                    + " must be requested in the Region of its primary cluster, " + writer.arn.region() + ", not in "
                    + asked + ".");
        }
        requireAvailable(writer);
        if (dataPlane.lag(target.arn.server()).isEmpty()) {
            throw RdsErrors.globalState("DBCluster " + target.arn + " is not synchronized with the primary cluster.");
        }
        begin(global, new Move(Phase.PENDING, writer.arn, target.arn, false));
    }

    /** With loss; to be asked in the Region of the target. */
    void failover(Region asked, Global global, Cluster target) {
        Cluster writer = movable(global, target);
        if (!asked.equals(target.arn.region())) {
            throw RdsErrors.globalState(
                    "A failover of global cluster " + global.id + " must be requested in the Region of its target, "
                            + target.arn.region() + ", not in " + asked + ".");
        }
        begin(global, new Move(Phase.PENDING, writer.arn, target.arn, true));
    }

    /** The writer, if nothing stands in the way that would hinder either kind of move. */
    private Cluster movable(Global global, Cluster target) {
        requireIdle(global);
        Cluster writer = global.writer()
                .orElseThrow(() -> RdsErrors.globalState("Global cluster " + global.id + " has no primary cluster."));
        if (writer == target) {
            throw RdsErrors.clusterState("DBCluster " + target.arn + " is already the primary cluster.");
        }
        if (target.resyncing) {
            throw RdsErrors.clusterState("DBCluster " + target.arn + " is still being rebuilt.");
        }
        requireAvailable(target);
        if (state.instancesOf(target).stream().noneMatch(instance -> instance.status.equals(Statuses.AVAILABLE))) {
            throw RdsErrors.clusterState("DBCluster " + target.arn + " has no available DB instance.");
        }
        return writer;
    }

    static void requireIdle(Global global) {
        global.move.ifPresent(move -> {
            throw RdsErrors.globalState(
                    "Global cluster " + global.id + " is " + move.phase() + " to " + move.to() + ".");
        });
        if (!global.status.equals(Statuses.AVAILABLE)) {
            throw RdsErrors.globalState("Global cluster " + global.id + " is " + global.status + ".");
        }
    }

    static void requireAvailable(Cluster cluster) {
        if (!cluster.status.equals(Statuses.AVAILABLE)) {
            throw RdsErrors.clusterState("DBCluster " + cluster.arn + " is " + cluster.status + ".");
        }
    }

    private void begin(Global global, Move pending) {
        global.move = Optional.of(pending);
        timeline.after(timing.pending(), () -> lead(global, pending));
    }

    private void lead(Global global, Move pending) {
        Phase phase = pending.dataLossAllowed() ? Phase.FAILING_OVER : Phase.SWITCHING_OVER;
        Move move = new Move(phase, pending.from(), pending.to(), pending.dataLossAllowed());
        global.move = Optional.of(move);
        global.status = phase.toString();
        Cluster from = global.member(move.from()).orElseThrow();
        Cluster to = global.member(move.to()).orElseThrow();
        from.status = Statuses.FAILING_OVER;
        to.status = Statuses.FAILING_OVER;
        timeline.after(
                timing.lead(),
                () -> operations.ask(Set.of(global.id), done -> begin(move, done), completion(global, from, to, move)));
    }

    private void begin(Move move, DataPlane.Completion done) {
        boolean targetDark = regions.dark(move.to().region());
        if (targetDark || (!move.dataLossAllowed() && regions.dark(move.from().region()))) {
            done.failed((targetDark ? move.to() : move.from()) + " is unreachable");
        } else if (move.dataLossAllowed()) {
            dataPlane.failOver(move.from().server(), move.to().server(), done);
        } else {
            dataPlane.switchOver(move.from().server(), move.to().server(), done);
        }
    }

    private DataPlane.Completion completion(Global global, Cluster from, Cluster to, Move move) {
        return new DataPlane.Completion() {
            @Override
            public void succeeded() {
                to.follows = Optional.empty();
                from.follows = Optional.of(to);
                if (move.dataLossAllowed()) {
                    from.resyncing = true;
                    from.failedOverAt = timeline.now();
                }
                timeline.after(timing.settling(), () -> settle(global, from, to));
            }

            @Override
            public void failed(String why) {
                settle(global, from, to);
            }
        };
    }

    private void settle(Global global, Cluster from, Cluster to) {
        to.status = Statuses.AVAILABLE;
        from.status = from.resyncing ? Statuses.MODIFYING : Statuses.AVAILABLE;
        global.status = Statuses.AVAILABLE;
        global.move = Optional.empty();
        if (from.resyncing) {
            rejoining.watch(from);
        }
    }
}

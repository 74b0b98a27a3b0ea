package dev.changeover.twin.model;

import dev.changeover.core.model.Region;
import dev.changeover.twin.model.RdsState.Cluster;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Brings back what went dark, and former writers after an unplanned failover: they are rebuilt as replicas, and what
 * they alone had is kept in a snapshot.
 */
final class Rejoining implements Regions.Watcher {
    /** How often the servers of a Region that is back are started before they are left as they are. */
    private static final int ATTEMPTS_MAX = 10;

    private static final DateTimeFormatter STAMP =
            DateTimeFormatter.ofPattern("yyyy-MM-dd-HH-mm-ss").withZone(ZoneOffset.UTC);

    private final Timeline timeline;
    private final Timing timing;
    private final Regions regions;
    private final DataPlane dataPlane;
    private final RdsState state;
    private final Operations operations;

    Rejoining(Rds.Surroundings around, RdsState state, Operations operations) {
        this.timeline = around.timeline();
        this.timing = around.timing();
        this.regions = around.regions();
        this.dataPlane = around.dataPlane();
        this.state = state;
        this.operations = operations;
    }

    @Override
    public void darkened(Region region) {
        dataPlane.lose(region);
    }

    /** The servers start once no move is using them. */
    @Override
    public void recovered(Region region) {
        recover(region, ATTEMPTS_MAX);
    }

    private void recover(Region region, int attemptsLeft) {
        Set<String> keys = state.clusters.values().stream()
                .filter(cluster -> cluster.arn.region().equals(region))
                .map(Cluster::key)
                .collect(Collectors.toSet());
        operations.ask(keys, done -> start(region, done), new DataPlane.Completion() {
            @Override
            public void succeeded() {
                watchAll(region);
            }

            @Override
            public void failed(String why) {
                if (attemptsLeft > 1 && !regions.dark(region)) {
                    timeline.after(timing.rejoinCheck(), () -> recover(region, attemptsLeft - 1));
                } else {
                    watchAll(region);
                }
            }
        });
    }

    /** Looks until the former writer follows again, or its Region is dark; the recovery then looks again. */
    void watch(Cluster former) {
        if (!former.resyncing || regions.dark(former.arn.region())) {
            return;
        }
        if (dataPlane.lag(former.arn.server()).isEmpty()) {
            timeline.after(timing.rejoinCheck(), () -> watch(former));
            return;
        }
        former.resyncing = false;
        if (former.status.equals(Statuses.MODIFYING)) {
            former.status = Statuses.AVAILABLE;
        }
        dataPlane.keptAside(former.arn.server()).ifPresent(place -> keep(former, place));
    }

    private void start(Region region, DataPlane.Completion done) {
        if (regions.dark(region)) {
            done.failed(region + " is dark again");
        } else {
            dataPlane.recover(region, done);
        }
    }

    private void watchAll(Region region) {
        state.clusters.values().stream()
                .filter(cluster -> cluster.arn.region().equals(region))
                .forEach(this::watch);
    }

    /** Named as AWS names it: "Managed failovers for Aurora Global Database", Aurora user guide, read 2026-11-21. */
    private void keep(Cluster former, String place) {
        String id = "rds:unplanned-global-failover-" + former.arn.id() + "-" + STAMP.format(former.failedOverAt);
        if (state.snapshots.stream().noneMatch(snapshot -> snapshot.id().equals(id))) {
            state.snapshots.add(new ClusterSnapshot(
                    id, former.arn, former.engineVersion, former.contents.masterUsername(), timeline.now(), place));
        }
    }
}

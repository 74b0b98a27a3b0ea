package dev.changeover.twin.secrets;

import dev.changeover.core.model.Region;
import dev.changeover.twin.model.Timeline;
import dev.changeover.twin.secrets.ReplicaStatus.Sync;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Carries a secret from its primary Region to its replicas, later.
 *
 * <p>What is copied is the primary's state when the copy happens, so a late copy never brings back an older state.
 * While either Region is dark nothing is copied, and the copy is tried again until it succeeds or is no longer wanted.
 */
final class Replication {
    /** How soon a copy that met a dark Region is tried again. Ours: AWS does not say. */
    static final Duration RETRY = Duration.ofSeconds(1);

    private final Timeline timeline;
    private final Duration delay;
    private final Predicate<Region> dark;
    private final Shelves shelves;

    Replication(Timeline timeline, Duration delay, Predicate<Region> dark, Shelves shelves) {
        this.timeline = timeline;
        this.delay = delay;
        this.dark = dark;
        this.shelves = shelves;
    }

    /** Begins to copy a secret to a Region that has none of that name yet. */
    void begin(Secret primary, Region to, boolean overwrite) {
        Optional<Secret> other = shelves.find(to, primary.name);
        if (other.isPresent() && !overwrite) {
            refuse(primary, to);
            return;
        }
        other.ifPresent(shelves::remove);
        primary.replicaIs(new ReplicaStatus(to, Sync.InProgress, "Replication in progress"));
        whenReachable(primary.region, to, delay, () -> arrive(primary, to));
    }

    private void arrive(Secret primary, Region to) {
        if (!shelves.holds(primary) || !primary.followers().contains(to)) {
            return;
        }
        if (shelves.find(to, primary.name).isPresent()) {
            refuse(primary, to);
            return;
        }
        var replica = new Secret(
                to, SecretArns.inRegion(primary.arn, to), primary.name, SecretView.Details.NONE, timeline.now());
        shelves.put(replica);
        copy(primary, to, replica);
    }

    private static void refuse(Secret primary, Region to) {
        String why = "Replication failed: a secret named " + primary.name + " already exists in " + to + ".";
        primary.replicaIs(new ReplicaStatus(to, Sync.Failed, why));
    }

    /** The primary has changed: every replica is to follow. */
    void changed(Secret primary) {
        primary.followers().forEach(to -> {
            primary.replicaIs(new ReplicaStatus(to, Sync.InProgress, "Replication in progress"));
            whenReachable(
                    primary.region,
                    to,
                    delay,
                    () -> shelves.find(to, primary.name)
                            .filter(replica -> replica.isReplicaOf(primary.region) && shelves.holds(primary))
                            .ifPresent(replica -> copy(primary, to, replica)));
        });
    }

    /** The replica in {@code from} is a secret of its own now; its primary learns of it when it can. */
    void parted(Region home, String name, Region from) {
        whenReachable(
                home,
                from,
                delay,
                () -> shelves.find(home, name)
                        .filter(primary -> primary.replicatesTo(from))
                        .ifPresent(primary -> primary.forget(from)));
    }

    private static void copy(Secret primary, Region to, Secret replica) {
        if (primary.followers().contains(to)) {
            replica.copyFrom(primary);
            primary.replicaIs(new ReplicaStatus(to, Sync.InSync, "Replication succeeded"));
        }
    }

    private void whenReachable(Region one, Region other, Duration after, Runnable what) {
        timeline.after(after, () -> {
            if (dark.test(one) || dark.test(other)) {
                whenReachable(one, other, RETRY, what);
            } else {
                what.run();
            }
        });
    }
}

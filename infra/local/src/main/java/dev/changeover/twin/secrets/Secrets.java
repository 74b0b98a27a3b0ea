package dev.changeover.twin.secrets;

import dev.changeover.core.model.Region;
import dev.changeover.twin.model.Timeline;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Secrets Manager in every Region. Each Region has secrets of its own; a replica is read-only and follows its primary
 * after {@code replicationDelay}, but for as long as one of the two Regions is dark.
 */
public final class Secrets {
    /** From a change to its copy, on one machine: long enough to be seen. A choice, not a measurement. */
    public static final Duration REPLICATION_LOCAL = Duration.ofMillis(200);

    /** The same like AWS: a choice, AWS names no figure. */
    public static final Duration REPLICATION_AWS = Duration.ofSeconds(5);

    /** Days a deleted secret can be brought back; AWS page DeleteSecret, read 2026. */
    private static final int RECOVERY_DAYS_DEFAULT = SecretRules.RECOVERY_DAYS_MAX;

    private final Timeline timeline;
    private final Replication replication;
    private final Shelves shelves = new Shelves();
    private long minted;

    /** {@code dark} tells whether a Region is dark just now. */
    public Secrets(Timeline timeline, Duration replicationDelay, Predicate<Region> dark) {
        this.timeline = timeline;
        this.replication = new Replication(timeline, replicationDelay, dark, shelves);
    }

    public SecretView create(Region region, SecretCalls.Create call) {
        return timeline.call(() -> {
            SecretRules.requireName(call.name());
            call.token().ifPresent(SecretRules::requireToken);
            call.value().ifPresent(SecretRules::requireSize);
            Optional<Secret> before = shelves.find(region, call.name());
            if (before.isPresent()) {
                return createdBefore(before.get(), call).view();
            }
            SecretRules.requireReplicaRegions(region, call.replication().regions());
            String arn = SecretArns.arn(region, call.name(), minted++);
            Secret secret = new Secret(region, arn, call.name(), call.details(), timeline.now());
            call.value().ifPresent(value -> secret.add(versionId(call.token()), value, Set.of(), timeline.now()));
            shelves.put(secret);
            addReplicas(secret, call.replication());
            return secret.view();
        });
    }

    /** A repeated CreateSecret with the same token and value succeeds; anything else is a clash of names. */
    private static Secret createdBefore(Secret before, SecretCalls.Create call) {
        if (before.deletion().isPresent()) {
            throw SecretFaults.nameScheduledForDeletion();
        }
        Optional<SecretVersion> same = call.token().flatMap(before::version);
        if (same.isEmpty()) {
            throw SecretFaults.nameTaken(before.name);
        }
        requireSameValue(before, same.get(), call.value());
        return before;
    }

    public SecretVersion value(Region region, String secretId, SecretCalls.Which which) {
        return timeline.call(() -> {
            Secret secret = alive(region, secretId);
            if (which.versionId().isPresent()) {
                SecretVersion version = secret.version(which.versionId().get())
                        .orElseThrow(() -> SecretFaults.noValue(
                                "VersionId: " + which.versionId().get()));
                if (which.stage().isPresent()
                        && !version.stages().contains(which.stage().get())) {
                    throw SecretFaults.stageMismatch();
                }
                return version;
            }
            String label = which.stage().orElse(Secret.CURRENT);
            return secret.staged(label).orElseThrow(() -> SecretFaults.noValue("staging label: " + label));
        });
    }

    public SecretVersion put(Region region, SecretCalls.Put call) {
        return timeline.call(() -> {
            call.token().ifPresent(SecretRules::requireToken);
            SecretValue value = call.value()
                    .orElseThrow(() -> SecretFaults.request("You must provide either SecretString or SecretBinary."));
            SecretRules.requireSize(value);
            Secret secret = writable(region, call.secretId());
            Optional<SecretVersion> same = call.token().flatMap(secret::version);
            if (same.isPresent()) {
                requireSameValue(secret, same.get(), call.value());
                return same.get();
            }
            SecretVersion added = secret.add(versionId(call.token()), value, call.stages(), timeline.now());
            replication.changed(secret);
            return added;
        });
    }

    private static void requireSameValue(Secret secret, SecretVersion before, Optional<SecretValue> value) {
        if (!Optional.of(before.value()).equals(value)) {
            throw SecretFaults.tokenTaken(before.id(), secret.arn);
        }
    }

    public SecretView moveStage(Region region, SecretCalls.MoveStage call) {
        return timeline.call(() -> {
            Secret secret = writable(region, call.secretId());
            secret.move(call, timeline.now());
            replication.changed(secret);
            return secret.view();
        });
    }

    public SecretView describe(Region region, String secretId) {
        return timeline.call(() -> known(region, secretId).view());
    }

    /** Every secret of the Region by name, those about to be deleted only on request. */
    public List<SecretView> list(Region region, boolean includeDeleted) {
        return timeline.call(() -> shelves.all(region).stream()
                .filter(secret -> includeDeleted || secret.deletion().isEmpty())
                .map(Secret::view)
                .toList());
    }

    /** Deletes now by force, else after the recovery window. Forcing what is not there succeeds, as on AWS. */
    public SecretView delete(Region region, SecretCalls.Delete call) {
        return timeline.call(() -> {
            SecretRules.requireWindow(call);
            Optional<Secret> found = find(region, call.secretId());
            if (found.isEmpty() && call.force()) {
                String arn = SecretArns.arn(region, call.secretId(), minted);
                var gone = new Secret(region, arn, call.secretId(), SecretView.Details.NONE, timeline.now());
                gone.delete(timeline.now());
                return gone.view();
            }
            return delete(found.orElseThrow(SecretFaults::notFound), call).view();
        });
    }

    private Secret delete(Secret secret, SecretCalls.Delete call) {
        if (secret.isReplica()) {
            throw SecretFaults.onReplica();
        }
        if (!secret.replicaRegions().isEmpty()) {
            throw SecretFaults.hasReplicas(secret.arn, secret.replicaRegions());
        }
        if (call.force()) {
            secret.delete(timeline.now());
            shelves.remove(secret);
            return secret;
        }
        if (secret.deletion().isPresent()) {
            throw SecretFaults.markedDeleted();
        }
        Duration window = Duration.ofDays(call.recoveryWindowDays().orElse(RECOVERY_DAYS_DEFAULT));
        Instant at = timeline.now().plus(window);
        secret.delete(at);
        timeline.after(window, () -> {
            if (secret.deletion().equals(Optional.of(at))) {
                shelves.remove(secret);
            }
        });
        return secret;
    }

    public SecretView restore(Region region, String secretId) {
        return timeline.call(() -> {
            Secret secret = known(region, secretId);
            secret.restore();
            return secret.view();
        });
    }

    public SecretView replicate(Region region, String secretId, SecretCalls.Replication wanted) {
        return timeline.call(() -> {
            Secret secret = writable(region, secretId);
            SecretRules.requireReplicaRegions(region, wanted.regions());
            addReplicas(secret, wanted);
            return secret.view();
        });
    }

    private void addReplicas(Secret primary, SecretCalls.Replication wanted) {
        wanted.regions().stream()
                .filter(to -> !primary.followers().contains(to))
                .forEach(to -> replication.begin(primary, to, wanted.overwrite()));
    }

    /** Makes the replica in this Region a secret of its own. */
    public SecretView stopReplication(Region region, String secretId) {
        return timeline.call(() -> {
            Secret secret = alive(region, secretId);
            if (!secret.isReplica()) {
                throw SecretFaults.notReplica();
            }
            Region home = secret.primary();
            secret.standAlone(timeline.now());
            replication.parted(home, secret.name, region);
            return secret.view();
        });
    }

    public SecretView removeReplicas(Region region, String secretId, List<Region> gone) {
        return timeline.call(() -> {
            Secret secret = writable(region, secretId);
            for (Region replica : gone) {
                shelves.find(replica, secret.name)
                        .filter(copy -> copy.isReplicaOf(region))
                        .ifPresent(shelves::remove);
                secret.forget(replica);
            }
            return secret.view();
        });
    }

    private Secret writable(Region region, String secretId) {
        Secret secret = alive(region, secretId);
        if (secret.isReplica()) {
            throw SecretFaults.onReplica();
        }
        return secret;
    }

    private Secret alive(Region region, String secretId) {
        Secret secret = known(region, secretId);
        if (secret.deletion().isPresent()) {
            throw SecretFaults.markedDeleted();
        }
        return secret;
    }

    private Secret known(Region region, String secretId) {
        return find(region, secretId).orElseThrow(SecretFaults::notFound);
    }

    private Optional<Secret> find(Region region, String secretId) {
        return SecretArns.isArn(secretId)
                ? shelves.all(region).stream()
                        .filter(secret -> SecretArns.means(secretId, secret.arn))
                        .findFirst()
                : shelves.find(region, secretId);
    }

    private String versionId(Optional<String> token) {
        return token.orElseGet(() -> SecretArns.versionId(minted++));
    }
}

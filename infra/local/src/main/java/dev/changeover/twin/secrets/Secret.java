package dev.changeover.twin.secrets;

import dev.changeover.core.model.Region;
import dev.changeover.twin.secrets.ReplicaStatus.Sync;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** One secret in one Region. A label is a key here, so it can only ever be on one version. */
final class Secret {
    static final String CURRENT = "AWSCURRENT";
    static final String PREVIOUS = "AWSPREVIOUS";

    /** Labels a version can carry; AWS Secrets Manager quotas, read 2026. */
    static final int LABELS_MAX = 20;

    /** Beyond this many, versions without a label go; AWS page PutSecretValue, read 2026. */
    static final int VERSIONS_MAX = 100;

    /** Younger versions stay whatever their number; same page. */
    static final Duration VERSION_KEPT_MIN = Duration.ofHours(24);

    private record Version(String id, SecretValue value, Instant created) {}

    final String arn;
    final String name;
    final Region region;
    private final Instant created;
    private final Map<String, Version> versions = new LinkedHashMap<>();
    private final Map<String, String> versionByLabel = new TreeMap<>();
    private final Map<Region, ReplicaStatus> replicas = new TreeMap<>();
    private SecretView.Details details;
    private Instant changed;
    private Optional<Instant> deletion = Optional.empty();
    private Optional<Region> primary = Optional.empty();

    Secret(Region region, String arn, String name, SecretView.Details details, Instant now) {
        this.region = region;
        this.arn = arn;
        this.name = name;
        this.details = details;
        this.created = now;
        this.changed = now;
    }

    boolean isReplica() {
        return primary.filter(home -> !home.equals(region)).isPresent();
    }

    boolean isReplicaOf(Region home) {
        return isReplica() && primary.equals(Optional.of(home));
    }

    Optional<Instant> deletion() {
        return deletion;
    }

    List<Region> replicaRegions() {
        return List.copyOf(replicas.keySet());
    }

    Optional<SecretVersion> version(String id) {
        return Optional.ofNullable(versions.get(id)).map(this::shown);
    }

    Optional<SecretVersion> staged(String label) {
        return Optional.ofNullable(versionByLabel.get(label)).flatMap(this::version);
    }

    /** Adds a version; the first one becomes AWSCURRENT whatever was asked for. */
    SecretVersion add(String id, SecretValue value, Set<String> labels, Instant now) {
        Set<String> wanted = new TreeSet<>(labels);
        if (wanted.isEmpty() || versions.isEmpty()) {
            wanted.add(CURRENT);
        }
        if (wanted.size() > LABELS_MAX) {
            throw SecretFaults.limit("A version can have at most " + LABELS_MAX + " staging labels.");
        }
        versions.put(id, new Version(id, value, now));
        wanted.forEach(label -> attach(label, id));
        touch(now);
        dropDeprecated(now);
        return version(id).orElseThrow();
    }

    /** Moves a label as {@code UpdateSecretVersionStage} does. */
    void move(SecretCalls.MoveStage asked, Instant now) {
        String label = asked.stage();
        Optional<String> holder = Optional.ofNullable(versionByLabel.get(label));
        asked.moveTo().ifPresent(this::requireVersion);
        asked.removeFrom().ifPresent(this::requireVersion);
        if (asked.moveTo().isEmpty() && asked.removeFrom().isEmpty()) {
            throw SecretFaults.parameter("You must provide a value for MoveToVersionId, RemoveFromVersionId, or both.");
        }
        if (asked.moveTo().isPresent() && asked.moveTo().equals(holder)) {
            return;
        }
        if (asked.removeFrom().isPresent() || holder.isPresent()) {
            requireHolder(asked, holder);
        }
        if (asked.moveTo().isEmpty() && label.equals(CURRENT)) {
            throw SecretFaults.parameter(
                    "You can only move staging label AWSCURRENT to a different secret version. It can't be completely"
                            + " removed.");
        }
        asked.moveTo().ifPresentOrElse(id -> attach(label, id), () -> versionByLabel.remove(label));
        touch(now);
    }

    private void requireHolder(SecretCalls.MoveStage asked, Optional<String> holder) {
        String label = asked.stage();
        if (asked.removeFrom().isEmpty()) {
            throw SecretFaults.parameter("The parameter RemoveFromVersionId can't be empty. Staging label " + label
                    + " is currently attached to version " + holder.orElseThrow()
                    + ", so you must explicitly reference that version in RemoveFromVersionId.");
        }
        if (!asked.removeFrom().equals(holder)) {
            throw SecretFaults.parameter("When you move staging label " + label
                    + ", if you specify RemoveFromVersionId, it must be set to the version that currently has the"
                    + " staging label " + label + ".");
        }
    }

    private void requireVersion(String id) {
        if (!versions.containsKey(id)) {
            throw SecretFaults.noValue("VersionId: " + id);
        }
    }

    private void attach(String label, String id) {
        if (label.equals(CURRENT)) {
            String before = versionByLabel.get(CURRENT);
            versionByLabel.remove(PREVIOUS, id);
            if (before != null && !before.equals(id)) {
                versionByLabel.put(PREVIOUS, before);
            }
        }
        versionByLabel.put(label, id);
    }

    private void dropDeprecated(Instant now) {
        Instant oldest = now.minus(VERSION_KEPT_MIN);
        List<String> candidates = versions.values().stream()
                .filter(version -> version.created().isBefore(oldest)
                        && stagesOf(version.id()).isEmpty())
                .map(Version::id)
                .toList();
        candidates.stream()
                .limit(Math.max(0, versions.size() - VERSIONS_MAX))
                .toList()
                .forEach(versions::remove);
    }

    void delete(Instant at) {
        deletion = Optional.of(at);
    }

    void restore() {
        deletion = Optional.empty();
    }

    void touch(Instant now) {
        changed = now;
    }

    void replicaIs(ReplicaStatus status) {
        primary = Optional.of(region);
        replicas.put(status.region(), status);
    }

    boolean replicatesTo(Region other) {
        return replicas.containsKey(other);
    }

    void forget(Region replica) {
        replicas.remove(replica);
        if (replicas.isEmpty()) {
            primary = Optional.empty();
        }
    }

    /** Becomes a secret of its own; the primary learns of it when next it tries to copy. */
    void standAlone(Instant now) {
        primary = Optional.empty();
        touch(now);
    }

    /** Takes over what the primary holds now. */
    void copyFrom(Secret home) {
        primary = Optional.of(home.region);
        details = home.details;
        changed = home.changed;
        versions.clear();
        versions.putAll(home.versions);
        versionByLabel.clear();
        versionByLabel.putAll(home.versionByLabel);
    }

    /** The Regions that follow; one whose copy has failed does not. */
    List<Region> followers() {
        return replicas.values().stream()
                .filter(replica -> replica.sync() != Sync.Failed)
                .map(ReplicaStatus::region)
                .toList();
    }

    /** The Region this replica follows. */
    Region primary() {
        return primary.orElseThrow();
    }

    private SortedSet<String> stagesOf(String id) {
        return versionByLabel.entrySet().stream()
                .filter(entry -> entry.getValue().equals(id))
                .map(Map.Entry::getKey)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private SecretVersion shown(Version version) {
        return new SecretVersion(version.id(), version.value(), version.created(), stagesOf(version.id()));
    }

    SecretView view() {
        List<SecretVersion> all = new ArrayList<>();
        versions.values().forEach(version -> all.add(shown(version)));
        return new SecretView(
                arn,
                name,
                details,
                created,
                changed,
                deletion,
                primary,
                List.copyOf(all),
                List.copyOf(replicas.values()));
    }
}

package dev.changeover.twin.secrets;

import dev.changeover.core.model.Region;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A secret as one Region shows it.
 *
 * <p>{@code primaryRegion} is there once the secret takes part in replication, in the primary Region too.
 * {@code deletion} is when it goes, or went.
 */
public record SecretView(
        String arn,
        String name,
        Details details,
        Instant created,
        Instant changed,
        Optional<Instant> deletion,
        Optional<Region> primaryRegion,
        List<SecretVersion> versions,
        List<ReplicaStatus> replicas) {

    /** What is said about a secret besides its value. */
    public record Details(Optional<String> description, Optional<String> kmsKeyId, Map<String, String> tags) {
        public static final Details NONE = new Details(Optional.empty(), Optional.empty(), Map.of());
    }

    /** The version that carries this label. */
    public Optional<SecretVersion> staged(String label) {
        return versions.stream()
                .filter(version -> version.stages().contains(label))
                .findFirst();
    }
}

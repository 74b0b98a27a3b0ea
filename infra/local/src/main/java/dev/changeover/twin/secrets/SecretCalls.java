package dev.changeover.twin.secrets;

import dev.changeover.core.model.Region;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The inputs of those Secrets Manager calls that take more than a name. */
public final class SecretCalls {
    private SecretCalls() {}

    /** {@code token} is the ClientRequestToken, which becomes the first version's id. */
    public record Create(
            String name,
            Optional<String> token,
            Optional<SecretValue> value,
            SecretView.Details details,
            Replication replication) {
        /** A secret of one Region. */
        public static Create text(String name, String text) {
            return new Create(
                    name,
                    Optional.empty(),
                    Optional.of(new SecretValue.Text(text)),
                    SecretView.Details.NONE,
                    Replication.NONE);
        }

        public Create replicatedTo(Region... regions) {
            return new Create(name, token, value, details, new Replication(List.of(regions), false));
        }
    }

    /** {@code overwrite} lets a replica take the place of another secret of the same name. */
    public record Replication(List<Region> regions, boolean overwrite) {
        static final Replication NONE = new Replication(List.of(), false);
    }

    /** An empty {@code stages} means AWSCURRENT. */
    public record Put(String secretId, Optional<String> token, Optional<SecretValue> value, Set<String> stages) {
        public static Put text(String secretId, String token, String text, String... stages) {
            return new Put(secretId, Optional.of(token), Optional.of(new SecretValue.Text(text)), Set.of(stages));
        }
    }

    /** Which version is meant; without either, the one labelled AWSCURRENT. */
    public record Which(Optional<String> versionId, Optional<String> stage) {
        public static final Which CURRENT = new Which(Optional.empty(), Optional.empty());

        public static Which version(String id) {
            return new Which(Optional.of(id), Optional.empty());
        }

        public static Which staged(String label) {
            return new Which(Optional.empty(), Optional.of(label));
        }
    }

    public record MoveStage(String secretId, String stage, Optional<String> moveTo, Optional<String> removeFrom) {}

    public record Delete(String secretId, boolean force, Optional<Integer> recoveryWindowDays) {}
}

package dev.changeover.core.port;

import dev.changeover.core.model.ClusterArn;
import dev.changeover.core.model.Endpoint;
import dev.changeover.core.model.GlobalClusterId;
import dev.changeover.core.model.Region;
import dev.changeover.core.model.RoutingControlArn;
import dev.changeover.core.model.SafetyRuleArn;
import dev.changeover.core.model.SecretArn;
import java.util.List;

/** One outside write. Its intent is in the journal before it leaves. */
public sealed interface Action {
    /** One sentence for an operator: what is asked of whom. */
    String inWords();

    /** Moves the writer without loss. Called in the Region of the present writer, as RDS requires. */
    record SwitchOver(GlobalClusterId database, ClusterArn target, Region callIn) implements Action {
        @Override
        public String inWords() {
            return "SwitchoverGlobalCluster " + database + " to " + target.identifier() + ", called in " + callIn;
        }
    }

    /** Moves the writer and allows data loss. Called in the Region of the new writer, as RDS requires. */
    record FailOver(GlobalClusterId database, ClusterArn target, Region callIn) implements Action {
        @Override
        public String inWords() {
            return "FailoverGlobalCluster " + database + " to " + target.identifier()
                    + " with AllowDataLoss, called in " + callIn;
        }
    }

    /** Writes a new version with another endpoint and labels it AWSPENDING. The token becomes the version's id. */
    record StageSecret(SecretArn secret, Endpoint names, String token) implements Action {
        @Override
        public String inWords() {
            return "PutSecretValue AWSPENDING naming " + names + " in " + secret.region();
        }
    }

    /** Moves AWSCURRENT between two versions: a compare-and-set. */
    record MakeSecretCurrent(SecretArn secret, String version, String replaces) implements Action {
        @Override
        public String inWords() {
            return "UpdateSecretVersionStage AWSCURRENT to the staged version in " + secret.region();
        }
    }

    /** Writes a new version with another endpoint and makes it AWSCURRENT at once. */
    record RewriteSecret(SecretArn secret, Endpoint names, String token) implements Action {
        @Override
        public String inWords() {
            return "PutSecretValue AWSCURRENT naming " + names + " in " + secret.region();
        }
    }

    /** Makes a replica a secret of its own; its link to the home Region is lost. */
    record PromoteSecretReplica(SecretArn secret) implements Action {
        @Override
        public String inWords() {
            return "StopReplicationToReplica in " + secret.region();
        }
    }

    /** Sets both routing controls in one transaction. */
    record ShiftTraffic(RoutingControlArn on, RoutingControlArn off, List<SafetyRuleArn> override) implements Action {
        public ShiftTraffic {
            override = List.copyOf(override);
        }

        @Override
        public String inWords() {
            return "UpdateRoutingControlStates in one transaction"
                    + (override.isEmpty() ? "" : ", overriding " + override);
        }
    }
}

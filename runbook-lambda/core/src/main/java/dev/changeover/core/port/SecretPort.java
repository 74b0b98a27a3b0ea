package dev.changeover.core.port;

import dev.changeover.core.model.SecretArn;

/** The database secrets. Every write is safe to repeat: the token or the versions named make it a compare-and-set. */
public interface SecretPort {
    /** Decrypts and parses the current and the pending version. Never throws for weather. */
    SecretView view(SecretArn secret);

    Answer stage(Action.StageSecret action);

    Answer makeCurrent(Action.MakeSecretCurrent action);

    Answer rewrite(Action.RewriteSecret action);

    Answer promoteReplica(Action.PromoteSecretReplica action);
}

package dev.changeover.core.step;

import dev.changeover.core.model.Region;

/** What a changeover owes a Region it could not reach. Paid by reconcile turns when the Region answers again. */
public sealed interface Debt {
    Region region();

    /** What is owed, in words for an operator. */
    String inWords();

    /** The Region's secret still names the former writer. */
    record SecretOwed(Region region) implements Debt {
        @Override
        public String inWords() {
            return "the secret in " + region + " must name the new writer";
        }
    }

    /** The Region's former writer must come back as a replica before the application is protected again. */
    record ReplicaOwed(Region region) implements Debt {
        @Override
        public String inWords() {
            return "the former writer in " + region + " must rejoin as a replica";
        }
    }
}

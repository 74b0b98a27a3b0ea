package dev.changeover.core.model;

/** How the two Regions' database secrets hang together. */
public sealed interface SecretLayout {
    /** A secret of its own in each Region. Nothing in one Region is needed to write the other. */
    record Independent() implements SecretLayout {}

    /**
     * One secret in {@code home}, replicated to the other Region, where it is read-only.
     *
     * @param promoteWhenHomeIsDark whether the replica may be made a secret of its own when {@code home} cannot be
     *     written. That ends the replication for good, so it is a choice of the plan, never of a run.
     */
    record Replicated(Region home, boolean promoteWhenHomeIsDark) implements SecretLayout {}
}

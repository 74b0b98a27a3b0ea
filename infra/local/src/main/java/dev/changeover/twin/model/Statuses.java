package dev.changeover.twin.model;

/**
 * RDS's words for the states of clusters and instances. Those of DB clusters are from "Viewing DB cluster status",
 * Aurora user guide; AWS lists none for global clusters, so theirs follow {@code FailoverState}. Read 2026-11-21.
 */
final class Statuses {
    static final String AVAILABLE = "available";
    static final String CREATING = "creating";
    static final String DELETING = "deleting";

    /** A cluster the data plane could not start. */
    static final String FAILED = "failed";

    /** Both members of a move. The list has no word for a switchover; this is the nearest that AWS shows. */
    static final String FAILING_OVER = "failing-over";

    /** A former writer while it is rebuilt. */
    static final String MODIFYING = "modifying";

    /** A member while it is cut off from its global cluster. */
    static final String PROMOTING = "promoting";

    private Statuses() {}
}

package dev.changeover.core.ready;

/** What readiness looks at, in the order a report shows it. */
public enum Check {
    WRITER("Writer", "the global database and its writer", Severity.BLOCKING),
    REPLICATION("Replication", "the replica's attachment and lag", Severity.WARNING),
    TARGET_INSTANCE("TargetInstance", "an instance of the standby cluster that could write", Severity.BLOCKING),
    ENGINE_VERSIONS("EngineVersions", "engine versions of both clusters", Severity.WARNING),
    RPO_PARAMETER("RpoParameter", "rds.global_db_rpo in the standby's parameter group", Severity.WARNING),
    SECRETS("Secrets", "the database secret in each Region, decrypted and parsed", Severity.BLOCKING),
    ROUTING_ENDPOINTS("RoutingEndpoints", "the five ARC cluster endpoints, each asked", Severity.BLOCKING),
    ROUTING_STATES("RoutingStates", "whether the routing controls agree with the writer", Severity.BLOCKING),
    SAFETY_RULES("SafetyRules", "whether the safety rules would permit the shift", Severity.WARNING),
    ARTEFACTS("Artefacts", "documents and functions, equal in both Regions", Severity.WARNING),
    JOURNAL("Journal", "writing and reading the journal in each Region", Severity.BLOCKING),
    PERMISSIONS("Permissions", "whose credentials these are, and what they have proved", Severity.BLOCKING),
    DNS("Dns", "where the application's name leads, and its TTL", Severity.WARNING),
    HEALTH("Health", "the application's own health page in each Region", Severity.WARNING),
    CHANGEOVERS("Changeovers", "live changeovers and what older ones owe", Severity.BLOCKING);

    private final String shown;
    private final String inWords;
    private final Severity whenUnreadable;

    Check(String shown, String inWords, Severity whenUnreadable) {
        this.shown = shown;
        this.inWords = inWords;
        this.whenUnreadable = whenUnreadable;
    }

    public String inWords() {
        return inWords;
    }

    /** What is not known counts for as much as this. It never counts as fine. */
    public Severity whenUnreadable() {
        return whenUnreadable;
    }

    @Override
    public String toString() {
        return shown;
    }
}

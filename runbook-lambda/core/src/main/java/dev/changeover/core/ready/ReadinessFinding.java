package dev.changeover.core.ready;

import java.time.Instant;
import java.util.EnumSet;
import java.util.Set;

/**
 * Something that is not as it should be, or not known.
 *
 * @param evidence what was seen, with the names of what it was seen at
 * @param measuredAt when it was seen; its age is the reader's to reckon
 */
public record ReadinessFinding(Check check, Code code, String evidence, Instant measuredAt) {
    public Severity severity() {
        return code == Code.UNREADABLE ? check.whenUnreadable() : code.severity();
    }

    public String remedy() {
        return code.remedy();
    }

    public boolean blocks() {
        return severity() == Severity.BLOCKING;
    }

    /** A drill moves an application that is well, so it asks for more than an operator in need. */
    public boolean blocksDrill() {
        return blocks() || code.drillOnly();
    }

    /** The kinds of finding. */
    public enum Code {
        UNREADABLE(Severity.WARNING, "mend what the evidence names: the check could not be made"),
        WRITER_UNSETTLED(Severity.BLOCKING, "wait until the database has settled, or correct the plan"),
        DATABASE_BUSY(Severity.BLOCKING, "wait until the database is available"),
        REPLICA_NOT_ATTACHED(Severity.BLOCKING, "wait until the replica is connected, or repair replication"),
        LAG_ABOVE_OBJECTIVE(Severity.WARNING, "find out why replication is slow; a failover now loses so much"),
        TARGET_WITHOUT_INSTANCE(Severity.BLOCKING, "add an instance to the standby cluster, or wait for it"),
        INSTANCE_CLASS_DIFFERS(Severity.WARNING, "give the standby the writer's instance class, or know it suffices"),
        ENGINE_VERSIONS_DIFFER(Severity.BLOCKING, "upgrade both clusters to one major and minor version"),
        ENGINE_PATCHES_DIFFER(Severity.WARNING, "check that Aurora lets these patch levels move, or upgrade the older"),
        RPO_PARAMETER_SET(Severity.WARNING, "reset it in the standby's group: with two Regions it can block writes"),
        SECRET_NAMES_ANOTHER_HOST(Severity.WARNING, "rewrite the secret, or run changeover reconcile"),
        ROUTING_QUORUM_LOST(Severity.BLOCKING, "wait until three of the five ARC cluster endpoints answer"),
        ROUTING_ENDPOINT_SILENT(Severity.WARNING, "check the endpoint's URL and the network; ARC keeps three of five"),
        ROUTING_ENDPOINTS_DISAGREE(Severity.WARNING, "look again in a moment; if it stays, ask AWS"),
        ROUTING_DRIFTED(Severity.WARNING, "set the controls to the writer's Region, or find out who set them"),
        SAFETY_RULE_FORBIDS(Severity.BLOCKING, "change the rule, or be ready to name it with --override-rule"),
        ARTEFACT_MISSING(Severity.BLOCKING, "deploy it in that Region"),
        ARTEFACTS_DIFFER(Severity.WARNING, "deploy the same version in both Regions"),
        ARTEFACT_UNEXPECTED(Severity.WARNING, "deploy the version the configuration names, or correct that"),
        ARTEFACTS_NOT_NAMED(Severity.NOTE, "name documents and functions to have them compared"),
        JOURNAL_UNUSABLE(Severity.BLOCKING, "restore the journal: nothing starts without one"),
        JOURNAL_REGION_LOST(Severity.WARNING, "restore the journal's replica in that Region"),
        WRITES_UNPROVEN(Severity.NOTE, "run a drill: only a move proves the right to make it"),
        DNS_ELSEWHERE(Severity.WARNING, "compare records, health checks and routing controls"),
        DNS_TTL_ABOVE_OBJECTIVE(Severity.WARNING, "lower the TTL; 60 s is AWS's advice for failover records"),
        ACTIVE_UNHEALTHY(Severity.WARNING, "look at the application where it is active"),
        STANDBY_UNHEALTHY(Severity.WARNING, "look at the application in the standby Region"),
        CHANGEOVER_LIVE(Severity.BLOCKING, "wait for its end: an application has one live changeover"),
        CHANGEOVER_WAITS_FOR_PERSON(Severity.BLOCKING, "read what halted it; retry, skip, escalate or cancel"),
        CHANGEOVER_UNDRIVEN(Severity.BLOCKING, "drive it: changeover watch ID, or cancel it"),
        DEBT_OPEN(Severity.WARNING, "pay it: changeover reconcile APP");

        private static final Set<Code> DRILL_ONLY =
                EnumSet.of(ACTIVE_UNHEALTHY, LAG_ABOVE_OBJECTIVE, ROUTING_DRIFTED, DNS_ELSEWHERE, DEBT_OPEN);

        private final Severity severity;
        private final String remedy;

        Code(Severity severity, String remedy) {
            this.severity = severity;
            this.remedy = remedy;
        }

        /** {@link #UNREADABLE} is as grave as its check. */
        public Severity severity() {
            return severity;
        }

        public String remedy() {
            return remedy;
        }

        /** Whether it stops a drill though it would stop nobody in need. */
        public boolean drillOnly() {
            return DRILL_ONLY.contains(this);
        }
    }
}

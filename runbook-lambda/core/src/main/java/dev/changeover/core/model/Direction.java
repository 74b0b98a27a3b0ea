package dev.changeover.core.model;

/** Failover leaves the primary Region; failback returns to it. The runbook is the same. */
public enum Direction {
    FAILOVER,
    FAILBACK
}

package dev.changeover.cli.demo;

import dev.changeover.core.report.ChangeoverReport;
import java.time.Duration;
import java.util.Set;
import java.util.UUID;

/**
 * One changeover of the demonstration, as the runbook and as the shoppers saw it.
 *
 * @param report what the journal tells
 * @param writeOutage the longest time in which no order was acknowledged
 * @param lost orders that were acknowledged and that the new writer does not hold
 */
record Leg(ChangeoverReport report, Duration writeOutage, int failedRequests, int acknowledgedWrites, Set<UUID> lost) {}

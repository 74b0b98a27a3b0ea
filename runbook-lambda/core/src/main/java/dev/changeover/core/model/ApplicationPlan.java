package dev.changeover.core.model;

import java.net.URI;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;

/**
 * All that is needed to move one application: no name in it is ever looked up at run time, because the service that
 * would answer may be what is down.
 *
 * @param twin where the twin answers for AWS; empty for an application on AWS. A plan of the twin reaches nothing else.
 * @param alarmTrigger what alarms may do by themselves; empty when they may do nothing
 * @param journal where all who move the application write; empty when one machine moves it alone
 */
public record ApplicationPlan(
        ApplicationName name,
        GlobalClusterId globalCluster,
        Site primary,
        Site secondary,
        SecretLayout secrets,
        List<RoutingEndpoint> routingEndpoints,
        TrafficName traffic,
        Objectives objectives,
        Timeouts timeouts,
        Policy policy,
        Optional<URI> twin,
        Optional<AlarmPolicy> alarmTrigger,
        Optional<JournalTable> journal) {
    /** An ARC cluster has exactly five Regional endpoints (ARC developer guide, "Routing control components", 2026). */
    public static final int ROUTING_ENDPOINTS = 5;

    public ApplicationPlan {
        if (primary.region().equals(secondary.region())) {
            throw new IllegalArgumentException("the two Regions must differ, both are " + primary.region());
        }
        if (primary.control().equals(secondary.control())) {
            throw new IllegalArgumentException("the two Regions must have a routing control each");
        }
        if (twin.isPresent() && !"127.0.0.1".equals(twin.get().getHost())) {
            throw new IllegalArgumentException("a twin answers on 127.0.0.1 only, not on " + twin.get());
        }
        routingEndpoints = List.copyOf(routingEndpoints);
        if (new LinkedHashSet<>(routingEndpoints).size() != ROUTING_ENDPOINTS) {
            throw new IllegalArgumentException(
                    "routing-endpoints must list the five endpoints of the ARC cluster, found "
                            + routingEndpoints.size());
        }
    }

    /** The same application with other bounds to what is waited for. */
    public ApplicationPlan within(Timeouts other) {
        return with(other, alarmTrigger, journal);
    }

    /** The same application with what its owners let alarms do. */
    public ApplicationPlan triggeredBy(AlarmPolicy alarms) {
        return with(timeouts, Optional.of(alarms), journal);
    }

    /** The same application, written to a journal that all its operators share. */
    public ApplicationPlan journaledIn(JournalTable table) {
        return with(timeouts, alarmTrigger, Optional.of(table));
    }

    private ApplicationPlan with(Timeouts bounds, Optional<AlarmPolicy> alarms, Optional<JournalTable> table) {
        return new ApplicationPlan(
                name,
                globalCluster,
                primary,
                secondary,
                secrets,
                routingEndpoints,
                traffic,
                objectives,
                bounds,
                policy,
                twin,
                alarms,
                table);
    }

    /** The site in {@code region}; a Region the plan does not have is a bug of the caller. */
    public Site site(Region region) {
        if (region.equals(primary.region())) {
            return primary;
        }
        if (region.equals(secondary.region())) {
            return secondary;
        }
        throw new IllegalArgumentException(
                name + " lives in " + primary.region() + " and " + secondary.region() + ", not in " + region);
    }

    public Site other(Region region) {
        return site(region).equals(primary) ? secondary : primary;
    }

    public Direction directionTo(Region target) {
        return site(target).equals(primary) ? Direction.FAILBACK : Direction.FAILOVER;
    }
}

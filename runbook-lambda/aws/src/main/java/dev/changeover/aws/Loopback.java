package dev.changeover.aws;

import dev.changeover.core.model.ApplicationPlan;
import dev.changeover.core.model.Endpoint;
import dev.changeover.core.model.RoutingEndpoint;
import dev.changeover.core.model.Site;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;

/** A plan of the twin may not reach anything but this machine: a rehearsal that touches AWS is an incident. */
final class Loopback {
    private static final String ADDRESS = "127.0.0.1";

    private Loopback() {}

    static void require(ApplicationPlan plan) {
        if (plan.twin().isEmpty()) {
            return;
        }
        List<String> strangers =
                places(plan).stream().filter(host -> !ADDRESS.equals(host)).toList();
        if (!strangers.isEmpty()) {
            throw new IllegalArgumentException("the plan of " + plan.name()
                    + " is a twin's, so everything it asks must be " + "on " + ADDRESS + ", but it names " + strangers);
        }
    }

    /** As for a plan, for calls that belong to none. */
    static void require(URI twin) {
        if (!ADDRESS.equals(twin.getHost())) {
            throw new IllegalArgumentException("a twin must be on " + ADDRESS + ", not at " + twin);
        }
    }

    private static List<String> places(ApplicationPlan plan) {
        List<URI> urls = new ArrayList<>(
                plan.routingEndpoints().stream().map(RoutingEndpoint::url).toList());
        for (Site site : List.of(plan.primary(), plan.secondary())) {
            urls.add(site.writeProbe());
            urls.add(site.health());
        }
        urls.add(plan.twin().get());
        List<String> hosts = new ArrayList<>(
                urls.stream().map(url -> String.valueOf(url.getHost())).toList());
        plan.traffic().resolver().map(Endpoint::host).ifPresent(hosts::add);
        return hosts;
    }
}

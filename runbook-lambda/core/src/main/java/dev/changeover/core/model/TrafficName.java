package dev.changeover.core.model;

import java.util.Optional;

/**
 * The name shoppers use, and the DNS server to ask for it (the machine's own when absent).
 *
 * @param requests who counts the requests that come by it; empty where nobody does
 */
public record TrafficName(String name, Optional<Endpoint> resolver, Optional<Counters> requests) {
    /** The metric of each Region. */
    public record Counters(RequestMetric primary, RequestMetric secondary) {}

    public TrafficName(String name, Optional<Endpoint> resolver) {
        this(name, resolver, Optional.empty());
    }
}

package dev.changeover.core.model;

import java.util.Optional;

/** The name shoppers use, and the DNS server to ask for it (the machine's own when absent). */
public record TrafficName(String name, Optional<Endpoint> resolver) {}

package dev.changeover.twin.route53;

import java.util.Optional;

/** A zone as the API shows it. */
public record HostedZone(String id, String name, String callerReference, Optional<String> comment, int recordSets) {}

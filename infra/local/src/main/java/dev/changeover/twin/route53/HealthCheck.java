package dev.changeover.twin.route53;

import java.util.Map;

/** A health check, which cannot be pointed at another target later. */
public record HealthCheck(String id, String callerReference, Target target) {
    /** What decides about health. */
    public sealed interface Target {
        /** Healthy while the routing control is On. */
        record Control(String routingControlArn) implements Target {}

        /** A web address; {@code settings} are the members of the request, which are given back as they came. */
        record Endpoint(String type, Map<String, String> settings) implements Target {}
    }
}

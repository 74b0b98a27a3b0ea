package dev.changeover.twin.routing;

import dev.changeover.twin.model.Faults;
import dev.changeover.twin.model.Ports;
import dev.changeover.twin.model.Regions;
import dev.changeover.twin.model.Timeline;
import java.time.Duration;
import java.util.function.IntPredicate;

/** Routing controls whole: the control plane and the data plane over one estate. */
public record Routing(RoutingConfig config, RoutingCluster cluster) {
    /** How long a cluster, control or rule is PENDING, on one machine. A choice, not a measurement. */
    public static final Duration DEPLOYMENT_LOCAL = Duration.ofMillis(50);

    /** The same like AWS: a choice, AWS names no figure. */
    public static final Duration DEPLOYMENT_AWS = Duration.ofSeconds(30);

    /** {@code up} tells whether a cluster endpoint, 0 to 4, is up just now. */
    public static Routing start(Timeline timeline, Ports ports, Duration deployment, IntPredicate up) {
        var estate = new Estate();
        var place = new RoutingConfig.Place(deployment, index -> "http://127.0.0.1:" + ports.arcEndpoint(index));
        return new Routing(new RoutingConfig(timeline, place, estate), new RoutingCluster(timeline, estate, up));
    }

    /** Up is an endpoint that callers can reach: neither its Region nor it alone is dark. */
    public static IntPredicate reachable(Faults faults) {
        return endpoint -> !faults.unreachable(
                new Faults.Call(Regions.ARC_ENDPOINTS.get(endpoint), Faults.ARC, "UpdateRoutingControlStates"));
    }
}

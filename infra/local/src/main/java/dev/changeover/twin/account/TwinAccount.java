package dev.changeover.twin.account;

import dev.changeover.twin.model.CloudWatch;
import dev.changeover.twin.model.DataPlane;
import dev.changeover.twin.model.Faults;
import dev.changeover.twin.model.Ports;
import dev.changeover.twin.model.Rds;
import dev.changeover.twin.model.Regions;
import dev.changeover.twin.model.ReplicationMetrics;
import dev.changeover.twin.model.Timeline;
import dev.changeover.twin.model.Timing;
import dev.changeover.twin.route53.Route53;
import dev.changeover.twin.routing.Routing;
import dev.changeover.twin.secrets.Secrets;
import java.time.Duration;

/** One AWS account in two Regions: all models, one timeline, one fault plan. Nothing in it knows a socket. */
public record TwinAccount(
        Timeline timeline,
        Ports ports,
        Faults faults,
        DataPlane dataPlane,
        Rds rds,
        Secrets secrets,
        Routing routing,
        Route53 route53,
        CloudWatch cloudWatch) {

    /** What an account stands on. */
    public record Ground(Timeline timeline, Timing timing, Delays delays, Ports ports, DataPlane dataPlane) {}

    /** How long routing controls are being deployed, secrets replicated and DNS changes propagated. */
    public record Delays(Duration deployment, Duration replication, Duration propagation) {
        public static Delays local() {
            return new Delays(Routing.DEPLOYMENT_LOCAL, Secrets.REPLICATION_LOCAL, Route53.PROPAGATION_LOCAL);
        }

        /** Route 53 says within 60 s; for the others AWS names no figure, so an order of magnitude to practise with. */
        public static Delays aws() {
            return new Delays(Duration.ofSeconds(30), Duration.ofSeconds(5), Duration.ofSeconds(60));
        }
    }

    /** An empty account. */
    public static TwinAccount on(Ground ground) {
        Timeline timeline = ground.timeline();
        var regions = new Regions(timeline);
        var faults = new Faults(regions);
        var around = new Rds.Surroundings(timeline, ground.timing(), regions, ground.dataPlane());
        var rds = new Rds(around);
        var cloudWatch = new CloudWatch(timeline, ground.timing(), regions);
        new ReplicationMetrics(around, rds, cloudWatch); // sends from now on
        Delays delays = ground.delays();
        Routing routing =
                Routing.start(timeline, ground.ports(), delays.deployment(), endpoint -> endpointUp(faults, endpoint));
        return new TwinAccount(
                timeline,
                ground.ports(),
                faults,
                ground.dataPlane(),
                rds,
                new Secrets(timeline, delays.replication(), regions::dark),
                routing,
                new Route53(timeline, delays.propagation(), Route53.Health.of(routing.cluster()::isOn)),
                cloudWatch);
    }

    public Regions regions() {
        return faults.regions();
    }

    private static boolean endpointUp(Faults faults, int endpoint) {
        return !faults.unreachable(
                new Faults.Call(Regions.ARC_ENDPOINTS.get(endpoint), Faults.ARC, "UpdateRoutingControlStates"));
    }
}

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
    public record Ground(Timeline timeline, Timing timing, Ports ports, DataPlane dataPlane) {}

    /** An empty account. */
    public static TwinAccount on(Ground ground) {
        Timeline timeline = ground.timeline();
        var regions = new Regions(timeline);
        var faults = new Faults(regions);
        var around = new Rds.Surroundings(timeline, ground.timing(), regions, ground.dataPlane());
        var rds = new Rds(around);
        var cloudWatch = new CloudWatch(timeline, ground.timing(), regions);
        new ReplicationMetrics(around, rds, cloudWatch); // sends from now on
        Routing routing = Routing.start(
                timeline, ground.ports(), Routing.DEPLOYMENT_DEFAULT, endpoint -> endpointUp(faults, endpoint));
        return new TwinAccount(
                timeline,
                ground.ports(),
                faults,
                ground.dataPlane(),
                rds,
                new Secrets(timeline, Secrets.REPLICATION_DELAY_DEFAULT, regions::dark),
                routing,
                new Route53(timeline, Route53.PROPAGATION_DEFAULT, Route53.Health.of(routing.cluster()::isOn)),
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

package dev.changeover.twin.account;

import dev.changeover.core.model.Region;
import dev.changeover.twin.dynamodb.Tables;
import dev.changeover.twin.events.Signals;
import dev.changeover.twin.model.Account;
import dev.changeover.twin.model.AwsError;
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
import dev.changeover.twin.sns.LoopbackPost;
import dev.changeover.twin.ssm.Automation;
import dev.changeover.twin.ssm.AwsCalls;
import dev.changeover.twin.ssm.Functions;
import dev.changeover.twin.ssm.SystemsManager;
import java.time.Duration;
import java.util.function.Consumer;

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
        CloudWatch cloudWatch,
        SystemsManager systemsManager,
        Tables tables,
        Signals signals) {

    /** What an account stands on. */
    public record Ground(Timeline timeline, Timing timing, Delays delays, Ports ports, DataPlane dataPlane) {}

    /** How long routing controls are being deployed, secrets replicated and DNS changes propagated. */
    public record Delays(Duration deployment, Duration replication, Duration propagation) {
        public static Delays local() {
            return new Delays(Routing.DEPLOYMENT_LOCAL, Secrets.REPLICATION_LOCAL, Route53.PROPAGATION_LOCAL);
        }

        public static Delays aws() {
            return new Delays(Routing.DEPLOYMENT_AWS, Secrets.REPLICATION_AWS, Route53.PROPAGATION_AWS);
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
        Routing routing = Routing.start(timeline, ground.ports(), delays.deployment(), Routing.reachable(faults));
        return new TwinAccount(
                timeline,
                ground.ports(),
                faults,
                ground.dataPlane(),
                rds,
                new Secrets(timeline, delays.replication(), regions::dark),
                routing,
                new Route53(timeline, delays.propagation(), Route53.Health.of(routing.cluster()::isOn)),
                cloudWatch,
                SystemsManager.on(new Automation.Ground(timeline, regions, TwinAccount::noFunction, AwsCalls.none())),
                new Tables(timeline, regions::dark),
                Signals.on(
                        timeline,
                        cloudWatch,
                        new Signals.Ground(regions, TwinAccount::noFunction, new LoopbackPost())));
    }

    public Regions regions() {
        return faults.regions();
    }

    /** No function is deployed here yet, so Lambda says what it says of a name it does not know. */
    private static void noFunction(
            Region region, Functions.Invocation invocation, Consumer<Functions.Answer> completion) {
        String arn = Account.arn("lambda", region, "function:" + invocation.function());
        completion.accept(new Functions.Answer.Refused(
                new AwsError("ResourceNotFoundException", 404, "Function not found: " + arn)));
    }
}

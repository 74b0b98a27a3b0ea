package dev.changeover.twin.account;

import dev.changeover.twin.dynamodb.Tables;
import dev.changeover.twin.dynamodb.TablesService;
import dev.changeover.twin.events.EventsService;
import dev.changeover.twin.events.Signals;
import dev.changeover.twin.lambda.Hosting;
import dev.changeover.twin.lambda.Lambdas;
import dev.changeover.twin.model.Calls;
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
import dev.changeover.twin.s3.Buckets;
import dev.changeover.twin.secrets.Secrets;
import dev.changeover.twin.secrets.SecretsService;
import dev.changeover.twin.sns.LoopbackPost;
import dev.changeover.twin.sns.TopicsService;
import dev.changeover.twin.ssm.Automation;
import dev.changeover.twin.ssm.SystemsManager;
import dev.changeover.twin.ssm.SystemsManagerService;
import dev.changeover.twin.wire.CloudWatchService;
import dev.changeover.twin.wire.RdsService;
import dev.changeover.twin.wire.TokenService;
import java.time.Duration;

/** One AWS account in two Regions: all models, one timeline, one fault plan. Nothing in it knows a socket. */
public record TwinAccount(
        Timeline timeline,
        Ports ports,
        Faults faults,
        Calls calls,
        DataPlane dataPlane,
        Rds rds,
        Secrets secrets,
        Routing routing,
        Route53 route53,
        CloudWatch cloudWatch,
        Lambdas lambdas,
        SystemsManager systemsManager,
        Tables tables,
        Signals signals,
        Buckets buckets) {

    /** What an account stands on. */
    public record Ground(
            Timeline timeline, Timing timing, Delays delays, Ports ports, DataPlane dataPlane, Hosting hosting) {
        /** Where no function runs. */
        public Ground(Timeline timeline, Timing timing, Delays delays, Ports ports, DataPlane dataPlane) {
            this(timeline, timing, delays, ports, dataPlane, Hosting.none(timeline));
        }
    }

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
        var lambdas = new Lambdas(timeline, regions, ground.hosting());
        Delays delays = ground.delays();
        Routing routing = Routing.start(timeline, ground.ports(), delays.deployment(), Routing.reachable(faults));
        var calls = new InnerCalls(faults);
        var functions = new InnerFunctions(lambdas.functions(), faults);
        var account = new TwinAccount(
                timeline,
                ground.ports(),
                faults,
                new Calls(),
                ground.dataPlane(),
                rds,
                new Secrets(timeline, delays.replication(), regions::dark),
                routing,
                new Route53(timeline, delays.propagation(), Route53.Health.of(routing.cluster()::isOn)),
                cloudWatch,
                lambdas,
                SystemsManager.on(new Automation.Ground(timeline, regions, functions, calls)),
                new Tables(timeline, regions::dark),
                Signals.on(timeline, cloudWatch, new Signals.Ground(regions, lambdas.functions(), new LoopbackPost())),
                new Buckets(timeline));
        account.join(calls);
        return account;
    }

    /** The services a document's own calls reach. The others speak REST, whose calls have no tree of members. */
    private void join(InnerCalls calls) {
        calls.join(RdsService.service(rds))
                .join(SecretsService.over(secrets))
                .join(SystemsManagerService.inner(systemsManager))
                .join(CloudWatchService.service(cloudWatch, timeline))
                .join(TablesService.over(tables))
                .join(EventsService.over(signals.buses()))
                .join(TopicsService.over(signals.topics()))
                .join(TokenService.service());
    }

    public Regions regions() {
        return faults.regions();
    }
}

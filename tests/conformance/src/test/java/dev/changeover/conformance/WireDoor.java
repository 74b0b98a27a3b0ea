package dev.changeover.conformance;

import dev.changeover.aws.AwsWorld;
import dev.changeover.core.model.ApplicationPlan;
import dev.changeover.core.port.AlarmPort;
import dev.changeover.core.port.DatabaseView;
import dev.changeover.core.port.RoutingView;
import dev.changeover.core.port.SecretView;
import dev.changeover.core.port.World;
import dev.changeover.core.ready.ReadinessPort;
import dev.changeover.twin.dns.Authority;
import dev.changeover.twin.dns.DnsServer;
import dev.changeover.twin.model.Timeline;
import dev.changeover.twin.route53.Route53Service;
import dev.changeover.twin.routing.RoutingClusterService;
import dev.changeover.twin.routing.RoutingConfigService;
import dev.changeover.twin.secrets.SecretsService;
import dev.changeover.twin.sns.TopicsService;
import dev.changeover.twin.ssm.SystemsManagerService;
import dev.changeover.twin.wire.CloudWatchService;
import dev.changeover.twin.wire.Gateways;
import dev.changeover.twin.wire.RdsService;
import dev.changeover.twin.wire.TokenService;
import java.time.Duration;
import java.util.List;
import java.util.function.BooleanSupplier;

/** The AWS adapters against the twin's gateways on loopback, in real time. */
final class WireDoor extends TwinDoor {
    private static final Duration WAIT_MAX = Duration.ofSeconds(30);

    private final Gateways gateways;
    private final DnsServer names;
    private final ShopFront shops;
    private final ApplicationPlan plan;
    private final AwsWorld world;

    WireDoor() {
        super(Timeline.real(), FreePorts.next());
        this.gateways = Gateways.open(
                account.ports(),
                account.faults(),
                List.of(
                        RdsService.service(account.rds()),
                        CloudWatchService.service(account.cloudWatch(), account.timeline()),
                        TokenService.service(),
                        TopicsService.over(account.signals().topics()),
                        SecretsService.over(account.secrets()),
                        SystemsManagerService.over(account.systemsManager()),
                        RoutingConfigService.over(account.routing().config()),
                        Route53Service.over(account.route53())),
                List.of(RoutingClusterService.over(account.routing().cluster())));
        this.names = DnsServer.open(account.ports().dns(), new Authority(account.route53(), List.of()));
        this.plan = setUp();
        this.shops = new ShopFront(account, plan, new ModelShop(account, database));
        this.world = AwsWorld.open(plan);
        until("the adapters are warm", this::answersInTime);
    }

    /** The first calls load the SDK's classes, which no call timeout of a test should have to cover. */
    private boolean answersInTime() {
        return world.database().view(plan.globalCluster(), plan.primary(), plan.secondary())
                        instanceof DatabaseView.WriterIn
                && world.database().view(plan.globalCluster(), plan.secondary(), plan.primary())
                        instanceof DatabaseView.WriterIn
                && world.secrets().view(plan.primary().secret()) instanceof SecretView.Held
                && world.secrets().view(plan.secondary().secret()) instanceof SecretView.Held
                && world.routing().view(plan) instanceof RoutingView.States;
    }

    @Override
    public World world() {
        return world;
    }

    AlarmPort alarms() {
        return world.alarms();
    }

    ReadinessPort readiness() {
        return world.readiness();
    }

    @Override
    public ApplicationPlan plan() {
        return plan;
    }

    @Override
    public void until(String what, BooleanSupplier holds) {
        Waits.until(what, WAIT_MAX, holds);
    }

    @Override
    public void close() {
        world.close();
        shops.close();
        names.close();
        gateways.close();
        timeline.close();
    }
}

package dev.changeover.aws;

import dev.changeover.core.model.ApplicationPlan;
import dev.changeover.core.model.Region;
import dev.changeover.core.model.RequestMetric;
import dev.changeover.core.notice.NoticePort;
import dev.changeover.core.port.AlarmPort;
import dev.changeover.core.port.DatabasePort;
import dev.changeover.core.port.LagPort;
import dev.changeover.core.port.ProbePort;
import dev.changeover.core.port.RequestsView;
import dev.changeover.core.port.RoutingPort;
import dev.changeover.core.port.SecretPort;
import dev.changeover.core.port.World;
import dev.changeover.core.ready.ReadinessPort;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Future;
import java.util.random.RandomGenerator;

/**
 * The world as AWS shows it, or as the twin does where the plan names one. Made for one plan; it holds connections, so
 * close it.
 */
public final class AwsWorld implements World, AutoCloseable {
    /** A load balancer tells each minute (ALB user guide, "CloudWatch metrics", read 2026-11-22). */
    private static final Duration AWS_COUNTS = Duration.ofMinutes(1);

    /** The twin's tell each second, and five make a calm line. Ours. */
    private static final Duration TWINS_COUNT = Duration.ofSeconds(5);

    private final Caller caller;
    private final Future<Transport> transport;
    private final Clients clients;
    private final DatabaseAdapter database;
    private final SecretAdapter secrets;
    private final RoutingAdapter routing;
    private final ProbeAdapter probes;
    private final LagAdapter lag;
    private final AlarmAdapter alarms;
    private final ReadinessAdapter readiness;
    private final RequestAdapter requests;
    private final Map<NoticeChannel, NoticePort> notices = new ConcurrentHashMap<>();

    AwsWorld(ApplicationPlan plan, InstantSource clock, RandomGenerator random) {
        Loopback.require(plan);
        caller = new Caller(plan.timeouts());
        transport = caller.meanwhile(() -> Transport.of(plan));
        clients = new Clients(plan, () -> Caller.join(transport));
        database = new DatabaseAdapter(clients, caller, clock);
        secrets = new SecretAdapter(plan, clients, caller, clock);
        routing = new RoutingAdapter(clients, caller, clock, random);
        var resolver = new Resolver(caller, plan.timeouts());
        probes = new ProbeAdapter(caller, plan.timeouts(), resolver, clock);
        lag = new LagAdapter(clients, caller, clock);
        alarms = new AlarmAdapter(clients, caller, clock);
        readiness = new ReadinessAdapter(clients, caller, resolver, clock);
        requests = new RequestAdapter(clients, caller, clock, plan.twin().isPresent() ? TWINS_COUNT : AWS_COUNTS);
    }

    /**
     * Opens the world of {@code plan}, and returns at once. Nobody is asked anything yet, but in the background the
     * machine's credentials are found and the classes for the first look are loaded.
     *
     * @throws IllegalArgumentException if the plan is a twin's and names a place that is not on this machine
     */
    public static AwsWorld open(ApplicationPlan plan) {
        var world = new AwsWorld(plan, InstantSource.system(), new Random()); // safe to share, and loaded already
        world.warm(plan);
        return world;
    }

    private void warm(ApplicationPlan plan) {
        caller.inBackground(() -> Caller.join(transport).prepare());
        caller.inBackground(() -> Rehearsal.run(plan, caller));
    }

    /** Asks the Region's STS whose credentials these are. */
    public Identity identity(Region region) {
        return caller.ask(
                        "STS in " + region,
                        () -> clients.identity(region).getCallerIdentity().arn())
                .fold(Identity.Known::new, Identity.Unknown::new);
    }

    @Override
    public DatabasePort database() {
        return database;
    }

    @Override
    public SecretPort secrets() {
        return secrets;
    }

    @Override
    public RoutingPort routing() {
        return routing;
    }

    @Override
    public ProbePort probes() {
        return probes;
    }

    @Override
    public LagPort lag() {
        return lag;
    }

    /** What the alarms say that may start a changeover. */
    public AlarmPort alarms() {
        return alarms;
    }

    /** Where a changeover's facts are told; the same each time, since it remembers who has heard what. */
    public NoticePort notices(NoticeChannel channel) {
        return notices.computeIfAbsent(channel, _ -> new NoticeAdapter(channel, clients, caller));
    }

    /** What was counted in the Region over the last minutes. */
    public RequestsView requests(RequestMetric metric, Region region) {
        return requests.requests(metric, region);
    }

    /** What readiness reads beyond a changeover, through the same connections. */
    public ReadinessPort readiness() {
        return readiness;
    }

    @Override
    public <T> List<T> sideBySide(List<Callable<T>> reads) {
        return caller.sideBySide(reads);
    }

    @Override
    public void close() {
        caller.close();
        clients.close();
        if (transport.state() == Future.State.SUCCESS) {
            transport.resultNow().close();
        }
    }
}

package dev.changeover.handler;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.changeover.aws.AutomationDrills;
import dev.changeover.aws.AutomationDrivers;
import dev.changeover.aws.AwsAccount;
import dev.changeover.core.journal.Event;
import dev.changeover.core.journal.Fold;
import dev.changeover.core.model.Actor;
import dev.changeover.core.model.ApplicationPlan;
import dev.changeover.core.model.ChangeoverId;
import dev.changeover.core.model.ChangeoverRequest;
import dev.changeover.core.model.Mode;
import dev.changeover.core.model.Region;
import dev.changeover.core.model.Site;
import dev.changeover.core.model.Timeouts;
import dev.changeover.documents.Documents;
import dev.changeover.journal.dynamodb.DynamoDrills;
import dev.changeover.journal.dynamodb.DynamoJournal;
import dev.changeover.journal.dynamodb.JournalPlace;
import dev.changeover.twin.account.ShopEstate;
import dev.changeover.twin.account.TwinAccount;
import dev.changeover.twin.dns.Authority;
import dev.changeover.twin.dns.DnsServer;
import dev.changeover.twin.dynamodb.KeySchema;
import dev.changeover.twin.dynamodb.Replication;
import dev.changeover.twin.dynamodb.TablesService;
import dev.changeover.twin.events.EventsService;
import dev.changeover.twin.lambda.Code;
import dev.changeover.twin.lambda.FunctionSpec;
import dev.changeover.twin.lambda.Hosting;
import dev.changeover.twin.lambda.LambdaService;
import dev.changeover.twin.lambda.process.ProcessSandboxes;
import dev.changeover.twin.model.MemoryDataPlane;
import dev.changeover.twin.model.Ports;
import dev.changeover.twin.model.Timeline;
import dev.changeover.twin.model.Timing;
import dev.changeover.twin.route53.Route53Service;
import dev.changeover.twin.routing.RoutingClusterService;
import dev.changeover.twin.routing.RoutingConfigService;
import dev.changeover.twin.secrets.SecretsService;
import dev.changeover.twin.sns.TopicsService;
import dev.changeover.twin.ssm.Documents.Content;
import dev.changeover.twin.ssm.SystemsManagerService;
import dev.changeover.twin.wire.CloudWatchService;
import dev.changeover.twin.wire.Gateways;
import dev.changeover.twin.wire.RdsService;
import dev.changeover.twin.wire.TokenService;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;

/** The twin on real sockets in real time, its functions in processes of their own; only the databases are in memory. */
final class LiveStage implements AutoCloseable {
    static final Region EAST = ShopEstate.PRIMARY;
    static final Region WEST = ShopEstate.SECONDARY;

    /** Nothing that is written anywhere may have this in it. */
    static final String PASSWORD = "xyzzy-plugh-8472";

    /** A dozen cold starts on a machine that has much else to do. */
    static final Duration LONGEST = Duration.ofMinutes(1);

    private final Deque<Runnable> open = new ArrayDeque<>();
    final Timeline timeline = Timeline.real();
    final Ports ports = FreePorts.next();
    final URI endpoint = URI.create("http://127.0.0.1:" + ports.gateway());
    final MemoryDataPlane database = new MemoryDataPlane(timeline, ports, MemoryDataPlane.Speed.LIKE_POSTGRESQL);
    private final Path home;
    final TwinAccount account;
    final ApplicationPlan plan;
    final DynamoJournal journal;
    final AutomationDrivers drivers;
    final AutomationDrills drillDrivers;
    final DynamoDrills drills;

    LiveStage(Path home) {
        this.home = home;
        open.push(timeline::close);
        var sandboxes = ProcessSandboxes.open(home, endpoint);
        open.push(sandboxes::close);
        var hosting = new Hosting(sandboxes, Hosting.Terms.local());
        account = TwinAccount.on(
                new TwinAccount.Ground(timeline, Timing.local(), TwinAccount.Delays.local(), ports, database, hosting));
        var gateways = Gateways.open(
                ports,
                account.faults(),
                services(),
                List.of(RoutingClusterService.over(account.routing().cluster())));
        open.push(gateways::close);
        var names = DnsServer.open(ports.dns(), new Authority(account.route53(), List.of()));
        open.push(names::close);
        plan = new ShopEstate(
                        account,
                        new ShopEstate.Choices(Duration.ofSeconds(1), PASSWORD),
                        holds -> Awaitility.await().atMost(LONGEST).until(holds::getAsBoolean))
                .setUp();
        List.of(plan.primary(), plan.secondary()).forEach(this::serve);
        account.tables()
                .createStrong(
                        Settings.TABLE_DEFAULT,
                        KeySchema.texts("pk", "sk"),
                        new Replication.Strong(EAST, WEST, new Region("us-east-2")));
        journal =
                new DynamoJournal(new JournalPlace(Settings.TABLE_DEFAULT, List.of(WEST, EAST), Optional.of(endpoint)));
        open.push(journal::close);
        var calls = AwsAccount.open(Optional.of(endpoint), Timeouts.defaults());
        open.push(calls::close);
        drivers = new AutomationDrivers(calls, AutomationDrivers.Names.defaults());
        drillDrivers = new AutomationDrills(calls, AutomationDrivers.Names.defaults());
        drills = new DynamoDrills(new JournalPlace(Settings.TABLE_DEFAULT, List.of(WEST, EAST), Optional.of(endpoint)));
        open.push(drills::close);
    }

    private List<dev.changeover.twin.wire.Service> services() {
        return List.of(
                RdsService.service(account.rds()),
                CloudWatchService.service(account.cloudWatch(), timeline),
                TokenService.service(),
                RoutingConfigService.over(account.routing().config()),
                SecretsService.over(account.secrets()),
                SystemsManagerService.over(account.systemsManager()),
                TablesService.over(account.tables()),
                LambdaService.over(account.lambdas()),
                Route53Service.over(account.route53()),
                EventsService.over(account.signals().buses()),
                TopicsService.over(account.signals().topics()));
    }

    private void serve(Site site) {
        try {
            var shop = new SmallShop(account, database);
            URI page = site.health();
            var at = new InetSocketAddress(InetAddress.getByName(page.getHost()), page.getPort());
            HttpServer server = HttpServer.create(at, 0);
            server.createContext(site.writeProbe().getPath(), asked -> answer(asked, shop, site, "AWSPENDING"));
            server.createContext(page.getPath(), asked -> answer(asked, shop, site, "AWSCURRENT"));
            server.start();
            open.push(() -> server.stop(0));
        } catch (IOException taken) {
            throw new UncheckedIOException(taken);
        }
    }

    private static void answer(HttpExchange asked, SmallShop shop, Site site, String stage) throws IOException {
        try (asked) {
            boolean refused = shop.write(site, stage).isPresent();
            byte[] body = "{\"refused\":%b}".formatted(refused).getBytes(StandardCharsets.UTF_8);
            asked.sendResponseHeaders(refused ? 503 : 200, body.length);
            asked.getResponseBody().write(body);
        }
    }

    /** The functions and documents of both Regions. */
    LiveStage deploy(Code code) {
        for (Region region : List.of(EAST, WEST)) {
            deploy(region, AutomationDrivers.Names.STEP_DEFAULT, code, StepHandler.class);
            deploy(region, AutomationDrivers.Names.RUNNER_DEFAULT, code, RunnerHandler.class);
            publish(region);
        }
        return this;
    }

    void publish(Region region) {
        Documents.all()
                .forEach(document -> account.systemsManager()
                        .documents()
                        .publish(region, Content.yaml(document.name(), document.content())));
    }

    private void deploy(Region region, String name, Code code, Class<?> handler) {
        var spec = FunctionSpec.of(name, code, handler.getName(), Stage.TIMEOUT)
                .withEnvironment(Map.of(Settings.REGIONS, EAST + "," + WEST, Settings.TWIN, endpoint.toString()));
        account.lambdas().deploy(region, spec);
    }

    ChangeoverId open(String id) {
        var request = new ChangeoverRequest(
                new ChangeoverId(id),
                EAST,
                WEST,
                Mode.GRACEFUL,
                new Actor("ana", "a test"),
                Optional.empty(),
                Set.of(),
                List.of());
        journal.open(new Event.Started(request, plan, Instant.now()));
        return request.id();
    }

    /** Fails with what the journal and the functions' logs say. */
    void untilEnded(ChangeoverId id) {
        try {
            Awaitility.await()
                    .atMost(LONGEST)
                    .until(() -> Fold.of(journal.read(id)).ended());
        } catch (ConditionTimeoutException late) {
            throw new AssertionError(told(id), late);
        }
    }

    private String told(ChangeoverId id) {
        var told = new StringBuilder("it did not end. The journal:\n");
        journal.read(id).stream().skip(1).forEach(event -> told.append(event).append('\n'));
        try (Stream<Path> logs = Files.walk(home.resolve("logs"))) {
            for (Path log : logs.filter(Files::isRegularFile).toList()) {
                told.append(log).append(":\n").append(Files.readString(log)).append('\n');
            }
        } catch (IOException none) {
            told.append("no logs: ").append(none);
        }
        return told.toString();
    }

    @Override
    public void close() {
        while (!open.isEmpty()) {
            open.pop().run();
        }
    }
}

package dev.changeover.twin.world;

import dev.changeover.core.model.ApplicationPlan;
import dev.changeover.core.model.Region;
import dev.changeover.twin.account.EstateTrouble;
import dev.changeover.twin.account.ShopEstate;
import dev.changeover.twin.account.TwinAccount;
import dev.changeover.twin.database.DatabaseTrouble;
import dev.changeover.twin.database.PostgresDataPlane;
import dev.changeover.twin.dns.Authority;
import dev.changeover.twin.dns.DnsServer;
import dev.changeover.twin.dns.ExtraZone;
import dev.changeover.twin.dynamodb.TablesService;
import dev.changeover.twin.events.EventsService;
import dev.changeover.twin.formation.Assembly;
import dev.changeover.twin.formation.FormationTrouble;
import dev.changeover.twin.formation.Ground;
import dev.changeover.twin.formation.Handover;
import dev.changeover.twin.lambda.Code;
import dev.changeover.twin.lambda.Hosting;
import dev.changeover.twin.lambda.LambdaService;
import dev.changeover.twin.lambda.process.ProcessSandboxes;
import dev.changeover.twin.model.AwsError;
import dev.changeover.twin.model.Regions;
import dev.changeover.twin.model.Timeline;
import dev.changeover.twin.route53.Route53Service;
import dev.changeover.twin.routing.RoutingClusterService;
import dev.changeover.twin.routing.RoutingConfigService;
import dev.changeover.twin.s3.S3Service;
import dev.changeover.twin.s3.SiteDoor;
import dev.changeover.twin.secrets.SecretsService;
import dev.changeover.twin.sns.TopicsService;
import dev.changeover.twin.systems.SystemsManagerProcess;
import dev.changeover.twin.wire.CloudWatchService;
import dev.changeover.twin.wire.Gateways;
import dev.changeover.twin.wire.RdsService;
import dev.changeover.twin.wire.Service;
import dev.changeover.twin.wire.TokenService;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/**
 * Two Regions on one machine, alive: databases, DNS, the AWS doors and the shops. Everything it starts ends with it,
 * and what cannot all be started is ended at once.
 */
public final class Twin implements AutoCloseable {
    private static final Duration SETUP_MAX = Duration.ofMinutes(30);
    private static final Duration SHOP_MAX = Duration.ofSeconds(60);

    /** Each look costs a fresh shop and us milliseconds of a processor that starting wants; ours. */
    private static final Duration SHOP_LOOK_EVERY = Duration.ofMillis(30);

    private static final int PASSWORD_BITS = 130;
    private static final String DATABASE_ZONE = "rds." + ShopEstate.ZONE;

    private final TwinSettings settings;
    private final Deque<AutoCloseable> open = new ArrayDeque<>();
    private final Map<Region, ShopProcess> shops = new LinkedHashMap<>();
    private ProcessSandboxes sandboxes;
    private TwinAccount account;
    private SystemsManagerProcess systemsManager;
    private Optional<Application> application = Optional.empty();

    private Twin(TwinSettings settings) {
        this.settings = settings;
    }

    /**
     * Starts the world and returns once the shop serves in both Regions.
     *
     * @throws TwinTrouble when it cannot, in one sentence; nothing is left behind then
     */
    public static Twin start(TwinSettings settings) {
        return start(settings, whole -> {});
    }

    /**
     * The same, and meanwhile does what else the application needs: once its estate stands, while the shops come up.
     *
     * @param beside is handed the twin, whose account and application are there; that it fails is the twin's failure
     */
    public static Twin start(TwinSettings settings, Consumer<Twin> beside) {
        var twin = new Twin(settings);
        try {
            twin.open(beside);
            return twin;
        } catch (DatabaseTrouble | EstateTrouble | UncheckedIOException why) {
            twin.close();
            throw new TwinTrouble(why.getMessage(), why);
        } catch (RuntimeException why) {
            twin.close();
            throw why;
        }
    }

    private void open(Consumer<Twin> beside) {
        var timeline = Timeline.real();
        open.push(timeline);
        var databases = new PostgresDataPlane(
                settings.home().resolve("databases"),
                settings.cache(),
                settings.ports(),
                List.of(ShopEstate.PRIMARY, ShopEstate.SECONDARY));
        open.push(databases);
        sandboxes = ProcessSandboxes.open(
                settings.home(),
                URI.create("http://127.0.0.1:" + settings.ports().gateway()));
        open.push(sandboxes);
        account = TwinAccount.on(new TwinAccount.Ground(
                timeline,
                settings.pace().timing(),
                settings.pace().delays(),
                settings.ports(),
                databases,
                new Hosting(sandboxes, Hosting.Terms.local())));
        openDoors();
        if (!settings.shop().isEmpty()) {
            openShop(beside);
        }
    }

    private void openDoors() {
        var loopback = loopback();
        systemsManager = SystemsManagerProcess.start(
                settings.home().resolve("systems-manager"),
                account.systemsManager().ground());
        open.push(systemsManager);
        List<ExtraZone> zones = Stream.of(
                        DATABASE_ZONE, SiteDoor.zone(ShopEstate.PRIMARY), SiteDoor.zone(ShopEstate.SECONDARY))
                .map(zone -> new ExtraZone(zone, _ -> Optional.of(loopback)))
                .toList();
        open.push(DnsServer.open(settings.ports().dns(), new Authority(account.route53(), zones)));
        openSites(ShopEstate.PRIMARY, 0);
        openSites(ShopEstate.SECONDARY, 1);
        open.push(doors(account, systemsManager));
    }

    /** The AWS APIs of an account, for as long as they are open. */
    public static Gateways doors(TwinAccount account, Service systemsManager) {
        return Gateways.open(
                account.ports(),
                account.faults(),
                account.calls(),
                List.of(
                        RdsService.service(account.rds()),
                        CloudWatchService.service(account.cloudWatch(), account.timeline()),
                        TokenService.service(),
                        SecretsService.over(account.secrets()),
                        systemsManager,
                        TablesService.over(account.tables()),
                        EventsService.over(account.signals().buses()),
                        TopicsService.over(account.signals().topics()),
                        LambdaService.over(account.lambdas()),
                        S3Service.over(account.buckets()),
                        new RoutingConfigService(account.routing().config()),
                        new Route53Service(account.route53())),
                List.of(RoutingClusterService.over(account.routing().cluster())));
    }

    private void openSites(Region region, int index) {
        open.push(SiteDoor.open(region, settings.ports().sites(index), account.faults(), account.buckets()));
    }

    /** The shops' processes start first: they need longer than the databases, and wait for what they lack. */
    private void openShop(Consumer<Twin> beside) {
        var line = new ShopProcess.Line(settings.shop(), ShopEstate.SECRET, Optional.of(ShopEstate.TABLE));
        startShop(ShopEstate.PRIMARY, 0, line);
        startShop(ShopEstate.SECONDARY, 1, line);
        String password = password();
        var choices = new ShopEstate.Choices(settings.pace().ttl(), password);
        ApplicationPlan made =
                new ShopEstate(account, choices, holds -> Waiting.until(holds, SETUP_MAX, "setting up")).setUp();
        var secret = new Handover.Secret(ShopEstate.MASTER, password, ShopEstate.DATABASE);
        application = Optional.of(new Application(made, secret));
        account.regions().watch(new Shutter());
        var work = new FutureTask<>(() -> beside.accept(this), this);
        // A thread of the platform, since it loads classes (docs/decisions/0191).
        Thread.ofPlatform().name("beside-the-shops").daemon().start(work);
        awaitShops();
        await(work);
    }

    private static void await(Future<?> work) {
        try {
            work.get();
        } catch (ExecutionException failed) {
            throw failed.getCause() instanceof RuntimeException why
                    ? why
                    : new IllegalStateException(failed.getCause());
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new TwinTrouble("interrupted while the application was completed", stopped);
        }
    }

    private void awaitShops() {
        shops.forEach((region, shop) -> Waiting.until(
                shop::healthy, SHOP_LOOK_EVERY, SHOP_MAX, "the shop in " + region + " answering its health page"));
        open.push(LoadBalancers.before(shops, account));
    }

    /**
     * Makes the world that templates describe, in a twin that was started without a shop.
     *
     * @return the stacks' outputs
     */
    public Map<String, Map<String, String>> make(
            Assembly assembly, Function<Path, Code> code, UnaryOperator<Map<String, String>> environment) {
        try {
            return assembly.make(new Ground(
                    account,
                    systemsManager,
                    code,
                    environment,
                    holds -> Waiting.until(holds, SETUP_MAX, "making what the templates describe")));
        } catch (FormationTrouble why) {
            throw new TwinTrouble(why.getMessage(), why);
        }
    }

    /**
     * How the sample shop is started.
     *
     * @param table of sessions and carts, where the templates have one; else they are in the database
     */
    public record ShopStart(List<String> command, Optional<String> table) {}

    /** Puts the sample shop into a world that templates made, as {@code plan} has it, active in its first Region. */
    public void move(ApplicationPlan plan, Optional<String> permission, ShopStart shop) {
        try {
            var handover = new Handover(account, plan, holds -> Waiting.until(holds, SETUP_MAX, "setting up"));
            Handover.Secret secret = handover.tellSecrets();
            handover.switchOn(permission);
            handover.name();
            for (Region region : List.of(ShopEstate.PRIMARY, ShopEstate.SECONDARY)) {
                String id = plan.site(region).secret().value();
                startShop(
                        region,
                        region.equals(ShopEstate.PRIMARY) ? 0 : 1,
                        new ShopProcess.Line(shop.command(), id, shop.table()));
            }
            handover.awaitReplication();
            application = Optional.of(new Application(plan, secret));
        } catch (FormationTrouble | AwsError why) {
            throw new TwinTrouble(why.getMessage(), why);
        }
        account.regions().watch(new Shutter());
        awaitShops();
    }

    private void startShop(Region region, int index, ShopProcess.Line line) {
        var shop = new ShopProcess(region, settings.ports().shop(index), settings, line);
        open.push(shop::end);
        shop.start();
        shops.put(region, shop);
    }

    /** The model behind the doors: fault plan, Regions, services. */
    public TwinAccount account() {
        return account;
    }

    /**
     * Systems Manager, whose documents, executions and parameters are in a process of its own: those of
     * {@link #account()} stay empty.
     */
    public SystemsManagerProcess systemsManager() {
        return systemsManager;
    }

    /** The sample application, if there is one. */
    public Optional<Application> application() {
        return application;
    }

    /** The functions' processes, for whoever wants to kill one. */
    public ProcessSandboxes sandboxes() {
        return sandboxes;
    }

    /** Whether the Region's shop runs at all. */
    public boolean shopAlive(Region region) {
        return shops.containsKey(region) && shops.get(region).alive();
    }

    /** Ends everything it started, last first. */
    @Override
    public void close() {
        RuntimeException trouble = null;
        while (!open.isEmpty()) {
            try {
                open.pop().close();
            } catch (Exception why) { // the rest must still be ended
                trouble = new TwinTrouble("something of the twin did not end: " + why.getMessage(), why);
            }
        }
        if (trouble != null) {
            throw trouble;
        }
    }

    private static InetAddress loopback() {
        try {
            return InetAddress.getByAddress(new byte[] {127, 0, 0, 1});
        } catch (UnknownHostException impossible) {
            throw new IllegalStateException("four bytes are an address", impossible);
        }
    }

    private static String password() {
        return new BigInteger(PASSWORD_BITS, new SecureRandom()).toString(32);
    }

    /** The sample application: its plan, and the way to its rows for whoever counts them. */
    public record Application(ApplicationPlan plan, Handover.Secret secret) {
        /** The database of one Region, by JDBC. */
        public String jdbcUrl(Region region) {
            return "jdbc:postgresql://127.0.0.1:" + plan.site(region).database().port() + "/" + secret.database();
        }

        /** What a JDBC driver needs besides the URL. */
        public Properties access() {
            var access = new Properties();
            access.setProperty("user", secret.user());
            access.setProperty("password", secret.password());
            return access;
        }

        @Override
        public String toString() {
            return "Application[" + plan.name() + ", ***]";
        }
    }

    /** A dark Region has no application; a returned one starts it again. */
    private final class Shutter implements Regions.Watcher {
        @Override
        public void darkened(Region region) {
            Optional.ofNullable(shops.get(region)).ifPresent(ShopProcess::kill);
        }

        @Override
        public void recovered(Region region) {
            Optional.ofNullable(shops.get(region)).ifPresent(ShopProcess::start);
        }
    }
}

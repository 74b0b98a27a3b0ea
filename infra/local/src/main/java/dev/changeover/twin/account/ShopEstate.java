package dev.changeover.twin.account;

import dev.changeover.core.model.ApplicationName;
import dev.changeover.core.model.ApplicationPlan;
import dev.changeover.core.model.ClusterArn;
import dev.changeover.core.model.Endpoint;
import dev.changeover.core.model.GlobalClusterId;
import dev.changeover.core.model.Objectives;
import dev.changeover.core.model.Policy;
import dev.changeover.core.model.Region;
import dev.changeover.core.model.RequestMetric;
import dev.changeover.core.model.RoutingControlArn;
import dev.changeover.core.model.RoutingEndpoint;
import dev.changeover.core.model.SecretArn;
import dev.changeover.core.model.SecretLayout;
import dev.changeover.core.model.Site;
import dev.changeover.core.model.Timeouts;
import dev.changeover.core.model.TrafficName;
import dev.changeover.twin.dynamodb.KeySchema;
import dev.changeover.twin.model.DataPlane;
import dev.changeover.twin.model.DatabaseCluster;
import dev.changeover.twin.model.Rds;
import dev.changeover.twin.model.Regions;
import dev.changeover.twin.route53.Change;
import dev.changeover.twin.route53.HealthCheck;
import dev.changeover.twin.route53.RecordSet;
import dev.changeover.twin.route53.RecordType;
import dev.changeover.twin.routing.RoutingControl;
import dev.changeover.twin.routing.RoutingState;
import dev.changeover.twin.routing.SafetyRule;
import dev.changeover.twin.secrets.SecretCalls;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import tools.jackson.databind.json.JsonMapper;

/**
 * Sets the sample application up in an empty account, as its owners would on AWS: a global database, a secret and a
 * routing control in each Region, failover records that follow them; and writes the plan for it.
 */
public final class ShopEstate {
    public static final Region PRIMARY = Regions.US_EAST_1;
    public static final Region SECONDARY = Regions.US_WEST_2;
    /** Of the application: its plan, its changeovers, what a person types. */
    public static final String APPLICATION = "unicorn-shop";

    /** Of what it is made of: the global database, the ARC cluster, the names in DNS. */
    public static final String NAME = "shop";

    public static final String ZONE = "twin.test";
    public static final String DOMAIN = NAME + "." + ZONE;
    public static final String DATABASE = "shop";
    public static final String SECRET = "shop/database";
    public static final String MASTER = "shop_admin";

    /** Sessions and carts: a global table of eventual consistency, whose items end by {@code expiresAt}. */
    public static final String TABLE = "shop-carts";

    private static final String PANEL = "shop";

    private final TwinAccount account;
    private final Choices choices;
    private final Consumer<BooleanSupplier> await;

    /**
     * What may differ from twin to twin.
     *
     * @param ttl of the failover records; AWS recommends 60 s, a demonstration takes less
     * @param password of the database's master user
     */
    public record Choices(Duration ttl, String password) {
        @Override
        public String toString() {
            return "Choices[" + ttl + ", ***]";
        }
    }

    /** {@code await} returns once its condition holds, by waiting or by letting virtual time pass. */
    public ShopEstate(TwinAccount account, Choices choices, Consumer<BooleanSupplier> await) {
        this.account = account;
        this.choices = choices;
        this.await = await;
    }

    /** What the load balancer before the Region's shop counts. */
    public static RequestMetric requests(Region region) {
        return new RequestMetric("AWS/ApplicationELB", "RequestCount", "LoadBalancer", "app/shop/" + region);
    }

    /** Sets everything up, active in the primary Region. */
    public ApplicationPlan setUp() {
        account.tables()
                .createEventual(
                        TABLE, KeySchema.texts("pk", "sk"), List.of(PRIMARY, SECONDARY), Optional.of("expiresAt"));
        createWriter();
        // What does not need the database is made while it comes; a shop that has its secret can try the server.
        List<String> secrets = List.of(createSecret(PRIMARY), createSecret(SECONDARY));
        List<RoutingControl> controls = createControls();
        createRecords(controls);
        awaitCreated(PRIMARY);
        createReplica();
        Site primary = site(PRIMARY, 0, secrets.get(0), controls.get(0));
        Site secondary = site(SECONDARY, 1, secrets.get(1), controls.get(1));
        return plan(primary, secondary);
    }

    private void createWriter() {
        var settings = new Rds.Settings(Optional.of(DATABASE), false);
        account.rds()
                .createGlobalCluster(
                        PRIMARY,
                        new Rds.NewGlobal(NAME, Optional.of(Rds.ENGINE), Optional.empty(), Optional.empty(), settings));
        createCluster(PRIMARY, Optional.of(MASTER), Optional.of(choices.password()), settings);
    }

    private void createReplica() {
        createCluster(SECONDARY, Optional.empty(), Optional.empty(), new Rds.Settings(Optional.empty(), false));
        awaitCreated(SECONDARY);
        await.accept(() -> account.dataPlane().lag(serverOf(SECONDARY)).isPresent());
    }

    private void createCluster(
            Region region, Optional<String> username, Optional<String> password, Rds.Settings settings) {
        Rds rds = account.rds();
        String id = clusterId(region);
        rds.createCluster(
                region,
                new Rds.NewCluster(id, Rds.ENGINE, Optional.empty(), Optional.of(NAME), username, password, settings));
        rds.createInstance(region, id + "-1", id, "db.r6g.large");
    }

    private void awaitCreated(Region region) {
        Rds rds = account.rds();
        String id = clusterId(region);
        await.accept(() -> rds.failure(region, id).isPresent() || created(region, id));
        rds.failure(region, id).ifPresent(why -> {
            throw new EstateTrouble(why);
        });
    }

    private boolean created(Region region, String id) {
        return available(account.rds().cluster(region, id).status())
                && available(account.rds().instance(region, id + "-1").status());
    }

    private static boolean available(String status) {
        return status.equals("available");
    }

    private String createSecret(Region region) {
        Endpoint writer = endpoint(PRIMARY);
        String value = JsonMapper.shared()
                .createObjectNode()
                .put("engine", "postgres")
                .put("host", writer.host())
                .put("port", writer.port())
                .put("username", MASTER)
                .put("password", choices.password())
                .put("dbname", DATABASE)
                .toString();
        return account.secrets()
                .create(region, SecretCalls.Create.text(SECRET, value))
                .arn();
    }

    private List<RoutingControl> createControls() {
        var config = account.routing().config();
        String cluster = config.createCluster(NAME, Optional.empty()).arn();
        String panel = config.createPanel(cluster, PANEL, Optional.empty()).arn();
        List<RoutingControl> controls = new ArrayList<>();
        for (Region region : List.of(PRIMARY, SECONDARY)) {
            controls.add(config.createControl(cluster, Optional.of(panel), region.code(), Optional.empty()));
        }
        controls.forEach(control -> awaitDeployed(control.arn()));
        account.routing().cluster().update(0, Map.of(controls.getFirst().arn(), RoutingState.On), Set.of());
        var terms =
                new SafetyRule.Terms("", panel, "one-region-at-least", SafetyRule.Condition.atLeast(1), Duration.ZERO);
        SafetyRule rule = config.createRule(
                new SafetyRule.Assertion(
                        terms, controls.stream().map(RoutingControl::arn).toList()),
                Optional.empty());
        awaitDeployed(rule.terms().arn());
        return controls;
    }

    private void awaitDeployed(String arn) {
        await.accept(() -> account.routing().config().status(arn).toString().equals("DEPLOYED"));
    }

    private void createRecords(List<RoutingControl> controls) {
        var route53 = account.route53();
        String zone = route53.createZone(ZONE, "shop", Optional.empty()).zone().id();
        List<Change.Entry> entries = new ArrayList<>();
        List<Region> regions = List.of(PRIMARY, SECONDARY);
        for (int index = 0; index < regions.size(); index++) {
            String check = route53.createCheck(
                            "shop-" + regions.get(index),
                            new HealthCheck.Target.Control(controls.get(index).arn()))
                    .id();
            var role = index == 0 ? RecordSet.Role.PRIMARY : RecordSet.Role.SECONDARY;
            String name = nameIn(regions.get(index));
            long ttl = choices.ttl().toSeconds();
            entries.add(create(RecordSet.failover(
                    DOMAIN,
                    name,
                    ttl,
                    new RecordSet.Policy.Failover(regions.get(index).code(), role, Optional.of(check)))));
            entries.add(create(RecordSet.simple(name, RecordType.A, ttl, "127.0.0.1")));
            String service = "0 0 " + account.ports().shop(index) + " " + name;
            entries.add(create(RecordSet.simple("_http._tcp." + name, RecordType.SRV, ttl, service)));
        }
        String change = route53.change(zone, entries, Optional.empty()).id();
        await.accept(() -> route53.change(change).status() == Change.Status.INSYNC);
    }

    private static Change.Entry create(RecordSet records) {
        return new Change.Entry(Change.Action.CREATE, records);
    }

    private Site site(Region region, int index, String secret, RoutingControl control) {
        String url = "http://127.0.0.1:" + account.ports().shop(index);
        return new Site(
                region,
                new ClusterArn(cluster(region).arn().toString()),
                endpoint(region),
                new SecretArn(secret),
                new RoutingControlArn(control.arn()),
                List.of(nameIn(region)),
                URI.create(url + "/probe/write"),
                URI.create(url + "/health"));
    }

    private ApplicationPlan plan(Site primary, Site secondary) {
        var ports = account.ports();
        return new ApplicationPlan(
                new ApplicationName(APPLICATION),
                new GlobalClusterId(NAME),
                primary,
                secondary,
                new SecretLayout.Independent(),
                IntStream.range(0, Regions.ARC_ENDPOINTS.size())
                        .mapToObj(index -> new RoutingEndpoint(
                                Regions.ARC_ENDPOINTS.get(index),
                                URI.create("http://127.0.0.1:" + ports.arcEndpoint(index))))
                        .toList(),
                new TrafficName(
                        DOMAIN,
                        Optional.of(new Endpoint("127.0.0.1", ports.dns())),
                        Optional.of(new TrafficName.Counters(requests(PRIMARY), requests(SECONDARY)))),
                new Objectives(Duration.ofMinutes(1), Duration.ofSeconds(5)),
                Timeouts.defaults(),
                Policy.defaults(),
                Optional.of(URI.create("http://127.0.0.1:" + ports.gateway())),
                Optional.empty(),
                Optional.empty());
    }

    private Endpoint endpoint(Region region) {
        DatabaseCluster cluster = cluster(region);
        return new Endpoint(cluster.endpoint(), cluster.port());
    }

    private DatabaseCluster cluster(Region region) {
        return account.rds().cluster(region, clusterId(region));
    }

    private DataPlane.Server serverOf(Region region) {
        return new DataPlane.Server(clusterId(region), region);
    }

    public static String clusterId(Region region) {
        return NAME + "-" + region;
    }

    public static String nameIn(Region region) {
        return region + "." + DOMAIN;
    }
}

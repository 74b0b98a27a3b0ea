package dev.changeover.cli.twin;

import dev.changeover.aws.Carriers;
import dev.changeover.cli.service.TwinService;
import dev.changeover.core.model.ApplicationPlan;
import dev.changeover.core.model.JournalTable;
import dev.changeover.shop.Shop;
import dev.changeover.shop.ShopConfig;
import dev.changeover.twin.account.ServiceEstate;
import dev.changeover.twin.account.ShopEstate;
import dev.changeover.twin.account.TwinAccount;
import dev.changeover.twin.dns.Authority;
import dev.changeover.twin.dns.DnsServer;
import dev.changeover.twin.lambda.Code;
import dev.changeover.twin.model.MemoryDataPlane;
import dev.changeover.twin.model.Ports;
import dev.changeover.twin.model.Timeline;
import dev.changeover.twin.model.Timing;
import dev.changeover.twin.ssm.SystemsManagerService;
import dev.changeover.twin.world.Twin;
import dev.changeover.twin.world.TwinTrouble;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.BooleanSupplier;
import tools.jackson.databind.json.JsonMapper;

/**
 * Goes through what the processes of a twin do, in this one: an account behind its doors, the failover service in it
 * and a shop. There is no database, and no other process is started.
 */
public final class TwinRehearsal {
    private static final int OPEN_TRIES = 20;
    private static final Duration SETUP_MAX = Duration.ofSeconds(30);
    private static final Duration LOOK_EVERY = Duration.ofMillis(10);

    /** The shop's own budget for a request is below it. */
    private static final Duration ANSWER_MAX = Duration.ofSeconds(5);

    private final HttpClient client = HttpClient.newHttpClient();
    private final Ports ports;

    /** What is done while the twin stands. */
    @FunctionalInterface
    public interface Beside {
        void go(TwinService service, ApplicationPlan plan) throws IOException;
    }

    private TwinRehearsal(Ports ports) {
        this.ports = ports;
    }

    /** On any ports that are free; {@code beside} is done while the twin stands. */
    public static void run(Beside beside) throws IOException {
        Carriers.provide();
        for (int tries = 1; ; tries++) {
            int base = ThreadLocalRandom.current().nextInt(200, 600) * Ports.SPAN;
            try {
                new TwinRehearsal(new Ports(base)).go(beside);
                return;
            } catch (UncheckedIOException taken) {
                if (tries == OPEN_TRIES) {
                    throw taken;
                }
            }
        }
    }

    private void go(Beside beside) throws IOException {
        try (var timeline = Timeline.real()) {
            var account = TwinAccount.on(new TwinAccount.Ground(
                    timeline,
                    Timing.instant(),
                    TwinAccount.Delays.local(),
                    ports,
                    new MemoryDataPlane(timeline, ports, MemoryDataPlane.Speed.LIKE_POSTGRESQL)));
            try (var _ = DnsServer.open(ports.dns(), new Authority(account.route53(), List.of()));
                    var _ = Twin.doors(account, SystemsManagerService.over(account.systemsManager()));
                    var _ = shop()) {
                var choices = new ShopEstate.Choices(Duration.ofSeconds(1), "rehearsal");
                ApplicationPlan plan = new ShopEstate(account, choices, TwinRehearsal::await)
                        .setUp()
                        .journaledIn(new JournalTable(ServiceEstate.TABLE))
                        .triggeredBy(new ServiceEstate(account).makeAlarms());
                try (var service = TwinService.open(account, plan, Code.classPath(List.of()))) {
                    ask(plan);
                    beside.go(service, plan);
                }
            }
        }
    }

    private Shop shop() throws IOException {
        System.setProperty("aws.endpointUrl", "http://127.0.0.1:" + ports.gateway());
        System.setProperty("aws.accessKeyId", "twin");
        System.setProperty("aws.secretAccessKey", "twin");
        var config = ShopConfig.from(Map.of(
                "SHOP_REGION",
                ShopEstate.PRIMARY.code(),
                "SHOP_PORT",
                Integer.toString(ports.shop(0)),
                "SHOP_SECRET_ID",
                ShopEstate.SECRET));
        return Shop.open(config, new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8));
    }

    /** As a console and the shop's guests do. Nobody minds what is answered. */
    private void ask(ApplicationPlan plan) {
        String issuer = "http://127.0.0.1:" + ports.identity(0) + "/token/operator";
        String token = JsonMapper.shared()
                .readTree(answer(HttpRequest.newBuilder(URI.create(issuer)).POST(HttpRequest.BodyPublishers.noBody())))
                .path("access_token")
                .asString();
        String api = "http://127.0.0.1:" + ports.api(0);
        for (String path : List.of("/", "/v1/me", "/v1/applications", "/v1/applications/" + plan.name())) {
            answer(HttpRequest.newBuilder(URI.create(api + path)).header("Authorization", "Bearer " + token));
        }
        answer(HttpRequest.newBuilder(plan.primary().health()));
        answer(HttpRequest.newBuilder(plan.primary().writeProbe()));
    }

    private String answer(HttpRequest.Builder request) {
        try {
            return client.send(request.timeout(ANSWER_MAX).build(), HttpResponse.BodyHandlers.ofString())
                    .body();
        } catch (IOException late) {
            return "{}";
        } catch (InterruptedException stopped) {
            throw new TwinTrouble("interrupted", stopped);
        }
    }

    private static void await(BooleanSupplier holds) {
        long end = System.nanoTime() + SETUP_MAX.toNanos();
        while (!holds.getAsBoolean()) {
            if (System.nanoTime() > end) {
                throw new TwinTrouble("the rehearsal's twin was not set up within " + SETUP_MAX);
            }
            try {
                Thread.sleep(LOOK_EVERY);
            } catch (InterruptedException stopped) {
                throw new TwinTrouble("interrupted", stopped);
            }
        }
    }
}

package dev.changeover.http;

import dev.changeover.core.audit.MemoryAudit;
import dev.changeover.core.drill.DrillRequest;
import dev.changeover.core.drill.MemoryDrills;
import dev.changeover.core.guard.GuardStore;
import dev.changeover.core.guard.MemoryGuardStore;
import dev.changeover.core.journal.Journal;
import dev.changeover.core.model.ApplicationPlan;
import dev.changeover.core.model.ChangeoverId;
import dev.changeover.core.model.Region;
import dev.changeover.drive.DrillDrivers;
import dev.changeover.drive.Drivers;
import dev.changeover.drive.Listener;
import dev.changeover.drive.LocalDriver;
import dev.changeover.drive.WallTime;
import dev.changeover.http.auth.Tokens;
import dev.changeover.http.twin.Person;
import dev.changeover.http.twin.TokenIssuer;
import dev.changeover.operations.House;
import dev.changeover.operations.Operations;
import dev.changeover.operations.Plans;
import dev.changeover.operations.PreflightReadiness;
import dev.changeover.operations.RequestRates;
import dev.changeover.operations.boards.GuardedTriggers;
import dev.changeover.operations.boards.KeptAudit;
import dev.changeover.operations.boards.KeptDrills;
import dev.changeover.plan.PlanFile;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.awaitility.Awaitility;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A running service on a calm world, the people who ask it, and a driver that works when it is told to. */
final class Office implements AutoCloseable {
    static final JsonMapper JSON = JsonMapper.builder().build();
    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    /** What was answered. */
    record Said(int status, Map<String, List<String>> headers, String text) {
        JsonNode json() {
            return JSON.readTree(text);
        }

        String code() {
            return json().path("code").asString("");
        }

        String header(String name) {
            return headers.getOrDefault(name.toLowerCase(java.util.Locale.ROOT), List.of(""))
                    .getFirst();
        }
    }

    final ApplicationPlan plan;
    private final List<ApplicationPlan> plans;
    final CalmWorld world;
    final Journal journal;
    final TokenIssuer issuer;
    final Api api;
    final ApiServer server;
    final Operations operations;
    final List<ChangeoverId> hired = new CopyOnWriteArrayList<>();
    volatile boolean drives = true;
    private final ExecutorService background = Executors.newVirtualThreadPerTaskExecutor();
    private final List<WallTime> clocks = new CopyOnWriteArrayList<>();

    Office(Journal journal, ApplicationPlan plan) {
        this(journal, List.of(plan));
    }

    Office(Journal journal, List<ApplicationPlan> plans) {
        this(
                journal,
                plans,
                new CalmWorld(plans.getFirst(), InstantSource.system()),
                TokenIssuer.open(0, "us-east-1", InstantSource.system()),
                "us-west-2");
    }

    private Office(Journal journal, List<ApplicationPlan> plans, CalmWorld world, TokenIssuer issuer, String region) {
        this.plans = plans;
        this.plan = plans.getFirst();
        this.journal = journal;
        this.world = world;
        this.issuer = issuer;
        InstantSource clock = InstantSource.system();
        GuardStore guards = new MemoryGuardStore();
        var boards = new House.Boards(
                new KeptDrills(new KeptDrills.Room(
                        new MemoryDrills(), journal, guards, new HeldDriver(), new Region(region), clock)),
                new PreflightReadiness(any -> world, clock),
                new GuardedTriggers(guards, journal, clock),
                new KeptAudit(new MemoryAudit(), clock, _ -> {}),
                RequestRates.uncounted());
        operations = new Operations(new House(
                new House.Here(new Region(region), "test"),
                Plans.of(plans),
                any -> world,
                journal,
                new HeldDriver(),
                boards,
                clock,
                background));
        api = new Api(
                operations,
                new Tokens(List.of(issuer.provider()), clock),
                Origins.none(),
                Streams.open(),
                Optional.of(new DimmedWorld(plan)));
        server = ApiServer.open(0, api);
    }

    /** A second service of the other Region: the same journal, world and people. */
    Office other() {
        return other(journal);
    }

    Office other(Journal seenThere) {
        return new Office(seenThere, plans, world, issuer, "us-east-1");
    }

    /** The shop under another name. */
    static ApplicationPlan named(String name) {
        return read(text().replaceFirst("application: shop", "application: " + name));
    }

    static ApplicationPlan shop() {
        return shop("");
    }

    /** The shop's plan with more lines at its end. */
    static ApplicationPlan shop(String more) {
        return read(text() + more);
    }

    private static String text() {
        try (InputStream in = Office.class.getResourceAsStream("shop.plan.yaml")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    private static ApplicationPlan read(String text) {
        return switch (PlanFile.parse(text, "shop.plan.yaml")) {
            case PlanFile.Reading.Valid(var plan) -> plan;
            case PlanFile.Reading.Faulty(var faults) -> throw new IllegalStateException(faults.toString());
        };
    }

    Said reads(Person person, String path) {
        return send(asked(person, path).GET().build());
    }

    Said posts(Person person, String path, Object body, String... headers) {
        String text = body instanceof String raw ? raw : JSON.writeValueAsString(body);
        HttpRequest.Builder request = asked(person, path)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(text));
        if (headers.length > 0) {
            request.headers(headers);
        }
        return send(request.build());
    }

    HttpRequest.Builder asked(Person person, String path) {
        return HttpRequest.newBuilder(URI.create(server.address() + path))
                .header("Authorization", "Bearer " + issuer.token(person))
                .timeout(Duration.ofSeconds(20));
    }

    static Said send(HttpRequest request) {
        try {
            HttpResponse<String> response = CLIENT.send(request, HttpResponse.BodyHandlers.ofString());
            return new Said(response.statusCode(), response.headers().map(), response.body());
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        } catch (InterruptedException stopped) {
            throw new IllegalStateException(stopped);
        }
    }

    String previewVersion(String direction, String mode) {
        return previewVersion("shop", direction, mode);
    }

    private String previewVersion(String name, String direction, String mode) {
        return posts(
                        Person.VIEWER,
                        "/v1/applications/" + name + "/preview",
                        Map.of("direction", direction, "mode", mode))
                .json()
                .path("version")
                .asString();
    }

    /** The order to move the shop to us-west-2 without loss, on the world as it is. */
    Map<String, Object> failover() {
        return order("failover", "graceful", "shop us-west-2");
    }

    Map<String, Object> order(String direction, String mode, String confirm) {
        return order("shop", direction, mode, confirm);
    }

    Map<String, Object> order(String name, String direction, String mode, String confirm) {
        Map<String, Object> order = new LinkedHashMap<>();
        order.put("direction", direction);
        order.put("mode", mode);
        order.put("reason", "a test");
        order.put("previewVersion", previewVersion(name, direction, mode));
        order.put("confirm", confirm);
        return order;
    }

    Said starts(String key) {
        return posts(Person.OPERATOR, "/v1/applications/shop/changeovers", failover(), "Idempotency-Key", key);
    }

    /** The changeover's page, as soon as it shows all that is in the journal: readers share readings for a moment. */
    JsonNode page(String id) {
        int events = journal.read(new ChangeoverId(id)).size();
        return Awaitility.await()
                .atMost(Duration.ofSeconds(20))
                .until(
                        () -> reads(Person.VIEWER, "/v1/changeovers/" + id).json(),
                        page -> page.path("events").asInt() == events);
    }

    /** Drives the changeover to its end, or until it needs a person. */
    void drive(ChangeoverId id) {
        var time = new WallTime();
        clocks.add(time);
        new LocalDriver(world, journal, time).watch(id, Optional.of(Duration.ofSeconds(20)), Listener.silent());
    }

    @Override
    public void close() {
        clocks.forEach(WallTime::stop);
        server.close();
        background.shutdownNow();
        issuer.close();
    }

    /** Notes who was asked for, and works only when the test says so. */
    private final class HeldDriver implements Drivers, DrillDrivers {
        @Override
        public Hiring hire(ApplicationPlan of, DrillRequest drill, Region near, int attempt) {
            return new Hiring.Driving("test/" + drill.id(), "");
        }

        @Override
        public Hiring hire(ApplicationPlan of, ChangeoverId id, Region in, int attempt) {
            hired.add(id);
            return drives
                    ? new Hiring.Driving("test/" + id + "/" + attempt, "")
                    : new Hiring.Nobody(List.of(new dev.changeover.core.port.PortFailure(
                            dev.changeover.core.port.PortFailure.Code.UNREACHABLE, "SSM does not answer")));
        }

        @Override
        public void approved(ApplicationPlan of, ChangeoverId id, Region in) {
            hired.add(id);
        }
    }

    static List<String> texts(JsonNode array) {
        List<String> texts = new ArrayList<>();
        array.forEach(node -> texts.add(node.asString()));
        return texts;
    }
}

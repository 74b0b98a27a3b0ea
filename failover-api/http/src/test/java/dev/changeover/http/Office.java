package dev.changeover.http;

import dev.changeover.core.journal.Journal;
import dev.changeover.core.model.ApplicationPlan;
import dev.changeover.core.model.ChangeoverId;
import dev.changeover.core.model.Region;
import dev.changeover.drive.Drivers;
import dev.changeover.drive.Listener;
import dev.changeover.drive.LocalDriver;
import dev.changeover.drive.WallTime;
import dev.changeover.http.auth.Tokens;
import dev.changeover.http.twin.Person;
import dev.changeover.http.twin.TokenIssuer;
import dev.changeover.operations.AuditLog;
import dev.changeover.operations.Drills;
import dev.changeover.operations.House;
import dev.changeover.operations.MemoryTriggers;
import dev.changeover.operations.Operations;
import dev.changeover.operations.Plans;
import dev.changeover.operations.PreflightReadiness;
import dev.changeover.operations.RequestRates;
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
        this(
                journal,
                plan,
                new CalmWorld(plan, InstantSource.system()),
                TokenIssuer.open(0, "us-east-1", InstantSource.system()),
                "us-west-2");
    }

    Office(Journal journal, ApplicationPlan plan, CalmWorld world, TokenIssuer issuer, String region) {
        this.plan = plan;
        this.journal = journal;
        this.world = world;
        this.issuer = issuer;
        InstantSource clock = InstantSource.system();
        var boards = new House.Boards(
                Drills.none(),
                new PreflightReadiness(any -> world, clock),
                new MemoryTriggers(clock),
                AuditLog.inMemory(10_000),
                RequestRates.uncounted());
        operations = new Operations(new House(
                new House.Here(new Region(region), "test"),
                Plans.of(List.of(plan)),
                any -> world,
                journal,
                new HeldDriver(),
                boards,
                clock,
                background));
        api = new Api(operations, new Tokens(List.of(issuer.provider()), clock), Origins.none(), Streams.open());
        server = ApiServer.open(0, api);
    }

    /** A second service of the other Region: the same journal, world and people. */
    Office other() {
        return new Office(journal, plan, world, issuer, "us-east-1");
    }

    static ApplicationPlan shop() {
        return shop("");
    }

    /** The shop's plan with more lines at its end. */
    static ApplicationPlan shop(String more) {
        try (InputStream in = Office.class.getResourceAsStream("shop.plan.yaml")) {
            String text = new String(in.readAllBytes(), StandardCharsets.UTF_8) + more;
            return switch (PlanFile.parse(text, "shop.plan.yaml")) {
                case PlanFile.Reading.Valid(var plan) -> plan;
                case PlanFile.Reading.Faulty(var faults) -> throw new IllegalStateException(faults.toString());
            };
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
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
        return posts(Person.VIEWER, "/v1/applications/shop/preview", Map.of("direction", direction, "mode", mode))
                .json()
                .path("version")
                .asString();
    }

    /** The order to move the shop to us-west-2 without loss, on the world as it is. */
    Map<String, Object> failover() {
        return order("failover", "graceful", "shop us-west-2");
    }

    Map<String, Object> order(String direction, String mode, String confirm) {
        Map<String, Object> order = new LinkedHashMap<>();
        order.put("direction", direction);
        order.put("mode", mode);
        order.put("reason", "a test");
        order.put("previewVersion", previewVersion(direction, mode));
        order.put("confirm", confirm);
        return order;
    }

    Said starts(String key) {
        return posts(Person.OPERATOR, "/v1/applications/shop/changeovers", failover(), "Idempotency-Key", key);
    }

    /** Drives all that was ordered so far to its end, or until it needs a person. */
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
    private final class HeldDriver implements Drivers {
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

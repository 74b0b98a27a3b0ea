package dev.changeover.browser;

import static dev.changeover.browser.Json.list;
import static dev.changeover.browser.Json.object;
import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.changeover.console.Console;
import dev.changeover.console.ConsoleSettings;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;

/** One Region's failover API as the contract has it, with the console beside it. */
final class FixtureApi implements AutoCloseable {
    private final World world;
    private final String region;
    private final FixtureIssuer issuer;
    private final Contract contract = new Contract();
    private final Answers answers;
    private final HttpServer server;
    private final List<String> contractFaults = new CopyOnWriteArrayList<>();
    private final List<String> asked = new CopyOnWriteArrayList<>();
    private volatile Console console;
    private volatile Fault fault = Fault.NONE;
    private volatile boolean streams = true;
    private volatile boolean repliesLost;
    private volatile boolean previewsLost;

    FixtureApi(World world, String region, FixtureIssuer issuer) throws IOException {
        this.world = world;
        this.region = region;
        this.issuer = issuer;
        answers = new Answers(world, region);
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", this::serve);
        server.start();
        console = new Console(ConsoleSettings.besideTheApi(Map.of(), issuer.addresses()));
    }

    URI address() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/");
    }

    void knowsAlso(FixtureApi other) {
        console = new Console(ConsoleSettings.besideTheApi(Map.of(other.region, other.address()), issuer.addresses()));
    }

    void fail(Fault how) {
        fault = how;
    }

    /** Changes are done, and nobody hears of it. */
    void losesReplies(boolean whether) {
        repliesLost = whether;
    }

    /** Whoever asks what a changeover would do hears nothing; everything else is answered. */
    void losesPreviews(boolean whether) {
        previewsLost = whether;
    }

    void streams(boolean whether) {
        streams = whether;
    }

    /** What the fixture itself said wrongly; a test that finds something here proves nothing. */
    List<String> contractFaults() {
        return List.copyOf(contractFaults);
    }

    /** Method and path of every request to the API. */
    List<String> asked() {
        return List.copyOf(asked);
    }

    @Override
    public void close() {
        server.stop(0);
    }

    private void serve(HttpExchange exchange) throws IOException {
        try (exchange) {
            String path = exchange.getRequestURI().getPath();
            if (world.isDark(region) || (path.startsWith("/v1/") && fault == Fault.SILENT)) {
                return;
            }
            if (path.startsWith("/v1/")) {
                asked.add(exchange.getRequestMethod() + " " + path);
                api(exchange, path);
            } else {
                file(exchange, path);
            }
        }
    }

    private void file(HttpExchange exchange, String path) throws IOException {
        var asset = console.at(path.substring(1));
        if (asset.isEmpty()) {
            exchange.sendResponseHeaders(404, -1);
            return;
        }
        asset.get().headers().forEach(exchange.getResponseHeaders()::set);
        exchange.getResponseHeaders().set("Content-Encoding", "gzip");
        byte[] bytes = asset.get().gzip();
        exchange.sendResponseHeaders(200, bytes.length);
        exchange.getResponseBody().write(bytes);
    }

    private void api(HttpExchange exchange, String path) throws IOException {
        String body = new String(exchange.getRequestBody().readAllBytes(), UTF_8);
        if (fault != Fault.NONE && !path.equals("/v1/sign-in")) {
            lie(exchange);
            return;
        }
        List<String> parts =
                new ArrayList<>(Arrays.asList(path.substring("/v1/".length()).split("/", -1)));
        Person person = issuer.person(exchange.getRequestHeaders().getFirst("Authorization"));
        Reply reply;
        if (parts.getFirst().equals("sign-in")) {
            reply = new Reply(200, "SignIn", issuer.signIn(answers.now()));
        } else if (person == null) {
            reply = Reply.problem(401, "token-expired", "The token has expired.");
        } else if (exchange.getRequestMethod().equals("POST")) {
            String key = exchange.getRequestHeaders().getFirst("Idempotency-Key");
            reply = new Changes(world, answers).post(parts, Json.parse(body), person, key);
            if (parts.getLast().equals("preview") ? previewsLost : repliesLost) {
                return;
            }
        } else if (parts.getLast().equals("events")) {
            events(exchange, world.changeover(parts.get(1)), person.roles());
            return;
        } else {
            reply = get(parts, person);
        }
        send(exchange, reply);
    }

    private Reply get(List<String> parts, Person person) {
        return switch (parts.getFirst() + (parts.size() > 2 ? "/" + parts.get(2) : "/" + (parts.size() - 1))) {
            case "me/0" -> new Reply(200, "Me", answers.me(person));
            case "applications/0" -> new Reply(200, "Applications", answers.fleet());
            case "applications/1" ->
                parts.get(1).equals("shop")
                        ? new Reply(200, "Application", answers.application())
                        : Reply.problem(404, "no-such-application", "There is no application " + parts.get(1) + ".");
            case "applications/requests" -> new Reply(200, "Requests", answers.requests());
            case "applications/changeovers" -> new Reply(200, "Changeovers", history());
            case "applications/drills" -> new Reply(200, "Drills", drills());
            case "changeovers/1" -> changeover(parts.get(1), person);
            case "drills/1" -> drill(parts.get(1));
            case "stop/0" -> new Reply(200, "Stop", answers.stop());
            case "audit/0" -> new Reply(200, "Audit", object("asOf", answers.now(), "entries", world.audit()));
            case "twin/1" -> new Reply(200, "TwinOutages", Changes.outages(world));
            case String other -> Reply.problem(404, "no-such-route", "There is no route " + other + ".");
        };
    }

    private Reply changeover(String id, Person person) {
        Course course = world.changeover(id);
        return course == null
                ? Reply.problem(404, "no-such-changeover", "There is no changeover " + id + ".")
                : new Reply(200, "Changeover", course.whole(answers.service(), person.roles()));
    }

    private Reply drill(String id) {
        return world.drills().stream()
                .filter(drill -> drill.get("id").equals(id))
                .findFirst()
                .map(drill -> new Reply(200, "Drill", drill))
                .orElseGet(() -> Reply.problem(404, "no-such-drill", "There is no drill " + id + "."));
    }

    private Map<String, Object> history() {
        List<Object> lines =
                new ArrayList<>(world.newestFirst().stream().map(Course::line).toList());
        return object("asOf", answers.now(), "application", "shop", "changeovers", lines, "next", null);
    }

    private Map<String, Object> drills() {
        List<Object> lines =
                new ArrayList<>(world.drills().stream().map(Drills::line).toList());
        return object("asOf", answers.now(), "application", "shop", "drills", lines);
    }

    private void events(HttpExchange exchange, Course course, Set<String> roles) throws IOException {
        String query = String.valueOf(exchange.getRequestURI().getQuery());
        int since = Integer.parseInt(query.replaceAll(".*since=(\\d+).*", "$1"));
        boolean stream = "text/event-stream".equals(exchange.getRequestHeaders().getFirst("Accept"));
        if (stream && streams) {
            new EventStream(exchange, course, () -> course.whole(answers.service(), roles))
                    .run(since, () -> fault == Fault.NONE);
        } else if (stream) {
            send(exchange, Reply.problem(406, "no-stream-here", "There is no stream here."));
        } else {
            List<Map<String, Object>> events = course.eventsAfter(since);
            send(
                    exchange,
                    new Reply(
                            200,
                            "Events",
                            object(
                                    "asOf",
                                    answers.now(),
                                    "id",
                                    course.id(),
                                    "since",
                                    since,
                                    "next",
                                    since + events.size(),
                                    "ended",
                                    !course.live(),
                                    "events",
                                    events)));
        }
    }

    private void send(HttpExchange exchange, Reply reply) throws IOException {
        if (!reply.schema().isEmpty()) {
            contract.faults(reply.schema(), reply.body()).forEach(contractFaults::add);
        }
        exchange.getResponseHeaders().set("Changeover-Region", region);
        raw(exchange, reply.status(), "application/json", Json.text(reply.body()));
    }

    private void lie(HttpExchange exchange) throws IOException {
        switch (fault) {
            case ERROR_500 -> raw(exchange, 502, "text/html", "<html><body>Bad Gateway</body></html>");
            case HTML -> raw(exchange, 200, "text/html", "<!doctype html><script>alert(1)</script>");
            case TRUNCATED -> raw(exchange, 200, "application/json", "{\"asOf\":\"2026-11-22T00:00:00Z\",\"appl");
            case EMPTY_OBJECT -> raw(exchange, 200, "application/json", "{}");
            case WRONG_INSIDE -> raw(exchange, 200, "application/json", Json.text(wrongInside()));
            case TOKEN_EXPIRED -> send(exchange, Reply.problem(401, "token-expired", "The token has expired."));
            case NONE, SILENT -> throw new IllegalStateException("no lie: " + fault);
        }
    }

    private Map<String, Object> wrongInside() {
        Map<String, Object> wrong = answers.application();
        wrong.put("secrets", list(7, null));
        wrong.put("moves", list(object("direction", 3)));
        wrong.put("applications", list(object(), 5, null));
        wrong.put("faults", list());
        wrong.put("incomplete", "all of it");
        return wrong;
    }

    private static void raw(HttpExchange exchange, int status, String type, String text) throws IOException {
        byte[] bytes = text.getBytes(UTF_8);
        exchange.getResponseHeaders().set("Content-Type", type);
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
    }
}

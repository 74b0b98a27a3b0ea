package dev.changeover.benchmarks;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Many watchers of one changeover of a running twin, each with a stream of its own: how long after an event each hears
 * of it, and whether each hears all. The changeover is paused until all watch.
 *
 * <p>Takes the API's address, the token issuer's address, the application, and how many watchers (1,000).
 */
public final class ApiWatchers {
    private static final int WATCHERS_DEFAULT = 1_000;
    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final HttpClient client = HttpClient.newHttpClient();
    private final String api;
    private final String application;
    private final String token;

    private ApiWatchers(String api, String issuer, String application) throws Exception {
        this.api = api;
        this.application = application;
        var ask = HttpRequest.newBuilder(URI.create(issuer + "/token/operator"))
                .POST(HttpRequest.BodyPublishers.noBody());
        this.token = send(ask).path("access_token").asString();
    }

    public static void main(String[] arguments) throws Exception {
        int watchers = arguments.length > 3 ? Integer.parseInt(arguments[3]) : WATCHERS_DEFAULT;
        Place.printMachine();
        var figures = new Figures();
        new ApiWatchers(arguments[0], arguments[1], arguments[2]).watch(watchers, figures);
        figures.print();
        Place.printMachine();
    }

    private void watch(int watchers, Figures figures) throws Exception {
        String path = "/v1/changeovers/" + start().path("id").asString();
        post(path + "/pause", Map.of("reason", "the watchers are coming"));
        var come = new CountDownLatch(watchers);
        List<Future<Heard>> all = new ArrayList<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            long from = System.nanoTime();
            for (int watcher = 0; watcher < watchers; watcher++) {
                all.add(threads.submit(() -> follow(path, come)));
            }
            if (!come.await(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
                throw new IllegalStateException(come.getCount() + " watchers never came");
            }
            figures.since("until all watched", from);
            post(path + "/resume", Map.of("reason", "the watchers are here"));
            int events = 0;
            for (Future<Heard> one : all) {
                Heard heard = one.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
                events = Math.max(events, heard.lags.size());
                heard.lags.forEach(lag -> figures.note("event until heard", lag, "ms"));
                figures.note("heard the end", heard.ended ? 1 : 0, "");
            }
            figures.note("events after all watched, most", events, "");
        }
        JsonNode ended = send(asked(path));
        figures.note(
                "changeover, resumed until ended: rto less the pause's wait is in it",
                ended.path("rtoMs").asDouble(),
                "ms");
    }

    /** What one watcher heard since all watched. */
    private static final class Heard {
        private final List<Double> lags = new ArrayList<>();
        private boolean ended;
    }

    private Heard follow(String path, CountDownLatch come) throws Exception {
        var heard = new Heard();
        var request = asked(path + "/events")
                .header("Accept", "text/event-stream")
                .timeout(PATIENCE)
                .build();
        boolean greeted = false;
        boolean event = false;
        try (Stream<String> lines =
                client.send(request, HttpResponse.BodyHandlers.ofLines()).body()) {
            for (String line : (Iterable<String>) lines::iterator) {
                if (line.equals("event: state") && !greeted) {
                    greeted = true;
                    come.countDown();
                }
                heard.ended |= line.equals("event: end");
                if (event && come.getCount() == 0 && line.startsWith("data: ")) {
                    heard.lags.add(lag(line));
                }
                event = line.equals("event: event");
            }
        }
        return heard;
    }

    private static double lag(String line) {
        Instant at = Instant.parse(
                JSON.readTree(line.substring("data: ".length())).path("at").asString());
        return Duration.between(at, Instant.now()).toNanos() / 1e6;
    }

    private JsonNode start() throws Exception {
        String of = "/v1/applications/" + application;
        String active = send(asked(of)).path("active").asString();
        String primary = send(asked(of)).path("primary").asString();
        String direction = active.equals(primary) ? "failover" : "failback";
        JsonNode preview = post(of + "/preview", Map.of("direction", direction, "mode", "graceful"));
        return post(
                of + "/changeovers",
                Map.of(
                        "direction",
                        direction,
                        "mode",
                        "graceful",
                        "reason",
                        "a measurement",
                        "previewVersion",
                        preview.path("version").asString(),
                        "confirm",
                        preview.path("confirm").asString()));
    }

    private JsonNode post(String path, Map<String, Object> body) throws Exception {
        return send(asked(path)
                .header("Content-Type", "application/json")
                .header("Idempotency-Key", UUID.randomUUID().toString())
                .POST(HttpRequest.BodyPublishers.ofString(JSON.writeValueAsString(body))));
    }

    private HttpRequest.Builder asked(String path) {
        return HttpRequest.newBuilder(URI.create(api + path)).header("Authorization", "Bearer " + token);
    }

    private JsonNode send(HttpRequest.Builder request) throws Exception {
        var answer = client.send(request.build(), HttpResponse.BodyHandlers.ofString());
        if (answer.statusCode() >= 300) {
            throw new IllegalStateException(String.format(Locale.ROOT, "%d: %s", answer.statusCode(), answer.body()));
        }
        return JSON.readTree(answer.body());
    }
}

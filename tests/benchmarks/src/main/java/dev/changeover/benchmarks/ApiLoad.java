package dev.changeover.benchmarks;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.locks.LockSupport;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * How fast the failover API of a running twin answers while 200 requests come each second, evenly, however slow the
 * answers are: readings, and between them starts. Each start is a graceful move to the other Region, and waits for its
 * end.
 *
 * <p>Takes the API's address, the token issuer's address, the application, the seconds to read, and how many starts.
 */
public final class ApiLoad {
    private static final int PER_SECOND = 200;
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final String api;
    private final String application;
    private final String token;

    private ApiLoad(String api, String issuer, String application) {
        this.api = api;
        this.application = application;
        var ask = HttpRequest.newBuilder(URI.create(issuer + "/token/operator"))
                .POST(HttpRequest.BodyPublishers.noBody())
                .build();
        this.token = JSON.readTree(send(ask).body()).path("access_token").asString();
    }

    public static void main(String[] arguments) throws Exception {
        var load = new ApiLoad(arguments[0], arguments[1], arguments[2]);
        int seconds = Integer.parseInt(arguments[3]);
        int starts = Integer.parseInt(arguments[4]);
        load.readings(seconds); // warms up both sides
        try (ExecutorService beside = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<List<Long>> begun = beside.submit(() -> load.starts(starts));
            List<Long> readings = load.readings(seconds);
            print("reading", readings);
            print("start", begun.get());
        }
    }

    private static void print(String what, List<Long> micros) {
        Collections.sort(micros);
        System.out.printf(
                "%s: %d answers, median %.1f ms, p99 %.1f ms, longest %.1f ms%n",
                what, micros.size(), at(micros, 50), at(micros, 99), at(micros, 100));
    }

    private static double at(List<Long> sorted, int percent) {
        return sorted.isEmpty() ? Double.NaN : sorted.get((sorted.size() * percent + 99) / 100 - 1) / 1000.0;
    }

    /** A request is late from the time it was due, not from the time it could be sent. */
    private List<Long> readings(int seconds) throws Exception {
        List<String> paths = List.of(
                "/v1/applications/" + application,
                "/v1/applications",
                "/v1/applications/" + application + "/changeovers?limit=5",
                "/v1/me");
        List<Future<Long>> answers = new ArrayList<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            long begin = System.nanoTime();
            for (int i = 0; i < seconds * PER_SECOND; i++) {
                long due = begin + i * (1_000_000_000L / PER_SECOND);
                LockSupport.parkNanos(due - System.nanoTime());
                String path = paths.get(i % paths.size());
                answers.add(threads.submit(() -> {
                    demand(send(asked(path).GET().build()), 200);
                    return (System.nanoTime() - due) / 1000;
                }));
            }
            List<Long> micros = new ArrayList<>();
            for (Future<Long> answer : answers) {
                micros.add(answer.get());
            }
            return micros;
        }
    }

    private List<Long> starts(int count) {
        List<Long> micros = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            JsonNode there = post("/preview", Map.of("direction", "failover", "mode", "graceful"), 200);
            boolean home =
                    there.path("active").asString().equals(there.path("from").asString());
            String direction = home ? "failover" : "failback";
            JsonNode preview = post("/preview", Map.of("direction", direction, "mode", "graceful"), 200);
            Map<String, Object> order = Map.of(
                    "direction",
                    direction,
                    "mode",
                    "graceful",
                    "reason",
                    "a measurement",
                    "previewVersion",
                    preview.path("version").asString(),
                    "confirm",
                    preview.path("confirm").asString());
            long from = System.nanoTime();
            JsonNode started = post("/changeovers", order, 202);
            micros.add((System.nanoTime() - from) / 1000);
            awaitEnd("/v1/changeovers/" + started.path("id").asString());
        }
        return micros;
    }

    private void awaitEnd(String path) {
        long latest = System.nanoTime() + PATIENCE.toNanos();
        while (System.nanoTime() < latest) {
            JsonNode page = JSON.readTree(send(asked(path).GET().build()).body());
            if (!page.path("endedAt").isNull()) {
                return;
            }
            LockSupport.parkNanos(Duration.ofMillis(200).toNanos());
        }
        throw new IllegalStateException(path + " has not ended after " + PATIENCE);
    }

    private JsonNode post(String path, Map<String, Object> body, int status) {
        var request = asked("/v1/applications/" + application + path)
                .header("Content-Type", "application/json")
                .header("Idempotency-Key", UUID.randomUUID().toString())
                .POST(HttpRequest.BodyPublishers.ofString(JSON.writeValueAsString(body)))
                .build();
        return JSON.readTree(demand(send(request), status).body());
    }

    private static HttpResponse<String> demand(HttpResponse<String> response, int status) {
        if (response.statusCode() != status) {
            throw new IllegalStateException(response.statusCode() + ": " + response.body());
        }
        return response;
    }

    private HttpRequest.Builder asked(String path) {
        return HttpRequest.newBuilder(URI.create(api + path))
                .timeout(PATIENCE)
                .header("Authorization", "Bearer " + token);
    }

    private HttpResponse<String> send(HttpRequest request) {
        try {
            return client.send(request, HttpResponse.BodyHandlers.ofString());
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        } catch (InterruptedException stopped) {
            throw new IllegalStateException(stopped);
        }
    }
}

package dev.changeover.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.changeover.twin.model.Ports;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Somebody who is signed in at the failover API of one Region. Each answer is held against openapi.yaml. */
final class ServiceCaller {
    static final String SHOP = "/v1/applications/unicorn-shop";

    /** A changeover by documents takes 3 s where the functions are warm, on two quiet cores. */
    static final Duration MOVE_MAX = Duration.ofMinutes(2);

    /** While a Region is dark a look takes as long as a call may, 3 s by the plan, and some wait for two. */
    private static final Duration ANSWER_MAX = Duration.ofSeconds(30);

    private static final Duration LOOK_EVERY = Duration.ofMillis(100);
    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    private final String address;
    private final String token;

    private ServiceCaller(String address, String token) {
        this.address = address;
        this.token = token;
    }

    /** One of the twin's people, who are named after what they may do. */
    static ServiceCaller of(LiveTwin twin, String region, String person) {
        Ports ports = twin.ports();
        int index = region.equals(LiveTwin.EAST) ? 0 : 1;
        var request = HttpRequest.newBuilder(
                        URI.create("http://127.0.0.1:" + ports.identity(index) + "/token/" + person))
                .POST(HttpRequest.BodyPublishers.noBody());
        String token = send(request).json().path("access_token").asString();
        return new ServiceCaller("http://127.0.0.1:" + ports.api(index), token);
    }

    String token() {
        return token;
    }

    Said get(String path) {
        Said said = send(request(path));
        Promises.kept("GET", path, said);
        return said;
    }

    Said post(String path, Map<String, Object> body, String... headers) {
        var request = request(path)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(JsonMapper.shared().writeValueAsString(body)));
        if (headers.length > 0) {
            request.headers(headers);
        }
        Said said = send(request);
        Promises.kept("POST", path, said);
        return said;
    }

    /** A drill waits for the recovery period's end, or for somebody who looked at how the last changeover ended. */
    void rest() {
        Said said = post(SHOP + "/arming", Map.of("act", "acknowledge-recovery", "reason", "it went well"));
        if (said.status() != 200) {
            assertThat(said.json().path("detail").asString()).as("%s", said).isEqualTo("no recovery period runs");
        }
    }

    /** Reads a stream until the server ends it. */
    String stream(String path) {
        return send(request(path).header("Accept", "text/event-stream").timeout(MOVE_MAX))
                .text();
    }

    /** Previews and starts, as docs/api.md says. */
    Said start(String application, String direction, String mode, Map<String, Object> more) {
        return post(
                application + "/changeovers",
                order(application, direction, mode, more),
                "Idempotency-Key",
                UUID.randomUUID().toString());
    }

    /** What a start says after its preview. */
    Map<String, Object> order(String application, String direction, String mode, Map<String, Object> more) {
        Map<String, Object> wish = Map.of("direction", direction, "mode", mode);
        Said preview = post(application + "/preview", wish);
        assertThat(preview.status()).as("%s", preview).isEqualTo(200);
        Map<String, Object> order = new HashMap<>(wish);
        order.put("reason", "a walk through the API");
        order.put("previewVersion", preview.json().path("version").asString());
        order.put("confirm", preview.json().path("confirm").asString());
        order.putAll(more);
        return order;
    }

    /** The id of a changeover that was started. */
    static String id(Said started) {
        assertThat(started.status()).as("%s", started).isEqualTo(202);
        String id = started.json().path("id").asString();
        assertThat(started.header("Location")).isEqualTo("/v1/changeovers/" + id);
        return id;
    }

    JsonNode changeover(String id) {
        Said said = get("/v1/changeovers/" + id);
        assertThat(said.status()).as("%s", said).isEqualTo(200);
        return said.json();
    }

    JsonNode ended(String id) {
        JsonNode ended = await("the end of " + id)
                .atMost(MOVE_MAX)
                .pollInterval(LOOK_EVERY)
                .until(() -> changeover(id), now -> !now.path("endedAt").isNull());
        assertThat(ended.path("state").asString()).as("%s", ended).isEqualTo("completed");
        return ended;
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(address + path))
                .timeout(ANSWER_MAX)
                .header("Authorization", "Bearer " + token);
    }

    private static Said send(HttpRequest.Builder request) {
        try {
            var answer = CLIENT.send(request.build(), HttpResponse.BodyHandlers.ofString());
            return new Said(answer.statusCode(), answer.headers(), answer.body());
        } catch (IOException gone) {
            throw new AssertionError("the API does not answer", gone);
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", stop);
        }
    }
}

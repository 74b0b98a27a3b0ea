package dev.changeover.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.changeover.core.journal.MemoryJournal;
import dev.changeover.http.auth.Tokens;
import dev.changeover.http.twin.Person;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Behind API Gateway the same routes answer the same. */
class GatewayAdapterTest {
    private final Office office = new Office(new MemoryJournal(), Office.shop());
    private final GatewayAdapter adapter = new GatewayAdapter(new Api(
            office.operations,
            new Tokens(List.of(office.issuer.provider()), InstantSource.system()),
            Origins.none(),
            Streams.none()));

    @AfterEach
    void close() {
        office.close();
    }

    /** As API Gateway sends it, payload format 2.0. */
    private Map<String, Object> event(String method, String path, String query) {
        Map<String, Object> event = new LinkedHashMap<>();
        event.put("version", "2.0");
        event.put("routeKey", "$default");
        event.put("rawPath", path);
        event.put("rawQueryString", query);
        Map<String, Object> headers = new LinkedHashMap<>();
        headers.put("authorization", "Bearer " + office.issuer.token(Person.OPERATOR));
        headers.put("content-type", "application/json");
        event.put("headers", headers);
        event.put(
                "requestContext",
                Map.of(
                        "stage",
                        "$default",
                        "http",
                        Map.of("method", method, "path", path, "sourceIp", "192.0.2.1", "protocol", "HTTP/1.1")));
        event.put("isBase64Encoded", false);
        return event;
    }

    private JsonNode answer(Map<String, Object> event) {
        byte[] bytes = adapter.answer(Office.JSON.writeValueAsBytes(event));
        return Office.JSON.readTree(bytes);
    }

    @Test
    void readsAndStartsAsTheServerDoes() {
        JsonNode page = answer(event("GET", "/v1/applications/shop", ""));
        assertThat(page.path("statusCode").asInt()).isEqualTo(200);
        Contract.keeps("#/components/schemas/Application", page.path("body").asString());
        Map<String, Object> start = event("POST", "/v1/applications/shop/changeovers", "");
        String body = Office.JSON.writeValueAsString(office.failover());
        start.put("body", Base64.getEncoder().encodeToString(body.getBytes(StandardCharsets.UTF_8)));
        start.put("isBase64Encoded", true);
        Map<String, Object> headers = new LinkedHashMap<>();
        headers.put("Authorization", "Bearer " + office.issuer.token(Person.OPERATOR));
        headers.put("Content-Type", "application/json");
        headers.put("Idempotency-Key", "press-number-1");
        start.put("headers", headers);
        JsonNode started = answer(start);
        assertThat(started.path("statusCode").asInt()).as(started.toString()).isEqualTo(202);
        assertThat(started.path("headers").path("Location").asString()).startsWith("/v1/changeovers/shop-");
    }

    @Test
    void hasNoStreamsAndSaysSo() {
        String id = office.starts("press-number-1").json().path("id").asString();
        Map<String, Object> event = event("GET", "/v1/changeovers/" + id + "/events", "since=0");
        assertThat(answer(event).path("statusCode").asInt()).isEqualTo(200);
        event.put(
                "headers",
                Map.of("accept", "text/event-stream", "authorization", "Bearer " + office.issuer.token(Person.VIEWER)));
        assertThat(answer(event).path("body").asString()).contains("no-stream-here");
    }

    @Test
    void knowsTheStageInThePath() {
        Map<String, Object> event = event("GET", "/live/v1/health", "");
        event.put("requestContext", Map.of("stage", "live", "http", Map.of("method", "GET", "sourceIp", "192.0.2.1")));
        assertThat(answer(event).path("statusCode").asInt()).isEqualTo(200);
    }

    @Test
    void refusesWhatIsNoRequest() {
        for (String event :
                List.of("", "[]", "null", "{}", "{\"version\":\"1.0\"}", "{\"Records\":[]}", "{\"version\":\"2.0\"}")) {
            assertThatThrownBy(() -> adapter.answer(event.getBytes(StandardCharsets.UTF_8)))
                    .as(event)
                    .isInstanceOf(GatewayAdapter.NotOurs.class);
        }
    }

    @Test
    void knowsNoOutagesSinceItIsNoTwin() {
        for (String method : List.of("GET", "POST")) {
            JsonNode answer = answer(event(method, "/v1/twin/outages", ""));
            assertThat(answer.path("statusCode").asInt()).as(method).isEqualTo(404);
            assertThat(answer.path("body").asString()).contains("no-such-route");
        }
    }
}

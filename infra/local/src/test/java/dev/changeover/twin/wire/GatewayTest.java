package dev.changeover.twin.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.changeover.core.model.Region;
import dev.changeover.twin.model.Calls;
import dev.changeover.twin.model.Fault;
import dev.changeover.twin.model.Faults;
import dev.changeover.twin.model.Faults.Scope;
import dev.changeover.twin.model.Regions;
import dev.changeover.twin.model.Timeline;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class GatewayTest {
    private static final Region OHIO = new Region("us-east-2");
    private static final Region OREGON = new Region("us-west-2");

    /** Long enough for an answer on a busy machine, short enough to wait for the lack of one. */
    private static final Duration NO_ANSWER = Duration.ofMillis(300);

    private static final long ANSWER_SECONDS = 10;

    private final Timeline timeline = Timeline.virtual(Instant.EPOCH);
    private final Regions regions = new Regions(timeline);
    private final Faults faults = new Faults(regions);
    private final Calls calls = new Calls();
    private final AtomicInteger counted = new AtomicInteger();
    private final Service counter = new RpcService(
            "counter",
            List.of(new CborProtocol(Map.of()), new JsonProtocol("1.1"), new QueryProtocol("urn:counter")),
            Map.of(
                    "Count",
                    (region, _) -> Output.of("Region", region)
                            .with("Count", counted.incrementAndGet())
                            .map()));
    private final Gateway gateway = Gateway.open(0, faults, calls, List.of(counter, TokenService.service()));
    private final HttpClient client = HttpClient.newHttpClient();

    @AfterEach
    void close() {
        gateway.close();
        client.close();
        timeline.close();
    }

    @Test
    void readsRegionAndServiceFromTheSignature() throws Exception {
        assertThat(call(OHIO, "Count").get().body()).contains("us-east-2");
        assertThat(call(OREGON, "Count").get().body()).contains("us-west-2");
    }

    @Test
    void readsRegionAndServiceFromAPresignedQuery() throws Exception {
        var uri = uri("/?Action=GetCallerIdentity&X-Amz-Credential=key%2F20260101%2Fus-east-2%2Fsts%2Faws4_request");
        var reply = send(HttpRequest.newBuilder(uri).GET()).get();
        assertThat(reply.statusCode()).isEqualTo(200);
        assertThat(reply.body()).contains("<Account>000000000000</Account>");
    }

    @Test
    void givesEveryAnswerARequestId() throws Exception {
        var headers = call(OHIO, "Count").get().headers();
        assertThat(headers.firstValue("x-amzn-RequestId")).isPresent();
        assertThat(headers.firstValue("content-type")).contains("application/x-amz-json-1.1");
    }

    @Test
    void readsACompressedBody() throws Exception {
        var zipped = new ByteArrayOutputStream();
        try (var out = new GZIPOutputStream(zipped)) {
            out.write("Action=Count".getBytes(StandardCharsets.UTF_8));
        }
        var request = signed(OHIO, "counter")
                .header("content-type", "application/x-www-form-urlencoded")
                .header("content-encoding", "gzip")
                .POST(HttpRequest.BodyPublishers.ofByteArray(zipped.toByteArray()));
        assertThat(send(request).get().body()).contains("<Count>1</Count>");
    }

    @Test
    void refusesABodyThatCannotBeDecoded() throws Exception {
        var form = signed(OHIO, "counter")
                .header("content-type", "application/x-www-form-urlencoded")
                .POST(body("Action=Count&x=%zz"));
        assertThat(send(form).get().body()).contains("<Code>MalformedQueryString</Code>");
        var zip = signed(OHIO, "counter")
                .header("x-amz-target", "x.Count")
                .header("content-encoding", "gzip")
                .POST(body("{}"));
        assertThat(send(zip).get().body()).contains("SerializationException");
        assertThat(counted).hasValue(0);
    }

    @Test
    void refusesABodyWithoutEnd() throws Exception {
        var request = signed(OHIO, "counter").header("x-amz-target", "x.Count").POST(body(" ".repeat(3_000_000)));
        assertThat(send(request).get().statusCode()).isEqualTo(413);
    }

    @Test
    void refusesAnUnsignedCallInTheCallersProtocol() throws Exception {
        var json = HttpRequest.newBuilder(uri("/"))
                .header("x-amz-target", "x.Count")
                .POST(body("{}"));
        assertThat(send(json).get().body()).contains("\"__type\":\"MissingAuthenticationToken\"");
        var query = HttpRequest.newBuilder(uri("/"))
                .header("content-type", "application/x-www-form-urlencoded")
                .POST(body("Action=Count"));
        assertThat(send(query).get().body()).contains("<Code>MissingAuthenticationToken</Code>");
    }

    @Test
    void namesTheActionAndTheServiceItLacks() throws Exception {
        assertThat(call(OHIO, "Subtract").get().body())
                .contains("UnknownOperationException", "The twin does not answer counter:Subtract.");
        var stranger = signed(OHIO, "pinball").header("x-amz-target", "x.Tilt").POST(body("{}"));
        assertThat(send(stranger).get().body()).contains("The twin does not answer pinball:Tilt.");
    }

    @Test
    void refusesABodyThatIsNotWhatItSays() throws Exception {
        var broken = signed(OHIO, "counter").header("x-amz-target", "x.Count").POST(body("{\"a\":"));
        assertThat(send(broken).get().body()).contains("SerializationException");
        var cbor =
                signed(OHIO, "counter").header("smithy-protocol", "rpc-v2-cbor").POST(body("\u007f\u007f"));
        assertThat(send(cbor).get().statusCode()).isEqualTo(404);
        assertThat(counted).hasValue(0);
    }

    @Test
    void answersInADarkRegionOnlyWithADroppedConnectionOnceItIsBack() throws Exception {
        regions.darken(OHIO);
        var held = call(OHIO, "Count");
        assertUnanswered(held);
        assertThat(call(OREGON, "Count").get().statusCode()).isEqualTo(200);
        regions.recover(OHIO);
        assertDropped(held);
        assertThat(counted).hasValue(1);
        assertThat(call(OHIO, "Count").get().statusCode()).isEqualTo(200);
    }

    @Test
    void doesTheCallAndLosesTheReply() {
        faults.planNext(1, Scope.ALL.service("counter"), new Fault.LoseReply());
        assertDropped(call(OHIO, "Count"));
        assertThat(counted).hasValue(1);
    }

    @Test
    void losesTheRequestAndDoesNothing() {
        faults.planNext(1, Scope.ALL.in(OHIO), new Fault.LoseRequest());
        assertDropped(call(OHIO, "Count"));
        assertThat(counted).hasValue(0);
    }

    @Test
    void neverAnswersWhenSilent() {
        faults.planNext(1, Scope.ALL.action("Count"), new Fault.Silent());
        assertUnanswered(call(OHIO, "Count"));
        assertThat(counted).hasValue(0);
    }

    @Test
    void failsAndThrottlesInTheServicesOwnWords() throws Exception {
        faults.planNext(1, Scope.ALL, new Fault.Broken());
        var broken = call(OHIO, "Count").get();
        assertThat(broken.statusCode()).isEqualTo(500);
        assertThat(broken.body()).contains("InternalFailure");
        faults.planNext(1, Scope.ALL, new Fault.Throttle());
        var throttled = call(OHIO, "Count").get();
        assertThat(throttled.statusCode()).isEqualTo(400);
        assertThat(throttled.body()).contains("Throttling");
        assertThat(counted).hasValue(0);
    }

    @Test
    void answersLaterWhenSlow() throws Exception {
        faults.plan(Scope.ALL, new Fault.Slow(Duration.ofMillis(400)));
        long start = System.nanoTime();
        assertThat(call(OHIO, "Count").get().statusCode()).isEqualTo(200);
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThanOrEqualTo(Duration.ofMillis(400));
    }

    @Test
    void refusesASignatureForAnotherRegionAtABoundEndpoint() throws Exception {
        try (var bound = Gateway.openIn(OREGON, 0, faults, calls, List.of(counter))) {
            var uri = URI.create("http://127.0.0.1:" + bound.port() + "/");
            var asked = signed(uri, OHIO, "counter")
                    .header("x-amz-target", "x.Count")
                    .POST(body("{}"));
            var reply = send(asked).get();
            assertThat(reply.statusCode()).isEqualTo(403);
            assertThat(reply.body()).contains("InvalidSignatureException", "us-east-2", "us-west-2");
        }
    }

    private CompletableFuture<HttpResponse<String>> call(Region region, String action) {
        return send(signed(region, "counter")
                .header("x-amz-target", "Counter." + action)
                .POST(body("{}")));
    }

    private CompletableFuture<HttpResponse<String>> send(HttpRequest.Builder request) {
        return client.sendAsync(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    private HttpRequest.Builder signed(Region region, String service) {
        return signed(uri("/"), region, service);
    }

    private static HttpRequest.Builder signed(URI uri, Region region, String service) {
        return HttpRequest.newBuilder(uri)
                .header(
                        "authorization",
                        "AWS4-HMAC-SHA256 Credential=key/20260101/" + region + "/" + service
                                + "/aws4_request, SignedHeaders=host, Signature=00");
    }

    private URI uri(String path) {
        return URI.create("http://127.0.0.1:" + gateway.port() + path);
    }

    private static HttpRequest.BodyPublisher body(String text) {
        return HttpRequest.BodyPublishers.ofString(text);
    }

    private static void assertUnanswered(CompletableFuture<?> reply) {
        assertThatThrownBy(() -> reply.get(NO_ANSWER.toMillis(), TimeUnit.MILLISECONDS))
                .isInstanceOf(TimeoutException.class);
    }

    private static void assertDropped(CompletableFuture<?> reply) {
        assertThatThrownBy(() -> reply.get(ANSWER_SECONDS, TimeUnit.SECONDS))
                .isInstanceOf(ExecutionException.class)
                .hasCauseInstanceOf(IOException.class);
    }
}

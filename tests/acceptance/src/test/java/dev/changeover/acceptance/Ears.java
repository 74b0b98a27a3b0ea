package dev.changeover.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.changeover.core.notice.Notice;
import dev.changeover.twin.account.ServiceEstate;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.eventbridge.EventBridgeClient;
import software.amazon.awssdk.services.eventbridge.model.Target;
import software.amazon.awssdk.services.sns.SnsClient;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Somebody in each Region who wants to hear: a page that the topic for people calls, and another one that a rule on
 * the bus calls by way of a topic of its own. They are subscribed as anybody would be, over the twin's wire.
 */
final class Ears implements AutoCloseable {
    private static final Duration HEARD_MAX = Duration.ofSeconds(20);

    /** How long nothing more may come before it is believed that nothing will: a delivery takes milliseconds. */
    private static final Duration SILENCE = Duration.ofSeconds(2);

    private static final String PEOPLE = "people";
    private static final String MACHINES = "machines";
    private static final StaticCredentialsProvider ANYBODY =
            StaticCredentialsProvider.create(AwsBasicCredentials.create("twin", "twin"));

    private final URI gateway;
    private final HttpServer page;
    private final Map<String, Queue<JsonNode>> heard = new ConcurrentHashMap<>(
            Map.of(PEOPLE, new ConcurrentLinkedQueue<>(), MACHINES, new ConcurrentLinkedQueue<>()));
    private final Map<String, String> tokens = new ConcurrentHashMap<>();

    private Ears(LiveTwin twin) {
        gateway = URI.create("http://127.0.0.1:" + twin.ports().gateway());
        try {
            page = HttpServer.create(new InetSocketAddress(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), 0), 0);
        } catch (IOException refused) {
            throw new UncheckedIOException(refused);
        }
        page.createContext("/", this::hear);
        page.start();
    }

    static Ears of(LiveTwin twin) {
        var ears = new Ears(twin);
        List.of(LiveTwin.EAST, LiveTwin.WEST).forEach(ears::listenIn);
        return ears;
    }

    private void hear(HttpExchange exchange) throws IOException {
        try (exchange) {
            JsonNode said =
                    JsonMapper.shared().readTree(exchange.getRequestBody().readAllBytes());
            if (said.path("Type").asString("").equals("SubscriptionConfirmation")) {
                tokens.put(said.path("TopicArn").asString(), said.path("Token").asString());
            } else {
                heard.get(exchange.getRequestURI().getPath().substring(1)).add(said);
            }
            exchange.sendResponseHeaders(200, -1);
        }
    }

    private void listenIn(String region) {
        try (var sns = SnsClient.builder()
                        .endpointOverride(gateway)
                        .region(Region.of(region))
                        .credentialsProvider(ANYBODY)
                        .httpClientBuilder(UrlConnectionHttpClient.builder())
                        .build();
                var events = EventBridgeClient.builder()
                        .endpointOverride(gateway)
                        .region(Region.of(region))
                        .credentialsProvider(ANYBODY)
                        .httpClientBuilder(UrlConnectionHttpClient.builder())
                        .build()) {
            subscribe(sns, ServiceEstate.topic(new dev.changeover.core.model.Region(region)), PEOPLE);
            String relay = sns.createTopic(create -> create.name("ears")).topicArn();
            subscribe(sns, relay, MACHINES);
            events.putRule(rule -> rule.name("ears")
                    .eventBusName(ServiceEstate.NOTICES)
                    .eventPattern("{\"source\": [\"changeover\"]}"));
            Target target = Target.builder().id("ears").arn(relay).build();
            events.putTargets(
                    put -> put.eventBusName(ServiceEstate.NOTICES).rule("ears").targets(target));
        }
    }

    private void subscribe(SnsClient sns, String topic, String who) {
        String endpoint = "http://127.0.0.1:" + page.getAddress().getPort() + "/" + who;
        sns.subscribe(one -> one.topicArn(topic).protocol("http").endpoint(endpoint));
        String token = await("the question whether to subscribe")
                .atMost(HEARD_MAX)
                .until(() -> tokens.getOrDefault(topic, ""), said -> !said.isEmpty());
        sns.confirmSubscription(confirm -> confirm.topicArn(topic).token(token));
    }

    /** That each of a changeover's facts was heard once, under its own key, and nothing else of that changeover. */
    void assertHeardOnce(String changeover, List<Notice> facts) {
        Map<String, String> machines = new LinkedHashMap<>();
        Map<String, String> people = new LinkedHashMap<>();
        for (Notice fact : facts) {
            machines.put(fact.key(), fact.kind().inWords());
            if (fact.kind().forPeople()) {
                people.put(fact.key(), fact.kind().inWords());
            }
        }
        assertThat(machines).as("keys are unique").hasSameSizeAs(facts);
        await("everything to be heard")
                .atMost(HEARD_MAX)
                .until(() -> toMachines(changeover).size() >= machines.size()
                        && toPeople(changeover).size() >= people.size());
        await("silence").pollDelay(SILENCE).atMost(HEARD_MAX).until(() -> true);
        assertThat(toMachines(changeover)).as("on the bus").containsExactlyInAnyOrderElementsOf(pairs(machines));
        assertThat(toPeople(changeover)).as("from the topic").containsExactlyInAnyOrderElementsOf(pairs(people));
    }

    private static List<List<String>> pairs(Map<String, String> kinds) {
        List<List<String>> pairs = new ArrayList<>();
        kinds.forEach((key, kind) -> pairs.add(List.of(key, kind)));
        return pairs;
    }

    /** Key and kind of each event, as often as it came. */
    private List<List<String>> toMachines(String changeover) {
        return heard.get(MACHINES).stream()
                .map(said -> JsonMapper.shared().readTree(said.path("Message").asString()))
                .filter(event -> event.at("/detail/changeover").asString("").equals(changeover))
                .map(event -> List.of(
                        event.at("/detail/key").asString(),
                        event.path("detail-type").asString()))
                .toList();
    }

    private List<List<String>> toPeople(String changeover) {
        return heard.get(PEOPLE).stream()
                .map(said -> said.path("MessageAttributes"))
                .map(attributes -> List.of(
                        attributes.at("/key/Value").asString(),
                        attributes.at("/kind/Value").asString()))
                .filter(pair -> pair.getFirst().startsWith(changeover + "/"))
                .toList();
    }

    @Override
    public void close() {
        page.stop(0);
    }
}

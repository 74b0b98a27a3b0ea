package dev.changeover.twin.events;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.sun.net.httpserver.HttpServer;
import dev.changeover.twin.Referee;
import dev.changeover.twin.model.CloudWatch;
import dev.changeover.twin.model.Faults;
import dev.changeover.twin.model.Regions;
import dev.changeover.twin.model.Timeline;
import dev.changeover.twin.model.Timing;
import dev.changeover.twin.sns.LoopbackPost;
import dev.changeover.twin.sns.Mail;
import dev.changeover.twin.sns.TopicsService;
import dev.changeover.twin.wire.CloudWatchService;
import dev.changeover.twin.wire.Gateway;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.client.builder.AwsSyncClientBuilder;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.cloudwatch.CloudWatchClient;
import software.amazon.awssdk.services.cloudwatch.model.ComparisonOperator;
import software.amazon.awssdk.services.cloudwatch.model.StateValue;
import software.amazon.awssdk.services.cloudwatch.model.Statistic;
import software.amazon.awssdk.services.eventbridge.EventBridgeClient;
import software.amazon.awssdk.services.eventbridge.model.InvalidEventPatternException;
import software.amazon.awssdk.services.eventbridge.model.PutEventsRequestEntry;
import software.amazon.awssdk.services.eventbridge.model.PutEventsResponse;
import software.amazon.awssdk.services.eventbridge.model.PutTargetsResponse;
import software.amazon.awssdk.services.eventbridge.model.ResourceNotFoundException;
import software.amazon.awssdk.services.eventbridge.model.RuleState;
import software.amazon.awssdk.services.eventbridge.model.Target;
import software.amazon.awssdk.services.sns.SnsClient;
import software.amazon.awssdk.services.sns.model.NotFoundException;
import software.amazon.awssdk.services.sns.model.SnsException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The stock Java SDK, boto3 and real sockets against the twin's EventBridge, SNS and alarms. */
class SignalsWireTest {
    private static final Duration SOON = Duration.ofSeconds(20);
    private static final int WITHOUT_BOTO3 = 77;
    private static final StaticCredentialsProvider ANYBODY =
            StaticCredentialsProvider.create(AwsBasicCredentials.create("twin", "twin"));

    private final Timeline timeline = Timeline.real();
    private final Regions regions = new Regions(timeline);
    private final CloudWatch cloudWatch = new CloudWatch(timeline, Timing.local(), regions);
    private final Queue<JsonNode> told = new ConcurrentLinkedQueue<>();
    private final Signals signals = Signals.on(
            timeline,
            cloudWatch,
            new Signals.Ground(
                    regions,
                    (_, invocation, _) -> told.add(JsonMapper.shared().readTree(invocation.payload())),
                    new LoopbackPost()));
    private final Gateway gateway = Gateway.open(
            0,
            new Faults(regions),
            List.of(
                    EventsService.over(signals.buses()),
                    TopicsService.over(signals.topics()),
                    CloudWatchService.service(cloudWatch, timeline)));
    private final EventBridgeClient events = client(EventBridgeClient.builder());
    private final SnsClient sns = client(SnsClient.builder());
    private final String function = "arn:aws:lambda:us-west-2:000000000000:function:changeover-alarm";

    private <B extends AwsSyncClientBuilder<B, C> & AwsClientBuilder<B, C>, C> C client(B builder) {
        return builder.endpointOverride(URI.create("http://127.0.0.1:" + gateway.port()))
                .region(Region.US_WEST_2)
                .credentialsProvider(ANYBODY)
                .httpClient(UrlConnectionHttpClient.create())
                .build();
    }

    @AfterEach
    void close() {
        events.close();
        sns.close();
        gateway.close();
        timeline.close();
    }

    private PutEventsResponse put(String source, String detail) {
        return put("default", source, detail);
    }

    private PutEventsResponse put(String bus, String source, String detail) {
        PutEventsRequestEntry entry = PutEventsRequestEntry.builder()
                .source(source)
                .detailType("changeover started")
                .detail(detail)
                .eventBusName(bus)
                .build();
        return events.putEvents(put -> put.entries(entry));
    }

    private PutTargetsResponse tell(String bus, String rule, String inputPath) {
        Target target =
                Target.builder().id("one").arn(function).inputPath(inputPath).build();
        return events.putTargets(put -> put.eventBusName(bus).rule(rule).targets(target));
    }

    @Test
    void tellsAFunctionWhatARuleChose() {
        events.putRule(rule -> rule.name("started").eventPattern("{\"source\": [\"changeover\"]}"));
        assertThat(tell("default", "started", "$.detail").failedEntryCount()).isZero();
        assertThat(put("changeover", "{\"id\": \"abc\"}").entries().getFirst().eventId())
                .isNotEmpty();
        put("somebody-else", "{\"id\": \"def\"}");
        await().atMost(SOON).until(() -> !told.isEmpty());
        assertThat(told).extracting(JsonNode::toString).containsExactly("{\"id\":\"abc\"}");
        assertThat(events.describeRule(rule -> rule.name("started")).state()).isEqualTo(RuleState.ENABLED);
        assertThat(events.listTargetsByRule(rule -> rule.rule("started")).targets())
                .hasSize(1);
        assertThat(events.listRules(rule -> rule.namePrefix("st")).rules()).hasSize(1);
        events.removeTargets(remove -> remove.rule("started").ids("one"));
        events.deleteRule(rule -> rule.name("started"));
        assertThat(events.listRules(list -> {}).rules()).isEmpty();
    }

    @Test
    void refusesEntriesOneByOneAndRulesInAwssWords() {
        assertThat(put("aws.ec2", "{}").entries().getFirst().errorCode()).isEqualTo("NotAuthorizedForSourceException");
        assertThat(put("changeover", "[1]").entries().getFirst().errorCode()).isEqualTo("MalformedDetail");
        assertThatThrownBy(() -> events.putRule(rule -> rule.name("x").eventPattern("{\"source\": \"a\"}")))
                .isInstanceOf(InvalidEventPatternException.class);
        assertThatThrownBy(() -> events.describeRule(rule -> rule.name("none")))
                .isInstanceOf(ResourceNotFoundException.class);
        assertThatThrownBy(() -> events.putRule(rule ->
                        rule.name("x").scheduleExpression("rate(5 minutes)").eventBusName("none")))
                .isInstanceOf(ResourceNotFoundException.class);
        assertThat(events.testEventPattern(test -> test.eventPattern("{\"source\": [\"a\"]}")
                                .event("{\"id\":\"1\",\"account\":\"0\",\"source\":\"a\",\"time\":\"\",\"region\":\"\","
                                        + "\"resources\":[],\"detail-type\":\"\"}"))
                        .result())
                .isTrue();
    }

    @Test
    void keepsBusesApart() {
        events.createEventBus(bus -> bus.name("changeover"));
        events.putRule(
                rule -> rule.name("all").eventBusName("changeover").eventPattern("{\"source\": [\"changeover\"]}"));
        tell("changeover", "all", "$");
        put("changeover", "{\"bus\": 1}");
        put("changeover", "changeover", "{\"bus\": 2}");
        await().atMost(SOON).until(() -> !told.isEmpty());
        assertThat(told).extracting(event -> event.at("/detail/bus").asInt()).containsExactly(2);
        assertThat(events.listEventBuses(list -> {}).eventBuses()).hasSize(2);
    }

    @Test
    void deliversATopicToFunctionsInboxesAndConfirmedEndpoints() throws IOException {
        Queue<JsonNode> posts = new ConcurrentLinkedQueue<>();
        HttpServer endpoint = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        endpoint.createContext("/", exchange -> {
            posts.add(JsonMapper.shared().readTree(exchange.getRequestBody().readAllBytes()));
            exchange.sendResponseHeaders(200, -1);
            exchange.close();
        });
        endpoint.start();
        try {
            String topic = sns.createTopic(create -> create.name("on-call")).topicArn();
            String url = "http://127.0.0.1:" + endpoint.getAddress().getPort() + "/hook";
            sns.subscribe(one -> one.topicArn(topic).protocol("lambda").endpoint(function));
            sns.subscribe(one -> one.topicArn(topic).protocol("email").endpoint("ann@example.com"));
            assertThat(sns.subscribe(one -> one.topicArn(topic).protocol("http").endpoint(url))
                            .subscriptionArn())
                    .isEqualTo("pending confirmation");
            await().atMost(SOON).until(() -> posts.size() == 1);
            sns.confirmSubscription(confirm ->
                    confirm.topicArn(topic).token(posts.element().at("/Token").asString()));
            assertThat(sns.getTopicAttributes(get -> get.topicArn(topic)).attributes())
                    .containsEntry("SubscriptionsConfirmed", "3");
            sns.publish(publish -> publish.topicArn(topic).subject("Moved").message("Käse & co"));
            await().atMost(SOON).until(() -> posts.size() == 2 && !told.isEmpty());
            assertThat(List.copyOf(posts).get(1).at("/Message").asString()).isEqualTo("Käse & co");
            assertThat(told.element().at("/Records/0/Sns/Subject").asString()).isEqualTo("Moved");
            assertThat(signals.topics().inbox()).extracting(Mail::body).containsExactly("Käse & co");
        } finally {
            endpoint.stop(0);
        }
    }

    @Test
    void refusesInAwssWordsWhatATopicCannot() {
        String absent = "arn:aws:sns:us-west-2:000000000000:absent";
        assertThatThrownBy(() -> sns.publish(publish -> publish.topicArn(absent).message("x")))
                .isInstanceOf(NotFoundException.class);
        String topic = sns.createTopic(create -> create.name("on-call")).topicArn();
        assertThatThrownBy(() -> sns.subscribe(
                        one -> one.topicArn(topic).protocol("http").endpoint("http://example.com/")))
                .isInstanceOfSatisfying(
                        SnsException.class,
                        refused -> assertThat(refused.awsErrorDetails().errorCode())
                                .isEqualTo("InvalidParameter"));
        sns.deleteTopic(delete -> delete.topicArn(topic));
        assertThat(sns.listTopics().topics()).isEmpty();
    }

    @Test
    void anAlarmSetByHandInvokesItsFunction() {
        try (var metrics = client(CloudWatchClient.builder())) {
            metrics.putMetricAlarm(alarm -> alarm.alarmName("shop-silent")
                    .namespace("Shop")
                    .metricName("Orders")
                    .statistic(Statistic.SUM)
                    .period(3600)
                    .evaluationPeriods(1)
                    .threshold(1.0)
                    .comparisonOperator(ComparisonOperator.LESS_THAN_THRESHOLD)
                    .treatMissingData("ignore")
                    .alarmActions(function));
            metrics.setAlarmState(set ->
                    set.alarmName("shop-silent").stateValue(StateValue.ALARM).stateReason("a drill"));
            await().atMost(SOON).until(() -> !told.isEmpty());
            assertThat(told.element().at("/alarmData/state/reason").asString()).isEqualTo("a drill");
        }
    }

    /** An independent client, with its own idea of each shape. */
    @Test
    void boto3FindsEveryShapeItExpects() throws Exception {
        Path python = Referee.require("python3");
        Path script = Path.of("src", "test", "resources", "dev", "changeover", "twin", "events", "signals.py");
        Process run = new ProcessBuilder(python.toString(), script.toString(), "http://127.0.0.1:" + gateway.port())
                .redirectErrorStream(true)
                .start();
        String said = new String(run.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(run.waitFor(60, TimeUnit.SECONDS)).isTrue();
        if (run.exitValue() == WITHOUT_BOTO3) {
            System.err.println("SKIPPED: python3 has no boto3, so the twin's events were not tried with it.");
        }
        assumeTrue(run.exitValue() != WITHOUT_BOTO3, "python3 has no boto3");
        assertThat(run.exitValue()).as(said).isZero();
        assertThat(signals.topics().inbox()).hasSize(2);
    }
}

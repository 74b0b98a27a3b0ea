package dev.changeover.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.changeover.core.journal.ChangeoverState;
import dev.changeover.core.journal.Event;
import dev.changeover.core.journal.Fold;
import dev.changeover.core.journal.Journal;
import dev.changeover.core.model.Actor;
import dev.changeover.core.model.AlarmArn;
import dev.changeover.core.model.ApplicationPlan;
import dev.changeover.core.model.ChangeoverId;
import dev.changeover.core.model.ChangeoverRequest;
import dev.changeover.core.model.Mode;
import dev.changeover.core.model.Region;
import dev.changeover.core.ready.ReadinessSettings;
import dev.changeover.plan.PlanFile;
import dev.changeover.twin.model.Account;
import dev.changeover.twin.world.Outage;
import dev.changeover.twin.world.TwinClient;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.client.builder.AwsSyncClientBuilder;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.services.cloudwatch.CloudWatchClient;
import software.amazon.awssdk.services.cloudwatch.model.ComparisonOperator;
import software.amazon.awssdk.services.cloudwatch.model.MetricAlarm;
import software.amazon.awssdk.services.cloudwatch.model.StateValue;
import software.amazon.awssdk.services.cloudwatch.model.Statistic;
import software.amazon.awssdk.services.lambda.LambdaClient;

/** The ways on which the five functions of a twin from templates come to call AWS, walked one after the other. */
final class EveryPath {
    private static final String SHOP = "/v1/applications/shop";
    private static final Duration DONE_MAX = Duration.ofMinutes(4);

    /** The least that the alarm function needs for a look (a minute) and some seconds in which it waits. */
    private static final int ALARM_SECONDS = 62;

    /** A turn may take 36 s, so the runner waits for an approval for some seconds and goes on in another invocation. */
    private static final int RUNNER_SECONDS = 45;

    private static final int RUNNER_SECONDS_OF_TEMPLATE = 900;

    /** How often to ask for all calls so far, which are many. */
    private static final Duration ROUNDS_EVERY = Duration.ofSeconds(1);

    private static final String ANOTHER_ROUND =
            "\"caller\":\"changeover-runner-us-east-1\",\"region\":\"us-east-1\",\"action\":\"lambda:InvokeFunction\"";

    private final LiveTwin twin;
    private final TwinClient outages;
    private final ApplicationPlan plan;
    private final List<AlarmArn> alarms;

    /** {@code alarms} are those that the roles were made for. */
    EveryPath(LiveTwin twin, List<AlarmArn> alarms) {
        this.twin = twin;
        this.outages = new TwinClient(twin.ports());
        this.plan = twin.application();
        this.alarms = alarms.stream()
                .map(alarm -> new AlarmArn(Account.arn(
                        "cloudwatch", new Region(alarm.value().split(":", -1)[3]), "alarm:" + alarm.name())))
                .toList();
    }

    /** Before anybody asks the API, since it reads the plans once a minute. */
    void listenToAlarms() throws IOException {
        StringBuilder trigger = new StringBuilder("alarm-trigger:\n  alarms:\n");
        alarms.forEach(alarm -> trigger.append("    - ").append(alarm).append('\n'));
        trigger.append("  sustained: 4s\n  loss-limit: 1m\n  modes: [graceful, ungraceful]\n");
        Path file = twin.shell().home().resolve("listening.plan.yaml");
        Files.writeString(file, Files.readString(twin.plan()) + trigger);
        Finished published = twin.shell().run("plan", "publish", file.toString());
        assertThat(published.code()).as("%s", published).isZero();
    }

    /** Everything, beginning in the secondary Region. */
    void walk() throws IOException {
        gracefulByWhomReadinessFinds();
        gracefulByAnAlarm();
        drill();
        ungracefulByDocuments();
        ungracefulByTheRunner();
    }

    /**
     * Begun a while ago, and nobody came. Systems Manager is broken, so that the runner is asked too. A second person
     * takes longer to approve than the runner may wait.
     */
    private void gracefulByWhomReadinessFinds() throws IOException {
        var id = new ChangeoverId("shop-that-nobody-drove");
        var request = new ChangeoverRequest(
                id,
                plan.secondary().region(),
                plan.primary().region(),
                Mode.GRACEFUL,
                new Actor("ana", "a walk"),
                Optional.empty(),
                Set.of(),
                List.of());
        Instant then = Instant.now().minus(ReadinessSettings.UNDRIVEN_AFTER_DEFAULT.multipliedBy(2));
        assertThat(twin.journal().open(new Event.Started(request, careful(), then)))
                .isInstanceOf(Journal.Opening.Opened.class);
        breakSystemsManager();
        limit("changeover-runner", RUNNER_SECONDS);
        invoke(LiveTwin.EAST, "changeover-readiness", "{}");
        await("another round of the runner")
                .atMost(DONE_MAX)
                .pollInterval(ROUNDS_EVERY)
                .until(() -> outages.calls().toString().contains(ANOTHER_ROUND));
        limit("changeover-runner", RUNNER_SECONDS_OF_TEMPLATE);
        try (var api = api(LiveTwin.EAST, "approver")) {
            Said approved = api.post("/v1/changeovers/" + id + "/approve", Map.of("reason", "a walk"));
            assertThat(approved.status()).as("%s", approved).isEqualTo(200);
        }
        ended(id);
        outages.heal(Optional.empty());
        invoke(LiveTwin.WEST, "changeover-readiness", "{}");
    }

    private ApplicationPlan careful() throws IOException {
        String text = Files.readString(twin.plan()).replaceFirst("approval: false", "approval: true");
        return ((PlanFile.Reading.Valid) PlanFile.parse(text, "the careful plan")).plan();
    }

    /** Its quorum takes longer than the invocation, so that it goes on in another. */
    private void gracefulByAnAlarm() {
        breakSystemsManager();
        limit("changeover-alarm", ALARM_SECONDS);
        acknowledgeRecovery(LiveTwin.WEST);
        arm();
        int before = twin.journal().history(plan.name()).size();
        Instant since = raise();
        invoke(LiveTwin.WEST, "changeover-alarm", """
                {"source":"aws.cloudwatch","detail-type":"CloudWatch Alarm State Change","resources":["%s"],
                 "detail":{"state":{"value":"ALARM","timestamp":"%s"}}}""".formatted(alarms.getFirst(), since));
        ended(await("a changeover by alarm")
                .atMost(DONE_MAX)
                .until(() -> twin.journal().history(plan.name()), started -> started.size() > before)
                .getLast());
        outages.heal(Optional.empty());
    }

    private void drill() {
        acknowledgeRecovery(LiveTwin.WEST);
        try (var api = api(LiveTwin.WEST)) {
            assertThat(api.post(SHOP + "/readiness", Map.of()).status()).isEqualTo(200);
            Map<String, Object> wish = Map.of("reason", "a walk", "soakMs", 1000, "confirm", "drill shop");
            Said begun = api.post(SHOP + "/drills", wish, "a-drill-on-the-walk");
            assertThat(begun.status()).as("%s", begun).isEqualTo(202);
            String page = "/v1/drills/" + begun.json().path("id").asString();
            await("the drill's end")
                    .atMost(DONE_MAX)
                    .until(
                            () -> api.get(page).json().path("state").asString(),
                            state -> List.of("passed", "missed", "failed").contains(state));
        }
    }

    private void ungracefulByDocuments() {
        outages.begin(new Outage.RegionDark(plan.secondary().region()));
        ended(started(LiveTwin.EAST, "failback"));
        outages.heal(Optional.empty());
        assertThat(twin.settled()).isEqualTo(LiveTwin.EAST);
    }

    private void ungracefulByTheRunner() {
        breakSystemsManager();
        outages.begin(new Outage.RegionDark(plan.primary().region()));
        ended(started(LiveTwin.WEST, "failover"));
        outages.heal(Optional.empty());
    }

    private void breakSystemsManager() {
        outages.begin(new Outage.Service(
                new Outage.Target(Optional.empty(), Optional.of("ssm"), Optional.of("StartAutomationExecution")),
                Outage.Kind.ERROR,
                Duration.ZERO,
                OptionalInt.empty()));
    }

    private GatewayCaller api(String region) {
        return api(region, "operator");
    }

    private GatewayCaller api(String region, String person) {
        return new GatewayCaller(
                twin, region, ServiceCaller.of(twin, region, person).token());
    }

    /** Begins an ungraceful move, by the function behind the gateway. */
    private ChangeoverId started(String region, String direction) {
        try (var api = api(region)) {
            Map<String, Object> wish = Map.of("direction", direction, "mode", "ungraceful");
            Said preview = api.post(SHOP + "/preview", wish);
            assertThat(preview.status()).as("%s", preview).isEqualTo(200);
            Map<String, Object> order = new HashMap<>(wish);
            order.put("reason", "a walk");
            order.put("previewVersion", preview.json().path("version").asString());
            order.put("confirm", preview.json().path("confirm").asString());
            order.put("acknowledged", List.of("LOSS_UNKNOWN", "LOSS_ABOVE_ACCEPTED"));
            Said started = api.post(SHOP + "/changeovers", order, "a-walk-" + direction);
            assertThat(started.status()).as("%s", started).isEqualTo(202);
            return new ChangeoverId(started.json().path("id").asString());
        }
    }

    private void ended(ChangeoverId id) {
        await("the end of " + id)
                .atMost(DONE_MAX)
                .until(() -> Fold.of(twin.journal().read(id)), ChangeoverState::ended);
    }

    private void acknowledgeRecovery(String region) {
        try (var api = api(region)) {
            Map<String, Object> act = Map.of("act", "acknowledge-recovery", "reason", "a walk");
            assertThat(api.post(SHOP + "/arming", act).status()).isEqualTo(200);
        }
    }

    private void arm() {
        try (var api = api(LiveTwin.WEST)) {
            Said armed = api.post(SHOP + "/arming", Map.of("act", "arm", "reason", "a walk"));
            assertThat(armed.status()).as("%s", armed).isEqualTo(200);
        }
    }

    /** As an operator sets them by hand; when the first of them changed. */
    private Instant raise() {
        try (var cloudWatch = client(CloudWatchClient.builder(), LiveTwin.WEST)) {
            for (AlarmArn alarm : alarms) {
                cloudWatch.putMetricAlarm(put -> put.alarmName(alarm.name())
                        .namespace("Shop")
                        .metricName(alarm.name())
                        .statistic(Statistic.SUM)
                        .period(60)
                        .evaluationPeriods(1)
                        .threshold(1.0)
                        .comparisonOperator(ComparisonOperator.GREATER_THAN_THRESHOLD)
                        .treatMissingData("ignore"));
                cloudWatch.setAlarmState(state -> state.alarmName(alarm.name())
                        .stateValue(StateValue.ALARM)
                        .stateReason("a walk"));
            }
            String first = alarms.getFirst().name();
            return cloudWatch.describeAlarms(describe -> describe.alarmNames(first)).metricAlarms().stream()
                    .map(MetricAlarm::stateUpdatedTimestamp)
                    .findFirst()
                    .orElseThrow();
        }
    }

    /** In both Regions: another version, under the alias that everybody calls. */
    private void limit(String function, int seconds) {
        for (String region : List.of(LiveTwin.EAST, LiveTwin.WEST)) {
            try (var lambda = client(LambdaClient.builder(), region)) {
                lambda.updateFunctionConfiguration(
                        update -> update.functionName(function).timeout(seconds));
                String version = lambda.publishVersion(publish -> publish.functionName(function))
                        .version();
                lambda.updateAlias(
                        alias -> alias.functionName(function).name("live").functionVersion(version));
            }
        }
    }

    /** Until it answers: on a busy machine the plans may not come in time, and nothing is done then. */
    private void invoke(String region, String function, String event) {
        await(function + " in " + region)
                .atMost(DONE_MAX)
                .untilAsserted(
                        () -> assertThat(failure(region, function, event)).isEmpty());
    }

    private Optional<String> failure(String region, String function, String event) {
        try (var lambda = client(LambdaClient.builder(), region)) {
            var answer = lambda.invoke(
                    invoke -> invoke.functionName(function).qualifier("live").payload(SdkBytes.fromUtf8String(event)));
            return Optional.ofNullable(answer.functionError())
                    .map(kind -> kind + ": " + answer.payload().asUtf8String());
        }
    }

    private <B extends AwsClientBuilder<B, C> & AwsSyncClientBuilder<B, C>, C> C client(B builder, String region) {
        return builder.endpointOverride(
                        URI.create("http://127.0.0.1:" + twin.ports().gateway()))
                .region(software.amazon.awssdk.regions.Region.of(region))
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("twin", "twin")))
                .httpClientBuilder(UrlConnectionHttpClient.builder().socketTimeout(DONE_MAX))
                .overrideConfiguration(options -> options.apiCallTimeout(DONE_MAX))
                .build();
    }
}

package dev.changeover.handler;

import static dev.changeover.handler.LiveStage.EAST;
import static dev.changeover.handler.LiveStage.WEST;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.changeover.aws.AwsAccount;
import dev.changeover.aws.PlanStore;
import dev.changeover.core.model.Timeouts;
import dev.changeover.core.notice.MemoryNoticeMarks;
import dev.changeover.plan.PlanFile;
import dev.changeover.twin.account.ServiceEstate;
import dev.changeover.twin.events.EventsService;
import dev.changeover.twin.lambda.Code;
import dev.changeover.twin.model.Fault;
import dev.changeover.twin.model.Faults;
import dev.changeover.twin.sns.Mail;
import dev.changeover.twin.sns.TopicsService;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What bus and topic hear of readiness, over the wire: a verdict that changed, and nothing else. */
class ReadinessNoticeTest {
    private static final Duration TIMEOUT = Duration.ofMinutes(2);
    private static final int LOOKS_MAX = 10;
    private static final Duration HEARD_MAX = Duration.ofSeconds(10);

    @TempDir
    private Path home;

    private final List<String> log = new ArrayList<>();
    private final List<String> verdicts = new ArrayList<>();
    private final MemoryNoticeMarks marks = new MemoryNoticeMarks();
    private LiveStage stage;
    private String relay;

    @BeforeEach
    void open() {
        stage = new LiveStage(home);
        stage.deploy(Code.folder(home));
        new ServiceEstate(stage.account).makeChannels();
        subscribe();
        try (var account = AwsAccount.open(Optional.of(stage.endpoint), Timeouts.defaults())) {
            PlanStore.publish(account, stage.plan, PlanFile.write(stage.plan));
        }
    }

    @AfterEach
    void close() {
        stage.close();
    }

    /** A person of the topic, and a rule of the bus that tells a mailbox of its own. */
    private void subscribe() {
        var topics = TopicsService.over(stage.account.signals().topics());
        var events = EventsService.over(stage.account.signals().buses());
        relay = stage.account.signals().topics().create(WEST, "relay", Map.of());
        for (String topic : List.of(ServiceEstate.topic(WEST), relay)) {
            topics.call(
                    WEST, "Subscribe", Map.of("TopicArn", topic, "Protocol", "email", "Endpoint", "ann@example.com"));
        }
        events.call(
                WEST,
                "PutRule",
                Map.of(
                        "Name", "readiness",
                        "EventBusName", ServiceEstate.NOTICES,
                        "EventPattern", "{\"detail-type\":[\"readiness changed\"]}"));
        events.call(
                WEST,
                "PutTargets",
                Map.of(
                        "Rule",
                        "readiness",
                        "EventBusName",
                        ServiceEstate.NOTICES,
                        "Targets",
                        List.of(Map.of("Id", "relay", "Arn", relay))));
    }

    @Test
    void aVerdictThatChangedIsToldOnceAndNothingElse() throws IOException {
        lookUntil("ready");
        look();
        int broken = stage.account
                .faults()
                .plan(Faults.Scope.ALL.in(WEST).service("secretsmanager").action("GetSecretValue"), new Fault.Broken());
        lookUntil("not ready: UNREADABLE");
        look();
        stage.account.faults().heal(broken);
        lookUntil("ready");
        look();

        List<String> changes = changes();
        assertThat(changes).hasSizeGreaterThanOrEqualTo(2);
        await("news")
                .atMost(HEARD_MAX)
                .until(() -> bodies(relay).size() >= changes.size()
                        && bodies(ServiceEstate.topic(WEST)).size() >= changes.size());
        assertThat(bodies(ServiceEstate.topic(WEST)))
                .extracting(body -> body.lines().findFirst().orElseThrow())
                .isEqualTo(changes);
        assertThat(events())
                .extracting(event -> event.at("/detail/sentence").asString())
                .isEqualTo(changes);
        assertThat(events())
                .extracting(event -> event.at("/detail/key").asString())
                .doesNotHaveDuplicates();
    }

    @Test
    void aVerdictThatNobodyHeardIsToldByTheNextLookOnce() throws IOException {
        lookUntil("ready");
        int told = bodies(ServiceEstate.topic(WEST)).size();
        int silent = stage.account
                .faults()
                .plan(Faults.Scope.ALL.in(WEST).service("sns").action("Publish"), new Fault.Broken());
        int broken = stage.account
                .faults()
                .plan(Faults.Scope.ALL.in(WEST).service("secretsmanager").action("GetSecretValue"), new Fault.Broken());
        lookUntil("not ready: UNREADABLE");
        assertThat(bodies(ServiceEstate.topic(WEST))).hasSize(told);
        assertThat(log).anyMatch(line -> line.contains("the next look tries again"));

        stage.account.faults().heal(silent);
        look();
        List<String> changes = changes();
        await("news")
                .atMost(HEARD_MAX)
                .until(() -> bodies(ServiceEstate.topic(WEST)).size() >= changes.size());
        look();
        stage.account.faults().heal(broken);
        assertThat(bodies(ServiceEstate.topic(WEST)))
                .extracting(body -> body.lines().findFirst().orElseThrow())
                .isEqualTo(changes());
    }

    /** In a busy minute a look may come to another verdict than the one that is waited for; that is news as well. */
    private void lookUntil(String verdict) throws IOException {
        for (int times = 0; times < LOOKS_MAX; times++) {
            if (look().equals(verdict)) {
                return;
            }
        }
        throw new AssertionError("never " + verdict + ": " + verdicts);
    }

    private List<String> changes() {
        List<String> changes = new ArrayList<>();
        String before = "ready";
        for (String verdict : verdicts) {
            if (!verdict.equals(before)) {
                changes.add("Readiness of " + stage.plan.name() + ", seen from us-west-2, changed from " + before
                        + " to " + verdict + ".");
            }
            before = verdict;
        }
        return changes;
    }

    private List<String> bodies(String topic) {
        return stage.account.signals().topics().inbox().stream()
                .filter(mail -> mail.topicArn().equals(topic))
                .map(Mail::body)
                .toList();
    }

    private List<JsonNode> events() {
        return bodies(relay).stream().map(JsonMapper.shared()::readTree).toList();
    }

    /** Five minutes after the one before; its verdict. */
    private String look() throws IOException {
        Instant now = Instant.now().plus(Duration.ofMinutes(5).multipliedBy(verdicts.size()));
        var settings = Settings.of(Map.of(
                "AWS_REGION",
                WEST.code(),
                Settings.REGIONS,
                EAST + "," + WEST,
                Settings.FUNCTIONS,
                "changeover-step,changeover-runner",
                Settings.BUS,
                ServiceEstate.NOTICES,
                Settings.TOPIC,
                ServiceEstate.topic(WEST),
                Settings.TWIN,
                stage.endpoint.toString()));
        InstantSource clock = InstantSource.fixed(now);
        try (var premises = settings.premises(clock)) {
            var desk = new ReadinessDesk(settings, premises, premises.operations(), marks, clock, log::add);
            var out = new ByteArrayOutputStream();
            new ReadinessHandler(desk)
                    .handleRequest(
                            new ByteArrayInputStream(new byte[0]),
                            out,
                            Invocation.of("changeover-readiness", Instant::now, TIMEOUT));
            verdicts.add(JsonMapper.shared()
                    .readTree(out.toByteArray())
                    .at("/applications/0/verdict")
                    .asString());
            return verdicts.getLast();
        }
    }
}

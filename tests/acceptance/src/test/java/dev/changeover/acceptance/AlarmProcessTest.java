package dev.changeover.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.changeover.core.guard.Given;
import dev.changeover.core.guard.GuardReason;
import dev.changeover.core.guard.GuardReason.Code;
import dev.changeover.core.guard.GuardStore;
import dev.changeover.core.guard.RefusedStart;
import dev.changeover.core.guard.Switch;
import dev.changeover.core.journal.ChangeoverState;
import dev.changeover.core.journal.Event;
import dev.changeover.core.journal.Fold;
import dev.changeover.core.model.Actor;
import dev.changeover.core.model.AlarmArn;
import dev.changeover.core.model.ApplicationPlan;
import dev.changeover.core.model.ChangeoverId;
import dev.changeover.journal.dynamodb.DynamoGuardStore;
import dev.changeover.journal.dynamodb.DynamoJournal;
import dev.changeover.journal.dynamodb.JournalPlace;
import dev.changeover.plan.PlanFile;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.cloudwatch.CloudWatchClient;
import software.amazon.awssdk.services.cloudwatch.model.StateValue;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.lambda.model.InvocationType;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;
import tools.jackson.databind.json.JsonMapper;

/**
 * From a CloudWatch alarm through the function it tells to a changeover, all in processes of their own. The functions
 * are deployed as the zip here, and as the image everywhere else.
 */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class AlarmProcessTest {
    private static final int PORT = 19_700;
    private static final Duration FUNCTION_MAX = Duration.ofSeconds(60);
    private static final Duration MOVE_MAX = Duration.ofMinutes(2);
    private static final int REFUSALS = 50;
    private static final StaticCredentialsProvider ANYBODY =
            StaticCredentialsProvider.create(AwsBasicCredentials.create("twin", "twin"));

    private static LiveTwin twin;
    private static ApplicationPlan plan;
    private static DynamoJournal journal;
    private static DynamoGuardStore guards;
    private static CloudWatchClient alarms;
    private static LambdaClient functions;

    @BeforeAll
    static void rise() {
        twin = LiveTwin.up(new Shell(Folders.home()).with("CHANGEOVER_FUNCTION_PACKAGE", "zip"), PORT);
        plan = ((PlanFile.Reading.Valid) PlanFile.read(twin.plan())).plan();
        var place = new JournalPlace(
                plan.journal().orElseThrow().name(),
                List.of(plan.secondary().region(), plan.primary().region()),
                plan.twin());
        journal = new DynamoJournal(place);
        guards = new DynamoGuardStore(place);
        alarms = CloudWatchClient.builder()
                .region(Region.US_WEST_2)
                .endpointOverride(gateway())
                .credentialsProvider(ANYBODY)
                .build();
        functions = LambdaClient.builder()
                .region(Region.US_WEST_2)
                .endpointOverride(gateway())
                .credentialsProvider(ANYBODY)
                .build();
    }

    @AfterAll
    static void end() {
        Stream.<AutoCloseable>of(functions, alarms, guards, journal, twin).forEach(AlarmProcessTest::close);
    }

    private static void close(AutoCloseable open) {
        try {
            open.close();
        } catch (Exception left) {
            System.err.println("not closed: " + left);
        }
    }

    private static URI gateway() {
        return plan.twin().orElseThrow();
    }

    @Test
    @Order(1)
    void aDisarmedAlarmStartsNothingAndSaysWhy() {
        raise();

        awaitRefusal(Code.DISARMED);
        assertThat(journal.history(plan.name())).isEmpty();
        calm();
    }

    @Test
    @Order(2)
    void anArmedOneStartsExactlyOneChangeoverHoweverOftenItIsTold() {
        turnArming(true);
        Instant since = raise();
        AlarmArn alarm = plan.alarmTrigger().orElseThrow().alarms().getFirst();
        for (int times = 0; times < 3; times++) {
            tell(alarm, since);
        }
        tell(alarm, since.minus(Duration.ofHours(1)));

        ChangeoverId id = await("a changeover")
                .atMost(FUNCTION_MAX)
                .until(() -> journal.history(plan.name()), started -> !started.isEmpty())
                .getFirst();
        ChangeoverState ended =
                await("its end").atMost(MOVE_MAX).until(() -> Fold.of(journal.read(id)), ChangeoverState::ended);
        assertThat(ended.request().by().who()).startsWith("alarm ");
        // The runner takes over where Systems Manager does not answer within a call's bound, as on a busy machine. Who
        // drove may say afterwards that it drives no longer, so all that took over are asked for.
        assertThat(journal.read(id))
                .filteredOn(Event.DriverTook.class::isInstance)
                .extracting(event -> ((Event.DriverTook) event).driver())
                .isNotEmpty()
                .allMatch(driver -> driver.matches("(ssm|lambda)/.+"));
        assertThat(twin.settled()).isEqualTo(LiveTwin.WEST);

        tell(alarm, since);

        awaitRefusal(Code.EVENT_TOO_OLD);
        await("the event told once more")
                .atMost(FUNCTION_MAX)
                .until(
                        () -> codes().stream()
                                .filter(code -> code == Code.DUPLICATE_EVENT || code == Code.CHANGEOVER_RUNNING)
                                .count(),
                        refused -> refused > 0);
        assertThat(journal.history(plan.name())).containsExactly(id);
        calm();
    }

    @Test
    @Order(3)
    void duringTheRecoveryPeriodNothingStartsByItself() {
        raise();

        awaitRefusal(Code.RECOVERY_PERIOD);
        awaitRefusal(Code.NEVER_AUTOMATIC_FAILBACK);
        assertThat(journal.history(plan.name())).hasSize(1);
    }

    @Test
    @Order(4)
    void noFunctionWroteThePassword() throws IOException {
        String password = password();
        Path logs = twin.shell().home().resolve(Path.of("twins", Integer.toString(PORT), "logs", "lambda"));
        List<Path> all;
        try (Stream<Path> files = Files.walk(logs)) {
            all = files.filter(Files::isRegularFile).toList();
        }
        assertThat(all)
                .extracting(log -> log.getFileName().toString())
                .contains("changeover-alarm.log", "changeover-step.log");
        for (Path log : all) {
            assertThat(Files.readString(log)).doesNotContain(password);
        }
    }

    private static String password() {
        try (var secrets = SecretsManagerClient.builder()
                .region(Region.US_WEST_2)
                .endpointOverride(gateway())
                .credentialsProvider(ANYBODY)
                .build()) {
            String value = secrets.getSecretValue(
                            get -> get.secretId(plan.secondary().secret().value()))
                    .secretString();
            return JsonMapper.shared().readTree(value).required("password").asString();
        }
    }

    private static void turnArming(boolean on) {
        var name = new Switch.Name.Arming(plan.name());
        var by = new Given(new Actor("ana", "the alarms are trusted"), Instant.now());
        assertThat(guards.turn(name, guards.read(name), on, by)).isInstanceOf(GuardStore.Writing.Written.class);
    }

    /** As an operator sets them by hand; when the first of them changed. */
    private static Instant raise() {
        set(StateValue.ALARM);
        String first = plan.alarmTrigger().orElseThrow().alarms().getFirst().name();
        return alarms.describeAlarms(describe -> describe.alarmNames(first))
                .metricAlarms()
                .getFirst()
                .stateUpdatedTimestamp();
    }

    private static void calm() {
        set(StateValue.OK);
    }

    private static void set(StateValue value) {
        for (AlarmArn alarm : plan.alarmTrigger().orElseThrow().alarms()) {
            alarms.setAlarmState(
                    state -> state.alarmName(alarm.name()).stateValue(value).stateReason("a test"));
        }
    }

    /** The same change once more, as a rule of EventBridge tells it. */
    private static void tell(AlarmArn alarm, Instant since) {
        String event = """
                {"source":"aws.cloudwatch","detail-type":"CloudWatch Alarm State Change","resources":["%s"],
                 "detail":{"state":{"value":"ALARM","timestamp":"%s"}}}""".formatted(alarm, since);
        functions.invoke(invoke -> invoke.functionName("changeover-alarm")
                .invocationType(InvocationType.EVENT)
                .payload(SdkBytes.fromUtf8String(event)));
    }

    private static void awaitRefusal(Code code) {
        await("a refusal for " + code)
                .atMost(FUNCTION_MAX)
                .until(AlarmProcessTest::codes, codes -> codes.contains(code));
    }

    private static List<Code> codes() {
        return guards.refusals(Optional.of(plan.name()), REFUSALS).stream()
                .map(RefusedStart::reasons)
                .flatMap(List::stream)
                .map(GuardReason::code)
                .toList();
    }
}

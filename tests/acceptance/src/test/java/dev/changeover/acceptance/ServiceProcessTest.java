package dev.changeover.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.changeover.core.journal.Event;
import dev.changeover.core.model.ChangeoverId;
import dev.changeover.core.notice.Notice;
import dev.changeover.core.notice.Notices;
import dev.changeover.core.port.Answer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.ssm.model.AutomationExecution;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** docs/api.md, walked: everything by HTTP, driven by Systems Manager and functions, as on AWS. */
@Order(3)
class ServiceProcessTest {
    private static final int PORT = 19_600;

    /** The same shop under another name, whose policy wants a second person. */
    private static final String CAREFUL = "/v1/applications/careful";

    /** And under a third name, for what leaves a long history. */
    private static final String RACED = "/v1/applications/raced";

    /** What the acceptance asks for. On a busy machine as many as fit are done here, and all in {@code RaceTest}. */
    private static final int RACES = 1_000;

    private static final Duration RACING_MAX = Duration.ofSeconds(Integer.getInteger("changeover.races.seconds", 20));

    private static final Duration SPOKEN_MAX = Duration.ofSeconds(30);

    /** Some looks may take 3 s each while a Region is dark, and the databases have to find each other again. */
    private static final Duration PAID_MAX = Duration.ofSeconds(60);

    private static LiveTwin twin;
    private static Ears ears;

    @BeforeAll
    static void rise() {
        twin = LiveTwin.up(PORT);
        ears = Ears.of(twin);
        publish("careful", true);
        publish("raced", false);
    }

    /** Before anybody asks the API, since it reads the plans once a minute. */
    private static void publish(String name, boolean approval) {
        try {
            String shop = Files.readString(twin.plan());
            Path file = twin.shell().home().resolve(name + ".yaml");
            Files.writeString(
                    file,
                    shop.replaceFirst("(?m)^application: unicorn-shop$", "application: " + name)
                            .replaceFirst("approval: false", "approval: " + approval));
            Finished published = twin.shell().run("plan", "publish", file.toString());
            assertThat(published.code()).as("%s", published).isZero();
        } catch (IOException refused) {
            throw new UncheckedIOException(refused);
        }
    }

    @AfterAll
    static void end() {
        if (ears != null) {
            ears.close();
        }
        if (twin != null) {
            twin.close();
        }
    }

    @Test
    void movesTheShopAndSystemsManagerShowsTheSameSteps() throws Exception {
        String from = twin.settled();
        String to = LiveTwin.other(from);
        ServiceCaller operator = ServiceCaller.of(twin, from, "operator");
        String id = ServiceCaller.id(operator.start(ServiceCaller.SHOP, direction(to), "graceful", Map.of()));
        String streamed;
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<String> stream = threads.submit(
                    () -> ServiceCaller.of(twin, to, "viewer").stream("/v1/changeovers/" + id + "/events"));
            operator.ended(id);
            streamed = stream.get();
        }

        twin.assertWhollyIn(to);
        JsonNode polled =
                operator.get("/v1/changeovers/" + id + "/events?since=0").json();
        assertThat(streamed).contains("event: end");
        assertThat(streamed.lines().filter("event: event"::equals).count())
                .as("all that was polled up to the end was streamed")
                .isGreaterThanOrEqualTo(untilTheEnd(polled));
        AutomationExecution execution = successful(to, id);
        assertThat(Executions.stepsDone(execution))
                .filteredOn(step -> !step.equals("Approve"))
                .isEqualTo(steps(operator.changeover(id)));
        assertThat(execution.documentName())
                .isEqualTo(to.equals(LiveTwin.WEST) ? "Changeover-Failover" : "Changeover-Failback");
    }

    private static long untilTheEnd(JsonNode polled) {
        List<String> names = StreamSupport.stream(polled.path("events").spliterator(), false)
                .map(event -> event.path("event").asString())
                .toList();
        return names.indexOf("Ended") + 1L;
    }

    /** The one execution of the changeover, once it has ended: its last step follows the changeover's end. */
    private static AutomationExecution successful(String region, String id) {
        List<String> executions = Executions.of(twin, id);
        assertThat(executions).hasSize(1);
        return await("the execution's end")
                .atMost(SPOKEN_MAX)
                .until(
                        () -> Executions.read(twin, region, executions.getFirst()),
                        execution ->
                                execution.automationExecutionStatusAsString().equals("Success"));
    }

    private static List<String> steps(JsonNode changeover) {
        return StreamSupport.stream(changeover.path("steps").spliterator(), false)
                .filter(step -> step.path("state").asString().equals("satisfied"))
                .map(step -> step.path("name").asString())
                .toList();
    }

    private static String direction(String to) {
        return to.equals(LiveTwin.WEST) ? "failover" : "failback";
    }

    @Test
    void waitsForASecondPersonWhereThePlanAsksForOne() {
        String from = twin.settled();
        String to = LiveTwin.other(from);
        ServiceCaller operator = ServiceCaller.of(twin, from, "operator");
        ServiceCaller approver = ServiceCaller.of(twin, to, "approver");
        twin.outage(
                "--service", "secretsmanager", "--action", "PutSecretValue", "--kind", "lose-reply", "--calls", "1");
        String id = ServiceCaller.id(operator.start(CAREFUL, direction(to), "graceful", Map.of()));
        String approve = "/v1/changeovers/" + id + "/approve";
        await("the approval asked for")
                .atMost(SPOKEN_MAX)
                .until(() -> twin.events(new ChangeoverId(id)).toString().contains("APPROVAL"));

        Said own = operator.post(approve, Map.of("reason", "I am sure"));
        assertThat(own.status()).as("%s", own).isEqualTo(403);
        assertThat(own.code()).isEqualTo("role-missing");
        Said approved = approver.post(approve, Map.of("reason", "seen the preview"));
        assertThat(approved.status()).as("%s", approved).isEqualTo(200);

        JsonNode ended = operator.ended(id);
        assertThat(ended.path("approval").path("by").asString()).isEqualTo("approver");
        assertThat(Executions.stepsDone(successful(to, id)))
                .contains("Approve")
                .isEqualTo(steps(operator.changeover(id)));
        twin.assertWhollyIn(to);
        assertEverybodyHeardOnce(id, steps(operator.changeover(id)).size());
    }

    /** On bus and topic; of the reply that was lost and asked for again, nobody heard. */
    private static void assertEverybodyHeardOnce(String id, int steps) {
        List<Event> events = twin.events(new ChangeoverId(id));
        assertThat(events)
                .anyMatch(event -> event instanceof Event.ActionAnswered(var _, var answer, var _)
                        && answer instanceof Answer.Unknown);
        List<Notice> facts = Notices.of(events, 0);
        Map<Notice.Kind, Long> kinds =
                facts.stream().collect(Collectors.groupingBy(Notice::kind, Collectors.counting()));
        assertThat(kinds)
                .isEqualTo(Map.of(
                        Notice.Kind.CHANGEOVER_STARTED,
                        1L,
                        Notice.Kind.STEP_ENDED,
                        (long) steps,
                        Notice.Kind.WAITING_FOR_PERSON,
                        1L,
                        Notice.Kind.CHANGEOVER_ENDED,
                        1L));
        ears.assertHeardOnce(id, facts);
    }

    /** The same code answers as on AWS: out of the zip, in the stock runtime, the token read by the function itself. */
    @Test
    void theFunctionBehindTheGatewayAnswersAsTheServerDoes() {
        String here = twin.settled();
        for (String person : List.of("operator", "viewer", "auditor")) {
            ServiceCaller server = ServiceCaller.of(twin, here, person);
            try (var gateway = new GatewayCaller(twin, here, server.token())) {
                for (String path : List.of("/v1/me", "/v1/audit", "/v1/stop", ServiceCaller.SHOP + "/changeovers")) {
                    assertSame(server.get(path), gateway.get(path));
                }
                for (String act : List.of("/v1/stop", "/v1/changeovers/shop-unheard-of/pause")) {
                    Map<String, Object> body = Map.of("reason", "a test", "surprise", 1);
                    assertSame(server.post(act, body), gateway.post(act, body));
                }
                Said preview = gateway.post(
                        ServiceCaller.SHOP + "/preview",
                        Map.of("direction", direction(LiveTwin.other(here)), "mode", "graceful"));
                assertThat(preview.status()).as("%s", preview).isEqualTo(200);
                Promises.kept("POST", ServiceCaller.SHOP + "/preview", preview);
            }
        }
        try (var nobody = new GatewayCaller(twin, here, "");
                var stranger = new GatewayCaller(twin, here, "e30.e30.e30")) {
            assertThat(nobody.get("/v1/me").code()).isEqualTo("token-missing");
            assertThat(stranger.get("/v1/me").code()).isEqualTo("token-malformed");
        }
    }

    /** All but the time of the answer, and the version of whoever gave it. */
    private static void assertSame(Said server, Said gateway) {
        assertThat(gateway.status()).as("%s", gateway).isEqualTo(server.status());
        assertThat(gateway.header("Changeover-Region")).isEqualTo(server.header("Changeover-Region"));
        assertThat(timeless(gateway)).isEqualTo(timeless(server));
    }

    private static JsonNode timeless(Said said) {
        return said.json() instanceof ObjectNode object ? object.without(List.of("asOf", "service")) : said.json();
    }

    @Test
    void whatTheApiStartedNobodyStartsBesideItAndViceVersa() {
        String from = twin.settled();
        String to = LiveTwin.other(from);
        ServiceCaller here = ServiceCaller.of(twin, from, "operator");
        ServiceCaller there = ServiceCaller.of(twin, to, "operator");
        Map<String, Object> order = there.order(ServiceCaller.SHOP, direction(to), "graceful", Map.of());
        twin.outage("--service", "rds", "--action", "SwitchoverGlobalCluster", "--kind", "slow", "--slow-by", "2500");
        String id = ServiceCaller.id(here.start(ServiceCaller.SHOP, direction(to), "graceful", Map.of()));

        Finished command = twin.move(to, Shell.COMMAND_MAX);
        assertThat(command.code()).as("%s", command).isEqualTo(4);
        assertThat(command.err()).contains(id);
        assertLinksTo(id, there.post(ServiceCaller.SHOP + "/changeovers", order, "Idempotency-Key", "a-second-press"));
        twin.heal();
        here.ended(id);
        twin.assertWhollyIn(to);
    }

    @Test
    void whatTheCommandLineStartedTheApiLinksTo() {
        String from = twin.settled();
        String to = LiveTwin.other(from);
        ServiceCaller operator = ServiceCaller.of(twin, to, "operator");
        Map<String, Object> order = operator.order(ServiceCaller.SHOP, direction(to), "graceful", Map.of());
        twin.outage("--service", "secretsmanager", "--action", "PutSecretValue", "--kind", "slow", "--calls", "1");
        Running command = twin.startMove(to);
        String id = Catching.at(twin, command, _ -> true).value();
        assertLinksTo(id, operator.post(ServiceCaller.SHOP + "/changeovers", order, "Idempotency-Key", "a-press-too"));
        Finished moved = command.finish(Shell.COMMAND_MAX);
        assertThat(moved.code()).as("%s", moved).isZero();
        assertThat(operator.ended(id).path("by").asString()).isNotBlank();
        twin.assertWhollyIn(to);
    }

    private static void assertLinksTo(String id, Said refused) {
        assertThat(refused.status()).as("%s", refused).isEqualTo(409);
        assertThat(refused.code()).isEqualTo("changeover-running");
        assertThat(refused.json().path("running").path("id").asString()).isEqualTo(id);
        assertThat(refused.json().path("running").path("href").asString()).isEqualTo("/v1/changeovers/" + id);
    }

    @Test
    void leavesADarkRegionFromTheOtherOnesApiAndReturnsWhenItIsBack() {
        home();
        twin.outage(LiveTwin.EAST);
        ServiceCaller west = ServiceCaller.of(twin, LiveTwin.WEST, "operator");
        String id = ServiceCaller.id(west.start(
                ServiceCaller.SHOP,
                "failover",
                "ungraceful",
                Map.of("acknowledged", List.of("LOSS_UNKNOWN", "LOSS_ABOVE_ACCEPTED"))));
        west.ended(id);
        assertThat(west.changeover(id).path("debts")).isNotEmpty();
        successful(LiveTwin.WEST, id);

        twin.heal();
        twin.settled();
        await("all debts paid")
                .atMost(PAID_MAX)
                .until(() -> twin.run("reconcile", "unicorn-shop").code() == 0);
        twin.assertWhollyIn(LiveTwin.WEST);
        home();
        twin.assertWhollyIn(LiveTwin.EAST);
    }

    /** Brings the shop to its primary, asking the API of the primary. */
    private static void home() {
        if (twin.settled().equals(LiveTwin.WEST)) {
            ServiceCaller east = ServiceCaller.of(twin, LiveTwin.EAST, "operator");
            east.ended(ServiceCaller.id(east.start(ServiceCaller.SHOP, "failback", "graceful", Map.of())));
        }
    }

    @Test
    void aFunctionDrivesWhereSystemsManagerIsBrokenAndTheApiSaysSo() {
        String from = twin.settled();
        String to = LiveTwin.other(from);
        ServiceCaller operator = ServiceCaller.of(twin, to, "operator");
        assertThat(operator.get(ServiceCaller.SHOP).status())
                .as("the plans are known")
                .isEqualTo(200);
        twin.outage(to, "--service", "ssm", "--kind", "error");
        Said started = operator.start(ServiceCaller.SHOP, direction(to), "graceful", Map.of());
        String id = ServiceCaller.id(started);
        assertThat(started.json().path("driver").path("warning").asString())
                .contains("changeover-runner")
                .contains("Systems Manager in " + to);
        operator.ended(id);
        assertThat(Executions.of(twin, id)).as("executions").isEmpty();
        twin.heal();
        twin.assertWhollyIn(to);
    }

    @Test
    void ofTwoStartsAtTheSameInstantInTwoRegionsOneRunsAndTheOtherIsToldWhich() throws Exception {
        String to = LiveTwin.other(twin.settled());
        twin.outage("--service", "ssm", "--action", "StartAutomationExecution", "--kind", "error");
        twin.outage("--service", "lambda", "--action", "Invoke", "--kind", "error");
        Instant began = Instant.now();
        int races = new TwoStarts(twin, RACED).race(direction(to), RACES, RACING_MAX);
        System.out.println(races + " of " + RACES + " races over the twin's table in "
                + Duration.between(began, Instant.now()).toSeconds() + " s");
        twin.heal();
        assertThat(races).isPositive();
        assertThat(twin.show().path("active").asString()).isEqualTo(LiveTwin.other(to));
    }
}

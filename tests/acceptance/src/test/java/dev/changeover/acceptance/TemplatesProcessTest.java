package dev.changeover.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.changeover.twin.world.TwinClient;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The twin's world from the templates of infra/aws, with the functions' real zip beside them. */
@Order(2)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class TemplatesProcessTest {
    private static final int PORT = 21_300;
    private static final Duration ANSWER_MAX = Duration.ofSeconds(10);

    /** Where the tests of infra/aws leave what they synthesize; with a stub in place of the functions' zip. */
    private static final Path TEMPLATES = Path.of("../../infra/aws/target/cdk.out");

    private static final Path FUNCTIONS = Path.of("../../runbook-lambda/handler/target/changeover-lambda.zip");

    /** Lambda writes logs and services open keys by themselves; the twin's do so without a call. */
    private static final Set<String> NOT_MODELLED =
            Set.of("kms:Decrypt", "kms:GenerateDataKey", "logs:CreateLogStream", "logs:PutLogEvents");

    /** Of a changeover's journal: an item is begun when another is full, after hundreds of events. */
    private static final Set<String> WITHOUT_A_WAY_HERE =
            Set.of("changeover-runner dynamodb:PutItem", "changeover-readiness dynamodb:PutItem");

    private static Path folder;
    private static LiveTwin twin;

    @BeforeAll
    static void rise() throws IOException {
        folder = templates();
        twin = LiveTwin.from(folder, PORT);
    }

    @AfterAll
    static void end() {
        if (twin != null) {
            twin.close();
        }
    }

    private static Path templates() throws IOException {
        boolean there = Files.exists(TEMPLATES.resolve("manifest.json")) && Files.exists(FUNCTIONS);
        if (!there) {
            System.err.println("SKIPPED: no templates in " + TEMPLATES + ", so no twin was made from them; the tests of"
                    + " infra/aws synthesize them where there is node.");
        }
        assumeTrue(there, "nothing was synthesized");
        Path folder = Files.createDirectories(Folders.home().resolve("cdk.out"));
        try (Stream<Path> files = Files.list(TEMPLATES)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                boolean zip = file.toString().endsWith(".zip");
                Files.copy(zip ? FUNCTIONS : file, folder.resolve(file.getFileName()));
            }
        }
        return folder;
    }

    /** A shopper at the first Region's shop. */
    private void logIn() throws IOException, InterruptedException {
        String who = "{\"email\": \"ada@example.com\", \"password\": \"only for this twin\"}";
        for (String route : List.of("/signup", "/login")) {
            URI shop = URI.create("http://127.0.0.1:" + twin.ports().shop(0) + route);
            var request = HttpRequest.newBuilder(shop)
                    .timeout(ANSWER_MAX)
                    .POST(HttpRequest.BodyPublishers.ofString(who))
                    .build();
            try (HttpClient client = HttpClient.newHttpClient()) {
                var answer = client.send(request, HttpResponse.BodyHandlers.ofString());
                assertThat(answer.statusCode()).as(answer.body()).isBetween(200, 201);
            }
        }
    }

    /** How many items the shop's table of the templates holds there: carts are empty, so they are sessions. */
    private long sessions(String region) {
        try (var dynamo = DynamoDbClient.builder()
                .endpointOverride(URI.create("http://127.0.0.1:" + twin.ports().gateway()))
                .region(Region.of(region))
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("twin", "twin")))
                .httpClientBuilder(UrlConnectionHttpClient.builder())
                .build()) {
            return dynamo.describeTable(table -> table.tableName("shop-carts"))
                    .table()
                    .itemCount();
        }
    }

    @Test
    @Order(1)
    void movesGracefullyByTheDocumentsAndFunctionsOfTheTemplates() throws Exception {
        logIn();
        ServiceCaller operator = ServiceCaller.of(twin, LiveTwin.EAST, "operator");
        operator.ended(ServiceCaller.id(operator.start("/v1/applications/shop", "failover", "graceful", Map.of())));

        twin.assertWhollyIn(LiveTwin.WEST);
        for (String region : List.of(LiveTwin.EAST, LiveTwin.WEST)) {
            assertThat(sessions(region)).as(region).isEqualTo(1);
        }
        assertThat(twin.run("show", "shop").out()).contains("writer is in us-west-2");
        Path home = twin.shell().home().resolve("twins").resolve(twin.port());
        Finished plan = twin.shell()
                .run(
                        "plan",
                        "from-outputs",
                        home.resolve("outputs.json").toString(),
                        home.resolve("cluster.json").toString());
        assertThat(plan.out()).isEqualTo(Files.readString(twin.plan()));
        assertThat(JsonMapper.shared()
                        .readTree(home.resolve("outputs.json").toFile())
                        .propertyNames())
                .containsAll(List.of("Changeover-Global", "Changeover-Service-us-west-2", "Twin"));
    }

    /**
     * What the roles allow against what was asked for in the twin, on all paths that lead to AWS: nothing was asked for
     * that AWS would refuse, and nothing is allowed that nobody asks for.
     */
    @Test
    @Order(2)
    void eachFunctionAsksForWhatItsRoleAllowsAndForNothingElse() throws Exception {
        FunctionRoles roles = FunctionRoles.in(folder, twin.application());
        var path = new EveryPath(twin, roles.plan().alarmTrigger().orElseThrow().alarms());
        path.listenToAlarms();
        path.walk();

        JsonNode calls = new TwinClient(twin.ports()).calls();
        assertThat(calls.path("leftOut").asLong(-1)).isZero();
        assertThat(roles.refused(calls)).isEmpty();
        Set<String> idle = roles.idle(calls);
        idle.removeAll(WITHOUT_A_WAY_HERE);
        idle.removeIf(line -> NOT_MODELLED.contains(line.substring(line.indexOf(' ') + 1)));
        assertThat(idle).as("allowed, and nobody asked for it").isEmpty();
    }
}

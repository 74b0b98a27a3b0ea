package dev.changeover.twin.systems;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.changeover.core.model.Region;
import dev.changeover.twin.model.Faults;
import dev.changeover.twin.model.Regions;
import dev.changeover.twin.model.Timeline;
import dev.changeover.twin.ssm.Automation;
import dev.changeover.twin.ssm.AwsCalls;
import dev.changeover.twin.ssm.Functions;
import dev.changeover.twin.wire.Gateway;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.services.ssm.SsmClient;
import software.amazon.awssdk.services.ssm.model.AutomationExecution;
import software.amazon.awssdk.services.ssm.model.DocumentFormat;
import software.amazon.awssdk.services.ssm.model.DocumentType;
import software.amazon.awssdk.services.ssm.model.StepExecution;

/** A real process, really killed. */
class SystemsManagerProcessTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String DOCUMENT = """
            schemaVersion: '0.3'
            mainSteps:
            - {name: first, action: aws:executeAwsApi, inputs: {Service: ssm, Api: GetParameter, Name: /a},
               outputs: [{Name: value, Selector: $.Parameter.Value}]}
            - {name: second, action: aws:executeAwsApi, inputs: {Service: sts, Api: GetCallerIdentity},
               outputs: [{Name: who, Selector: $.Account}]}
            - {name: third, action: aws:invokeLambdaFunction, inputs: {FunctionName: step, Payload: '{{ second.who }}'},
               outputs: [{Name: said, Selector: $.Payload.said}]}
            outputs: [first.value, third.said]
            """;

    @TempDir
    Path home;

    private final BlockingQueue<Consumer<Functions.Answer>> asked = new LinkedBlockingQueue<>();
    private final Timeline timeline = Timeline.real();
    private final Regions regions = new Regions(timeline);
    private SystemsManagerProcess process;
    private Gateway gateway;
    private SsmClient client;

    @BeforeEach
    void open() {
        Functions functions = (_, _, completion) -> asked.add(completion);
        AwsCalls calls = (_, _, completion) ->
                completion.accept(new AwsCalls.Outcome.Answered(Map.of("Account", "000000000000")));
        process = SystemsManagerProcess.start(home, new Automation.Ground(timeline, regions, functions, calls));
        gateway = Gateway.open(0, new Faults(regions), List.of(process));
        client = client(Regions.US_EAST_1);
    }

    private SsmClient client(Region region) {
        return SsmClient.builder()
                .endpointOverride(URI.create("http://127.0.0.1:" + gateway.port()))
                .region(software.amazon.awssdk.regions.Region.of(region.code()))
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("twin", "twin")))
                .httpClient(UrlConnectionHttpClient.create())
                .build();
    }

    @AfterEach
    void close() {
        client.close();
        gateway.close();
        process.close();
        timeline.close();
    }

    private String start() {
        client.putParameter(parameter -> parameter.name("/a").value("kept").type("String"));
        client.createDocument(document -> document.name("Doc")
                .content(DOCUMENT)
                .documentType(DocumentType.AUTOMATION)
                .documentFormat(DocumentFormat.YAML));
        return client.startAutomationExecution(execution -> execution.documentName("Doc"))
                .automationExecutionId();
    }

    private void kill() {
        ProcessHandle killed = process.process().orElseThrow();
        assertThat(killed.destroyForcibly()).isTrue();
        await().atMost(PATIENCE).until(() -> !killed.isAlive());
    }

    private Consumer<Functions.Answer> nextAsked() throws InterruptedException {
        Consumer<Functions.Answer> completion = asked.poll(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        assertThat(completion).as("the function was asked").isNotNull();
        return completion;
    }

    private AutomationExecution see(String id) {
        return client.getAutomationExecution(which -> which.automationExecutionId(id))
                .automationExecution();
    }

    @Test
    void anExecutionSurvivesThreeKillsInTheMiddleOfItsWait() throws InterruptedException {
        String id = start();
        Consumer<Functions.Answer> lost = nextAsked();
        for (int kills = 0; kills < 3; kills++) {
            kill();
            lost = nextAsked();
            assertThat(see(id).automationExecutionStatusAsString()).isEqualTo("InProgress");
        }
        lost.accept(new Functions.Answer.Returned(200, "{\"said\":\"moved\"}", Optional.empty()));
        await().atMost(PATIENCE)
                .until(() -> see(id).automationExecutionStatusAsString().equals("Success"));
        assertThat(see(id).outputs())
                .containsEntry("first.value", List.of("kept"))
                .containsEntry("third.said", List.of("moved"));
        assertThat(see(id).stepExecutions())
                .extracting(StepExecution::stepName)
                .containsExactly("first", "second", "third");
        assertThat(asked).as("asked once by each process, and no more").isEmpty();
    }

    @Test
    void aDarkRegionStandsStillInTheProcessToo() throws InterruptedException {
        String id = start();
        Consumer<Functions.Answer> answer = nextAsked();
        regions.darken(Regions.US_EAST_1);
        kill();
        try (SsmClient west = client(Regions.US_WEST_2)) {
            assertThat(west.describeAutomationExecutions(_ -> {}).automationExecutionMetadataList())
                    .as("the process is back, and the other Region answers")
                    .isEmpty();
        }
        assertThat(asked).as("nothing is asked in the dark").isEmpty();
        answer.accept(new Functions.Answer.Returned(200, "{\"said\":\"too late\"}", Optional.empty()));
        regions.recover(Regions.US_EAST_1);
        nextAsked().accept(new Functions.Answer.Returned(200, "{\"said\":\"moved\"}", Optional.empty()));
        await().atMost(PATIENCE)
                .until(() -> see(id).automationExecutionStatusAsString().equals("Success"));
    }
}

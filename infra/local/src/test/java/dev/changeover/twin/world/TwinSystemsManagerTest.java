package dev.changeover.twin.world;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.changeover.twin.model.Ports;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.ssm.SsmClient;
import software.amazon.awssdk.services.ssm.model.DocumentFormat;
import software.amazon.awssdk.services.ssm.model.DocumentType;

/** The whole twin's Systems Manager, killed while an execution waits. */
class TwinSystemsManagerTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String DOCUMENT = """
            schemaVersion: '0.3'
            mainSteps:
            - {name: wait, action: aws:approve, inputs: {Approvers: [twin]}}
            - {name: look, action: aws:executeAwsApi, inputs: {Service: rds, Api: DescribeGlobalClusters},
               outputs: [{Name: found, Selector: $.GlobalClusters, Type: MapList}]}
            - {name: call, action: aws:invokeLambdaFunction, inputs: {FunctionName: nobody}}
            """;

    @Test
    void goesOnAndReachesTheTwinsServices(@TempDir Path home) {
        var settings = new TwinSettings(
                new Ports(21_100),
                home,
                Path.of(
                        System.getProperty("java.io.tmpdir"),
                        "changeover-test-cache-" + System.getProperty("user.name")),
                TwinSettings.Pace.local(),
                List.of());
        try (var twin = Twin.start(settings);
                var client = client(settings.ports())) {
            client.createDocument(document -> document.name("Doc")
                    .content(DOCUMENT)
                    .documentType(DocumentType.AUTOMATION)
                    .documentFormat(DocumentFormat.YAML));
            String id = client.startAutomationExecution(execution -> execution.documentName("Doc"))
                    .automationExecutionId();
            await().atMost(PATIENCE).until(() -> status(client, id).equals("Waiting"));
            twin.systemsManager().process().orElseThrow().destroyForcibly();
            await().atMost(PATIENCE)
                    .ignoreExceptions()
                    .until(() -> status(client, id).equals("Waiting"));
            client.sendAutomationSignal(
                    signal -> signal.automationExecutionId(id).signalType("Approve"));
            await().atMost(PATIENCE).until(() -> status(client, id).equals("Failed"));
            var execution = client.getAutomationExecution(which -> which.automationExecutionId(id))
                    .automationExecution();
            assertThat(execution.failureMessage()).contains("Step call failed", "nobody");
            assertThat(execution.stepExecutions().get(1).outputs()).containsKey("found");
        }
    }

    private static String status(SsmClient client, String id) {
        return client.getAutomationExecution(which -> which.automationExecutionId(id))
                .automationExecution()
                .automationExecutionStatusAsString();
    }

    private static SsmClient client(Ports ports) {
        return SsmClient.builder()
                .endpointOverride(URI.create("http://127.0.0.1:" + ports.gateway()))
                .region(Region.US_WEST_2)
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("twin", "twin")))
                .httpClient(UrlConnectionHttpClient.create())
                .build();
    }
}

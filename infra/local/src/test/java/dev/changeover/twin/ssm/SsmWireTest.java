package dev.changeover.twin.ssm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.changeover.twin.model.Faults;
import dev.changeover.twin.model.Regions;
import dev.changeover.twin.model.Timeline;
import dev.changeover.twin.wire.Gateway;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.services.ssm.SsmClient;
import software.amazon.awssdk.services.ssm.model.AutomationExecution;
import software.amazon.awssdk.services.ssm.model.AutomationExecutionNotFoundException;
import software.amazon.awssdk.services.ssm.model.AutomationExecutionStatus;
import software.amazon.awssdk.services.ssm.model.DocumentAlreadyExistsException;
import software.amazon.awssdk.services.ssm.model.DocumentFormat;
import software.amazon.awssdk.services.ssm.model.DocumentIdentifier;
import software.amazon.awssdk.services.ssm.model.DocumentType;
import software.amazon.awssdk.services.ssm.model.IdempotentParameterMismatchException;
import software.amazon.awssdk.services.ssm.model.InvalidDocumentContentException;
import software.amazon.awssdk.services.ssm.model.Parameter;
import software.amazon.awssdk.services.ssm.model.ParameterNotFoundException;
import software.amazon.awssdk.services.ssm.model.ParameterType;
import software.amazon.awssdk.services.ssm.model.SignalType;
import software.amazon.awssdk.services.ssm.model.SsmException;
import software.amazon.awssdk.services.ssm.model.StepExecution;

/** Systems Manager through the AWS SDK, and through the {@code aws} command where it is installed. */
class SsmWireTest {
    private static final Duration SOON = Duration.ofSeconds(10);
    private static final Duration COMMAND_MAX = Duration.ofSeconds(60);
    private static final String TOKEN = "11111111-aaaa-1111-1111-111111111111";

    private static final String DOCUMENT = """
            schemaVersion: '0.3'
            description: Ask, then invoke.
            parameters: {app: {type: String, description: which}}
            mainSteps:
              - {name: ask, action: aws:approve, inputs: {Approvers: [alice]}}
              - name: invoke
                action: aws:invokeLambdaFunction
                inputs: {FunctionName: runbook, InputPayload: {app: '{{ app }}'}}
                outputs: [{Name: app, Selector: $.Payload.app}]
            outputs: [invoke.app]
            """;

    @TempDir
    Path directory;

    private final Timeline timeline = Timeline.real();
    private final Regions regions = new Regions(timeline);
    private final SystemsManager ssm = SystemsManager.on(new Automation.Ground(
            timeline,
            regions,
            (region, invocation, completion) ->
                    completion.accept(new Functions.Answer.Returned(200, invocation.payload(), Optional.empty())),
            AwsCalls.none()));
    private final Gateway gateway = Gateway.open(0, new Faults(regions), List.of(SystemsManagerService.over(ssm)));
    private final SsmClient alice = client("alice");
    private final SsmClient mallory = client("mallory");

    private SsmClient client(String keyId) {
        return SsmClient.builder()
                .region(software.amazon.awssdk.regions.Region.US_EAST_1)
                .endpointOverride(java.net.URI.create("http://127.0.0.1:" + gateway.port()))
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create(keyId, "secret")))
                .httpClientBuilder(UrlConnectionHttpClient.builder())
                .overrideConfiguration(configuration -> configuration
                        .retryStrategy(retry -> retry.maxAttempts(1))
                        .apiCallTimeout(SOON))
                .build();
    }

    @AfterEach
    void close() {
        alice.close();
        mallory.close();
        gateway.close();
        timeline.close();
    }

    private void create() {
        alice.createDocument(create -> create.name("Failover")
                .documentType(DocumentType.AUTOMATION)
                .documentFormat(DocumentFormat.YAML)
                .content(DOCUMENT));
    }

    private String start(String app) {
        return alice.startAutomationExecution(start ->
                        start.documentName("Failover").clientToken(TOKEN).parameters(Map.of("app", List.of(app))))
                .automationExecutionId();
    }

    private AutomationExecution see(String id) {
        return alice.getAutomationExecution(get -> get.automationExecutionId(id))
                .automationExecution();
    }

    private void awaitStatus(String id, AutomationExecutionStatus status) {
        Awaitility.await().atMost(SOON).until(() -> see(id).automationExecutionStatus() == status);
    }

    @Test
    void anExecutionGoesFromStartToEndThroughTheSdk() {
        create();
        String id = start("shop");
        assertThat(start("shop")).as("the same token").isEqualTo(id);
        awaitStatus(id, AutomationExecutionStatus.WAITING);
        assertThat(see(id).currentStepName()).isEqualTo("ask");
        assertThatThrownBy(() -> mallory.sendAutomationSignal(
                        signal -> signal.automationExecutionId(id).signalType(SignalType.APPROVE)))
                .hasMessageContaining("user/mallory is not among the approvers");
        alice.sendAutomationSignal(signal -> signal.automationExecutionId(id)
                .signalType(SignalType.APPROVE)
                .payload(Map.of("Comment", List.of("go"))));
        awaitStatus(id, AutomationExecutionStatus.SUCCESS);

        assertThat(see(id).outputs()).containsEntry("invoke.app", List.of("shop"));
        assertThat(see(id).executedBy()).endsWith("user/alice");
        assertThat(alice.describeAutomationStepExecutions(describe -> describe.automationExecutionId(id))
                        .stepExecutions())
                .extracting(StepExecution::stepName, StepExecution::stepStatusAsString)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple("ask", "Success"),
                        org.assertj.core.groups.Tuple.tuple("invoke", "Success"));
        assertThat(alice.describeAutomationExecutions().automationExecutionMetadataList())
                .hasSize(1);
    }

    @Test
    void refusalsAreTheSdksOwnExceptions() {
        create();
        start("shop");
        assertThatThrownBy(() -> start("other")).isInstanceOf(IdempotentParameterMismatchException.class);
        assertThatThrownBy(this::create).isInstanceOf(DocumentAlreadyExistsException.class);
        assertThatThrownBy(() -> alice.createDocument(create -> create.name("Bad")
                        .documentType(DocumentType.AUTOMATION)
                        .documentFormat(DocumentFormat.YAML)
                        .content("schemaVersion: '0.3'")))
                .isInstanceOf(InvalidDocumentContentException.class)
                .hasMessageContaining("The document has no mainSteps.");
        assertThatThrownBy(() -> see(TOKEN)).isInstanceOf(AutomationExecutionNotFoundException.class);
        assertThatThrownBy(() -> alice.describeInstanceInformation())
                .isInstanceOf(SsmException.class)
                .hasMessageContaining("The twin does not answer ssm:DescribeInstanceInformation.");
    }

    @Test
    void documentsAreDescribedThroughTheSdk() {
        create();
        var update = alice.updateDocument(change -> change.name("Failover")
                .documentFormat(DocumentFormat.YAML)
                .documentVersion("$LATEST")
                .content(DOCUMENT.replace("Ask", "Enquire")));
        assertThat(update.documentDescription().latestVersion()).isEqualTo("2");
        alice.updateDocumentDefaultVersion(change -> change.name("Failover").documentVersion("2"));
        var described =
                alice.describeDocument(describe -> describe.name("Failover")).document();
        assertThat(described.defaultVersion()).isEqualTo("2");
        assertThat(described.hash()).hasSize(64);
        assertThat(described.parameters().getFirst().name()).isEqualTo("app");
        assertThat(alice.getDocument(get -> get.name("Failover").documentVersion("1"))
                        .content())
                .isEqualTo(DOCUMENT);
        assertThat(alice.listDocuments().documentIdentifiers())
                .extracting(DocumentIdentifier::name)
                .containsExactly("Failover");
        alice.deleteDocument(delete -> delete.name("Failover"));
        assertThat(alice.listDocuments().documentIdentifiers()).isEmpty();
    }

    @Test
    void parametersAreKeptThroughTheSdk() {
        alice.putParameter(put -> put.name("/shop/mode").value("blue").type(ParameterType.STRING));
        assertThat(alice.getParameter(get -> get.name("/shop/mode")).parameter().value())
                .isEqualTo("blue");
        assertThat(alice.getParameters(get -> get.names("/shop/mode", "/none")).invalidParameters())
                .containsExactly("/none");
        assertThat(alice.getParametersByPath(get -> get.path("/shop")).parameters())
                .extracting(Parameter::version)
                .containsExactly(1L);
        alice.deleteParameter(delete -> delete.name("/shop/mode"));
        assertThatThrownBy(() -> alice.getParameter(get -> get.name("/shop/mode")))
                .isInstanceOf(ParameterNotFoundException.class);
    }

    @Test
    void theAwsCommandStartsAndStopsAnExecution() throws Exception {
        boolean found = Stream.of(System.getenv("PATH").split(File.pathSeparator, -1))
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, "aws")));
        if (!found) {
            System.out.println("SKIPPED: the aws command is not on the PATH, so Automation was not tried with it.");
        }
        assumeTrue(found, "the aws command is not on the PATH");
        Path content = Files.writeString(directory.resolve("failover.yaml"), DOCUMENT);
        aws(
                "create-document",
                "--name",
                "Failover",
                "--document-type",
                "Automation",
                "--document-format",
                "YAML",
                "--content",
                "file://" + content);
        String id = aws(
                        "start-automation-execution",
                        "--document-name",
                        "Failover",
                        "--parameters",
                        "app=shop",
                        "--query",
                        "AutomationExecutionId",
                        "--output",
                        "text")
                .strip();
        awaitStatus(id, AutomationExecutionStatus.WAITING);
        aws("stop-automation-execution", "--automation-execution-id", id, "--type", "Cancel");
        assertThat(aws("get-automation-execution", "--automation-execution-id", id))
                .contains("\"AutomationExecutionStatus\": \"Cancelled\"");
    }

    private String aws(String... arguments) throws IOException, InterruptedException {
        var command = Stream.concat(
                        Stream.of("aws", "--endpoint-url", "http://127.0.0.1:" + gateway.port(), "ssm"),
                        Stream.of(arguments))
                .toList();
        Path out = directory.resolve("out");
        var builder = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(out.toFile());
        builder.environment()
                .putAll(Map.of(
                        "AWS_ACCESS_KEY_ID", "bob",
                        "AWS_SECRET_ACCESS_KEY", "secret",
                        "AWS_REGION", "us-east-1",
                        "AWS_DEFAULT_REGION", "us-east-1",
                        "AWS_MAX_ATTEMPTS", "1",
                        "AWS_CONFIG_FILE", "/dev/null"));
        Process process = builder.start();
        assertThat(process.waitFor(COMMAND_MAX.toSeconds(), TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).as(Files.readString(out)).isZero();
        return Files.readString(out);
    }
}

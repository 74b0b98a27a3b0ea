package dev.changeover.twin.lambda;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.changeover.twin.Referee;
import dev.changeover.twin.lambda.PlainSandboxes.Deed;
import dev.changeover.twin.model.Fault;
import dev.changeover.twin.model.Faults;
import dev.changeover.twin.model.Regions;
import dev.changeover.twin.model.Timeline;
import dev.changeover.twin.wire.Gateway;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.lambda.model.CreateFunctionResponse;
import software.amazon.awssdk.services.lambda.model.FunctionConfiguration;
import software.amazon.awssdk.services.lambda.model.InvalidParameterValueException;
import software.amazon.awssdk.services.lambda.model.InvalidRequestContentException;
import software.amazon.awssdk.services.lambda.model.InvocationType;
import software.amazon.awssdk.services.lambda.model.LambdaException;
import software.amazon.awssdk.services.lambda.model.PackageType;
import software.amazon.awssdk.services.lambda.model.RequestTooLargeException;
import software.amazon.awssdk.services.lambda.model.ResourceConflictException;
import software.amazon.awssdk.services.lambda.model.ResourceNotFoundException;
import software.amazon.awssdk.services.lambda.model.ServiceException;
import software.amazon.awssdk.services.lambda.model.TooManyRequestsException;

/** Lambda through the AWS SDK, the {@code aws} command and boto3, with functions in plain Java behind it. */
class LambdaWireTest {
    private static final Duration SOON = Duration.ofSeconds(10);

    /** Both programs are Python and slow to start on a busy machine. */
    private static final Duration COMMAND_MAX = Duration.ofMinutes(1);

    private static final String ROLE = "arn:aws:iam::000000000000:role/shop";

    /** What boto3 asks; it prints its own complaint when something is not as it expects. */
    private static final String SCRIPT = """
            import boto3, base64, sys
            endpoint, archive = sys.argv[1], open(sys.argv[2], 'rb').read()
            client = boto3.client('lambda', region_name='us-east-1', endpoint_url=endpoint,
                                  aws_access_key_id='k', aws_secret_access_key='s')
            made = client.create_function(FunctionName='echo', Runtime='java25', Handler='shop.Handler', Role='ROLE',
                                          Code={'ZipFile': archive}, Timeout=30,
                                          Environment={'Variables': {'MODE': 'blue'}})
            assert made['FunctionArn'].endswith(':function:echo'), made
            client.get_waiter('function_active_v2').wait(FunctionName='echo')
            answer = client.invoke(FunctionName='echo', Payload=b'{"a": 1}', LogType='Tail')
            assert answer['Payload'].read() == b'{"a": 1}' and answer['StatusCode'] == 200, answer
            assert b'RequestId' in base64.b64decode(answer['LogResult'])
            assert client.invoke(FunctionName='echo', InvocationType='Event', Payload=b'{}')['StatusCode'] == 202
            assert client.invoke(FunctionName='echo', InvocationType='DryRun')['StatusCode'] == 204
            failed = client.invoke(FunctionName='echo', Payload=b'"fail"')
            assert failed['FunctionError'] == 'Unhandled', failed
            client.put_function_event_invoke_config(FunctionName='echo', MaximumRetryAttempts=0)
            terms = client.get_function_event_invoke_config(FunctionName='echo')
            assert terms['MaximumRetryAttempts'] == 0 and terms['MaximumEventAgeInSeconds'] == 21600, terms
            seen = client.get_function(FunctionName='echo')['Configuration']
            assert seen['Environment']['Variables'] == {'MODE': 'blue'}, seen
            try:
                client.invoke(FunctionName='none')
                sys.exit('none was invoked')
            except client.exceptions.ResourceNotFoundException as refused:
                print(refused)
            client.delete_function(FunctionName='echo')
            assert client.list_functions()['Functions'] == []
            """;

    @TempDir
    Path directory;

    private final Timeline timeline = Timeline.real();
    private final Regions regions = new Regions(timeline);
    private final Faults faults = new Faults(regions);
    private final PlainSandboxes sandboxes = new PlainSandboxes(timeline)
            .with(
                    "echo",
                    event -> event.payload().equals("\"fail\"")
                            ? Deed.fails("E", "as it was told")
                            : Deed.returns(event.payload()));
    private final Lambdas lambdas = new Lambdas(timeline, regions, new Hosting(sandboxes, Hosting.Terms.local()));
    private final Gateway gateway = Gateway.open(0, faults, List.of(LambdaService.over(lambdas)));
    private final LambdaClient client = LambdaClient.builder()
            .region(software.amazon.awssdk.regions.Region.US_EAST_1)
            .endpointOverride(endpoint())
            .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("key", "secret")))
            .httpClientBuilder(UrlConnectionHttpClient.builder())
            .overrideConfiguration(configuration ->
                    configuration.retryStrategy(retry -> retry.maxAttempts(1)).apiCallTimeout(SOON))
            .build();

    private URI endpoint() {
        return URI.create("http://127.0.0.1:" + gateway.port());
    }

    @AfterEach
    void close() {
        client.close();
        gateway.close();
        timeline.close();
    }

    private CreateFunctionResponse create() {
        return client.createFunction(create -> create.functionName("echo")
                .runtime("java25")
                .handler("shop.Handler")
                .role(ROLE)
                .timeout(30)
                .environment(environment -> environment.variables(Map.of("MODE", "blue")))
                .code(code -> code.zipFile(SdkBytes.fromByteArray(archive()))));
    }

    private static byte[] archive() {
        return LambdaWorld.archive("shop/Handler.class", "x");
    }

    private static SdkBytes json(String payload) {
        return SdkBytes.fromUtf8String(payload);
    }

    @Test
    void aFunctionGoesFromItsMakingToItsEnd() {
        CreateFunctionResponse made = create();
        assertThat(made.functionArn()).isEqualTo("arn:aws:lambda:us-east-1:000000000000:function:echo");
        assertThat(made.codeSha256()).isEqualTo(Code.zip(archive()).sha256());
        assertThat(made.packageType()).isEqualTo(PackageType.ZIP);
        client.waiter().waitUntilFunctionActiveV2(get -> get.functionName("echo"));
        assertThat(client.getFunctionConfiguration(get -> get.functionName("echo"))
                        .environment()
                        .variables())
                .containsEntry("MODE", "blue");
        client.updateFunctionConfiguration(update -> update.functionName("echo").memorySize(1024));
        client.updateFunctionCode(update -> update.functionName("echo")
                .zipFile(SdkBytes.fromByteArray(LambdaWorld.archive("shop/Handler.class", "y"))));
        var seen = client.getFunction(get -> get.functionName("echo")).configuration();
        assertThat(seen.memorySize()).isEqualTo(1024);
        assertThat(seen.codeSha256()).isNotEqualTo(made.codeSha256());
        assertThat(client.listFunctions().functions())
                .extracting(FunctionConfiguration::functionName)
                .containsExactly("echo");
        client.deleteFunction(delete -> delete.functionName("echo"));
        assertThat(client.listFunctions().functions()).isEmpty();
    }

    @Test
    void invokesInEveryWay() {
        create();
        assertThat(client.invoke(call -> call.functionName("echo").payload(json("[1]")))
                        .payload()
                        .asUtf8String())
                .isEqualTo("[1]");
        var failed = client.invoke(call -> call.functionName("echo").payload(json("\"fail\"")));
        assertThat(failed.functionError()).isEqualTo("Unhandled");
        assertThat(failed.payload().asUtf8String()).contains("as it was told");
        assertThat(client.invoke(call -> call.functionName("echo").invocationType(InvocationType.EVENT))
                        .statusCode())
                .isEqualTo(202);
        assertThat(client.invoke(call -> call.functionName("echo").invocationType(InvocationType.DRY_RUN))
                        .statusCode())
                .isEqualTo(204);
        Awaitility.await().atMost(SOON).until(() -> lambdas.queued(Regions.US_EAST_1) == 0);
    }

    @Test
    void versionsAliasesAndTermsAreKept() {
        create();
        assertThat(client.publishVersion(publish -> publish.functionName("echo"))
                        .version())
                .isEqualTo("1");
        client.createAlias(alias -> alias.functionName("echo").name("live").functionVersion("1"));
        assertThat(client.invoke(call -> call.functionName("echo").qualifier("live"))
                        .executedVersion())
                .isEqualTo("1");
        assertThat(client.listVersionsByFunction(list -> list.functionName("echo"))
                        .versions())
                .hasSize(2);
        assertThat(client.listAliases(list -> list.functionName("echo")).aliases())
                .hasSize(1);
        client.putFunctionEventInvokeConfig(terms -> terms.functionName("echo")
                .qualifier("live")
                .maximumEventAgeInSeconds(60)
                .maximumRetryAttempts(0));
        var terms = client.getFunctionEventInvokeConfig(
                get -> get.functionName("echo").qualifier("live"));
        assertThat(terms.maximumEventAgeInSeconds()).isEqualTo(60);
        assertThat(terms.functionArn()).endsWith(":function:echo:live");
        assertThat(terms.lastModified()).isAfter(LambdaWorld.BEGIN.minusSeconds(1_000_000));
        client.addPermission(permission -> permission
                .functionName("echo")
                .statementId("alarms")
                .action("lambda:InvokeFunction")
                .principal("lambda.alarms.cloudwatch.amazonaws.com"));
        assertThat(client.getPolicy(get -> get.functionName("echo")).policy()).contains("\"Sid\":\"alarms\"");
        client.putFunctionConcurrency(put -> put.functionName("echo").reservedConcurrentExecutions(0));
        assertThat(client.getFunctionConcurrency(get -> get.functionName("echo"))
                        .reservedConcurrentExecutions())
                .isZero();
        assertThatThrownBy(() -> client.invoke(call -> call.functionName("echo")))
                .isInstanceOfSatisfying(
                        TooManyRequestsException.class,
                        refused -> assertThat(refused.reasonAsString())
                                .isEqualTo("ReservedFunctionConcurrentInvocationLimitExceeded"));
    }

    @Test
    void refusalsAreTheSdksOwnExceptions() {
        create();
        assertThatThrownBy(this::create).isInstanceOf(ResourceConflictException.class);
        assertThatThrownBy(() -> client.getFunction(get -> get.functionName("none")))
                .isInstanceOf(ResourceNotFoundException.class);
        assertThatThrownBy(() -> client.invoke(call -> call.functionName("echo").payload(json("{"))))
                .isInstanceOf(InvalidRequestContentException.class);
        SdkBytes large = json("\"" + "a".repeat(Lambdas.SYNCHRONOUS_BYTES_MAX) + "\"");
        assertThatThrownBy(() -> client.invoke(call -> call.functionName("echo").payload(large)))
                .isInstanceOf(RequestTooLargeException.class);
        assertThatThrownBy(() -> client.putFunctionEventInvokeConfig(put -> put.functionName("echo")
                        .destinationConfig(to -> to.onFailure(failure -> failure.destination("arn:aws:sqs:::q")))))
                .isInstanceOf(InvalidParameterValueException.class)
                .hasMessageContaining("The twin does not send to destinations");
        assertThatThrownBy(() -> client.createFunction(create -> create.functionName("other")
                        .runtime("python3.13")
                        .handler("a.b")
                        .role(ROLE)
                        .code(code -> code.zipFile(SdkBytes.fromByteArray(archive())))))
                .isInstanceOf(InvalidParameterValueException.class)
                .hasMessageContaining("the twin runs java25");
        assertThatThrownBy(() -> client.listLayers())
                .isInstanceOf(LambdaException.class)
                .hasMessageContaining("The twin does not answer lambda:GET /2018-10-31/layers.");
        faults.planNext(1, Faults.Scope.ALL.service("lambda").action("Invoke"), new Fault.Broken());
        assertThatThrownBy(() -> client.invoke(call -> call.functionName("echo")))
                .isInstanceOf(ServiceException.class);
    }

    @Test
    void boto3CreatesInvokesAndDeletes() throws Exception {
        String python = Referee.require("python3").toString();
        boolean there = run(List.of(python, "-c", "import boto3")).isEmpty();
        if (!there) {
            System.err.println("SKIPPED: boto3 is not installed, so Lambda was not tried with it.");
        }
        Assumptions.assumeTrue(there, "boto3 is not installed");
        Path zip = Files.write(directory.resolve("function.zip"), archive());
        String said = run(
                List.of(python, "-c", SCRIPT.replace("ROLE", ROLE), endpoint().toString(), zip.toString()));
        assertThat(said)
                .startsWith("An error occurred (ResourceNotFoundException) when calling the Invoke operation: Function"
                        + " not found: arn:aws:lambda:us-east-1:000000000000:function:none")
                .doesNotContain("Traceback");
    }

    @Test
    void theAwsCommandDeploysAndInvokes() throws Exception {
        String aws = Referee.require("aws").toString();
        Path zip = Files.write(directory.resolve("function.zip"), archive());
        assertThat(aws(
                        aws,
                        "create-function --function-name echo --runtime java25 --handler shop.Handler --role " + ROLE
                                + " --zip-file fileb://" + zip + " --query State --output text"))
                .isEqualTo("Active");
        Path answer = directory.resolve("answer");
        assertThat(aws(aws, "invoke --function-name echo --payload {\"a\":1} --output text " + answer))
                .contains("$LATEST");
        assertThat(answer).hasContent("{\"a\":1}");
        assertThat(aws(aws, "get-function --function-name none"))
                .contains("(ResourceNotFoundException) when calling the GetFunction operation");
    }

    private String aws(String command, String arguments) throws IOException, InterruptedException {
        return run(Stream.concat(
                        Stream.of(command, "--endpoint-url", endpoint().toString(), "lambda"),
                        Stream.of(arguments.split(" ", -1)))
                .toList());
    }

    /** What it prints, errors too. */
    private String run(List<String> command) throws IOException, InterruptedException {
        Path out = directory.resolve("out");
        var builder = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(out.toFile());
        builder.environment()
                .putAll(Map.of(
                        "AWS_ACCESS_KEY_ID", "key",
                        "AWS_SECRET_ACCESS_KEY", "secret",
                        "AWS_DEFAULT_REGION", "us-east-1",
                        "AWS_MAX_ATTEMPTS", "1",
                        "AWS_PAGER", "",
                        "AWS_CONFIG_FILE", "/dev/null"));
        Process process = builder.start();
        assertThat(process.waitFor(COMMAND_MAX.toSeconds(), TimeUnit.SECONDS)).isTrue();
        return Files.readString(out).strip();
    }
}

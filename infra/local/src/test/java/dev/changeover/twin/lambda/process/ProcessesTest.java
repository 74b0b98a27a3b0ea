package dev.changeover.twin.lambda.process;

import static dev.changeover.twin.lambda.process.LambdaDoors.SOON;
import static dev.changeover.twin.model.Regions.US_EAST_1;
import static dev.changeover.twin.model.Regions.US_WEST_2;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.changeover.twin.lambda.Code;
import dev.changeover.twin.lambda.FunctionSpec;
import dev.changeover.twin.lambda.Hosting;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.lambda.model.GetFunctionConfigurationResponse;
import software.amazon.awssdk.services.lambda.model.InvocationType;
import software.amazon.awssdk.services.lambda.model.InvokeResponse;
import software.amazon.awssdk.services.lambda.model.LogType;
import software.amazon.awssdk.services.lambda.model.PackageType;

/** Functions as real processes under AWS's stock runtime client, invoked through the SDK. */
class ProcessesTest {
    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final Duration RETRY = Duration.ofMillis(200);

    private static final ExecutorService THREADS = Executors.newVirtualThreadPerTaskExecutor();

    @TempDir
    Path home;

    private LambdaDoors doors;
    private LambdaClient east;

    @BeforeEach
    void open() {
        doors = new LambdaDoors(home, Hosting.Terms.local().retryingAfter(RETRY, RETRY));
        east = doors.client(US_EAST_1);
        doors.deploy(US_EAST_1, "tiny", MINUTE, Map.of("GREETING", "hello", "TALLY", tally().toString()));
    }

    @AfterEach
    void close() {
        east.close();
        doors.close();
        assertThat(doors.sandboxes.pids(US_EAST_1, "tiny")).isEmpty();
    }

    private Path tally() {
        return home.resolve("tally");
    }

    private long events() {
        try {
            return Files.exists(tally()) ? Files.readAllLines(tally()).size() : 0;
        } catch (IOException busy) {
            return 0;
        }
    }

    private InvokeResponse invoke(String payload) {
        return east.invoke(
                call -> call.functionName("tiny").logType(LogType.TAIL).payload(json(payload)));
    }

    private static SdkBytes json(String payload) {
        return SdkBytes.fromUtf8String(payload);
    }

    private static String text(InvokeResponse response) {
        return response.payload().asUtf8String();
    }

    private long pid() {
        return Long.parseLong(text(invoke("\"pid\"")));
    }

    private static void kill(long pid) {
        ProcessHandle.of(pid).orElseThrow().destroyForcibly();
    }

    @Test
    void runsTheFunctionAsLambdaDoes() {
        InvokeResponse response = invoke("{\"a\": 1}");
        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.functionError()).isNull();
        assertThat(response.executedVersion()).isEqualTo("$LATEST");
        assertThat(text(response)).isEqualTo("{\"a\": 1}");
        String log = new String(Base64.getDecoder().decode(response.logResult()), StandardCharsets.UTF_8);
        String id = response.responseMetadata().requestId();
        assertThat(log).contains("START RequestId: " + id, "got {\"a\": 1}", "END RequestId: " + id, "Init Duration: ");
        assertThat(home.resolve("logs/lambda/us-east-1/tiny.log"))
                .content()
                .contains("got {\"a\": 1}", "REPORT RequestId: " + id);

        assertThat(text(invoke("\"environment\"")))
                .isEqualTo("\"us-east-1 tiny " + LambdaDoors.ENDPOINT
                        + " hello 512 $LATEST arn:aws:lambda:us-east-1:000000000000:function:tiny null\"");
        assertThat(Integer.parseInt(text(invoke("\"deadline\""))))
                .isBetween((int) MINUTE.minusSeconds(20).toMillis(), (int) MINUTE.toMillis());
        assertThat(pid()).as("the same process for all").isEqualTo(pid());
    }

    @Test
    void errorsOfTheFunctionAndOfItsProcessAreAnswers() {
        InvokeResponse failed = invoke("\"fail\"");
        assertThat(failed.statusCode()).isEqualTo(200);
        assertThat(failed.functionError()).isEqualTo("Unhandled");
        assertThat(text(failed))
                .contains("\"errorMessage\":\"as it was told\"", "\"errorType\":\"java.lang.IllegalStateException\"")
                .contains("\"stackTrace\":[\"" + TinyFunction.class.getName() + ".handleRequest(");

        InvokeResponse large = invoke("\"large\"");
        assertThat(large.functionError()).isEqualTo("Unhandled");
        assertThat(text(large))
                .contains("Function.ResponseSizeTooLarge", "Response payload size (7340034 bytes) exceeded");

        InvokeResponse exited = invoke("\"exit\"");
        assertThat(exited.functionError()).isEqualTo("Unhandled");
        assertThat(text(exited)).contains("Runtime.ExitError", "Runtime exited with error: exit status 3");
        assertThat(text(invoke("1"))).as("in a new process").isEqualTo("1");
    }

    @Test
    void anImageIsStartedByItsOwnEntryPointAndHasNoRuntime() {
        var entryPoint = List.of("java", "-cp", System.getProperty("java.class.path"), JavaRuntime.MAIN);
        var image = new Code.Image(home, entryPoint, "digest", 1);
        doors.lambdas.deploy(US_EAST_1, FunctionSpec.of("tiny", image, TinyFunction.class.getName(), MINUTE));

        assertThat(text(invoke("{\"a\": 1}"))).isEqualTo("{\"a\": 1}");
        assertThat(text(invoke("\"environment\""))).contains("us-east-1 tiny");
        GetFunctionConfigurationResponse told = east.getFunctionConfiguration(get -> get.functionName("tiny"));
        assertThat(told.packageType()).isEqualTo(PackageType.IMAGE);
        assertThat(told.imageConfigResponse().imageConfig().command()).containsExactly(TinyFunction.class.getName());
        assertThat(told.runtimeAsString()).isNull();
        assertThat(told.handler()).isNull();
    }

    @Test
    void aHandlerThatIsNotThereSaysSo() {
        doors.lambdas.deploy(
                US_EAST_1, FunctionSpec.of("tiny", Code.zip(LambdaDoors.archive()), "no.such.Handler", MINUTE));
        InvokeResponse response = invoke("1");
        assertThat(response.functionError()).isEqualTo("Unhandled");
        assertThat(text(response)).contains("Class not found: no.such.Handler");
    }

    @Test
    void aFunctionThatTakesTooLongIsKilled() {
        doors.deploy(US_EAST_1, "tiny", Duration.ofSeconds(1), Map.of());
        InvokeResponse response = invoke("\"hang\"");
        assertThat(response.functionError()).isEqualTo("Unhandled");
        assertThat(text(response)).contains("Task timed out after 1.00 seconds");
        Awaitility.await()
                .atMost(SOON)
                .until(() -> doors.sandboxes.pids(US_EAST_1, "tiny").isEmpty());
    }

    @Test
    void killingTheProcessFailsTheCallerAndRetriesTheEvent() throws Exception {
        var caller = CompletableFuture.supplyAsync(() -> invoke("\"hang\""));
        Awaitility.await().atMost(SOON).until(() -> events() == 1);
        kill(doors.sandboxes.pids(US_EAST_1, "tiny").getFirst());
        InvokeResponse response = caller.get(SOON.toSeconds(), TimeUnit.SECONDS);
        assertThat(response.functionError()).isEqualTo("Unhandled");
        assertThat(text(response)).contains("Runtime.ExitError", "signal: killed");

        assertThat(east.invoke(call -> call.functionName("tiny")
                                .invocationType(InvocationType.EVENT)
                                .payload(json("\"hang\"")))
                        .statusCode())
                .isEqualTo(202);
        Awaitility.await().atMost(SOON).until(() -> events() == 2);
        kill(doors.sandboxes.pids(US_EAST_1, "tiny").getFirst());
        Awaitility.await().atMost(SOON).until(() -> events() == 3);
        assertThat(doors.lambdas.queued(US_EAST_1)).isEqualTo(1);
    }

    @Test
    void aKilledIdleProcessIsNotMissed() {
        kill(pid());
        Awaitility.await()
                .atMost(SOON)
                .until(() -> doors.sandboxes.pids(US_EAST_1, "tiny").isEmpty());
        assertThat(text(invoke("1"))).isEqualTo("1");
    }

    @Test
    void aDarkRegionKillsItsProcessesAndAnswersNobody() {
        doors.deploy(US_WEST_2, "tiny", MINUTE, Map.of());
        Duration patience = Duration.ofSeconds(5);
        var caller = CompletableFuture.supplyAsync(() -> {
            try (LambdaClient impatient = doors.client(US_EAST_1, patience)) {
                return impatient.invoke(call -> call.functionName("tiny").payload(json("\"hang\"")));
            }
        });
        Awaitility.await().atMost(patience).until(() -> events() == 1);
        ProcessHandle process = ProcessHandle.of(
                        doors.sandboxes.pids(US_EAST_1, "tiny").getFirst())
                .orElseThrow();
        doors.regions.darken(US_EAST_1);
        Awaitility.await().atMost(SOON).until(() -> !process.isAlive());
        assertThatThrownBy(() -> caller.get(SOON.toSeconds(), TimeUnit.SECONDS))
                .isInstanceOf(ExecutionException.class)
                .hasCauseInstanceOf(SdkClientException.class);
        try (LambdaClient west = doors.client(US_WEST_2)) {
            assertThat(text(west.invoke(call -> call.functionName("tiny").payload(json("2")))))
                    .isEqualTo("2");
        }
        doors.regions.recover(US_EAST_1);
        assertThat(text(invoke("3"))).isEqualTo("3");
    }

    @Test
    void runsFromAFolderAndFromAClassPathToo() throws IOException {
        Path folder = home.resolve("code");
        String name = TinyFunction.class.getName().replace('.', '/') + ".class";
        Files.createDirectories(folder.resolve(name).getParent());
        try (var in = TinyFunction.class.getResourceAsStream("/" + name)) {
            Files.copy(in, folder.resolve(name));
        }
        for (Code code : List.of(Code.folder(folder), Code.classPath(List.of(folder)))) {
            doors.lambdas.deploy(US_EAST_1, FunctionSpec.of("tiny", code, TinyFunction.class.getName(), MINUTE));
            assertThat(text(invoke("1"))).as(code.getClass().getSimpleName()).isEqualTo("1");
        }
    }

    @Test
    void manyEventsAtATimeHaveAProcessEach() {
        List<CompletableFuture<InvokeResponse>> callers = IntStream.range(0, 3)
                .mapToObj(number -> CompletableFuture.supplyAsync(() -> invoke(Integer.toString(number)), THREADS))
                .toList();
        assertThat(callers).extracting(caller -> text(caller.join())).containsExactly("0", "1", "2");
        assertThat(doors.sandboxes.pids(US_EAST_1, "tiny")).hasSizeBetween(1, 3);
    }

    @Test
    void noProcessOutlivesAKilledTwin() throws IOException {
        Process twin = FunctionsInTheirOwnTwin.start(home.resolve("other"));
        List<ProcessHandle> functions = new ArrayList<>();
        for (int number = 0; number < 2; number++) {
            long pid = Long.parseLong(twin.inputReader().readLine());
            functions.add(ProcessHandle.of(pid).orElseThrow());
        }
        assertThat(functions).allMatch(ProcessHandle::isAlive);
        twin.destroyForcibly();
        Awaitility.await().atMost(SOON).until(() -> functions.stream().noneMatch(ProcessHandle::isAlive));
    }
}

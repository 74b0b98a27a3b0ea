package dev.changeover.benchmarks;

import dev.changeover.core.model.Region;
import dev.changeover.twin.dynamodb.KeySchema;
import dev.changeover.twin.dynamodb.Replication;
import dev.changeover.twin.dynamodb.Tables;
import dev.changeover.twin.dynamodb.TablesService;
import dev.changeover.twin.model.Faults;
import dev.changeover.twin.model.Regions;
import dev.changeover.twin.model.Timeline;
import dev.changeover.twin.secrets.SecretCalls;
import dev.changeover.twin.secrets.Secrets;
import dev.changeover.twin.secrets.SecretsService;
import dev.changeover.twin.ssm.Automation;
import dev.changeover.twin.ssm.AwsCalls;
import dev.changeover.twin.ssm.ParameterStore;
import dev.changeover.twin.ssm.SystemsManager;
import dev.changeover.twin.ssm.SystemsManagerService;
import dev.changeover.twin.wire.Gateway;
import dev.changeover.twin.wire.TokenService;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;
import java.util.zip.ZipFile;

/**
 * From the start of a function's process until its answer is posted, with four calls to the twin between: Java with the
 * jars of our zip, with and without an AOT cache, and Python with boto3 where that is installed. Plain HTTP, so what
 * TLS costs each of them is not in it. Takes the number of runs.
 */
public final class LambdaStart {
    private static final int RUNS_DEFAULT = 10;
    private static final Path ZIP = Path.of("runbook-lambda", "handler", "target", "changeover-lambda.zip");
    private static final String RUNTIME = "com.amazonaws.services.lambda.runtime.api.client.AWSLambda";
    private static final String CACHE_OUTPUT = "-XX:AOTCacheOutput=";
    private static final Duration END_MAX = Duration.ofMinutes(1);
    private static final Duration ANSWER_MAX = Duration.ofSeconds(20);
    private static final String PYTHON = "Python + boto3";
    private static final String JAVA = "Java, as the zip runs";
    private static final String CACHED = "Java, with an AOT cache";
    private static final List<String> FLAGS = List.of(
            "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-XX:-UsePerfData", "--enable-native-access=ALL-UNNAMED");

    private final Path folder;
    private final String endpoint;

    private LambdaStart(Path folder, String endpoint) {
        this.folder = folder;
        this.endpoint = endpoint;
    }

    public static void main(String[] arguments) throws Exception {
        int runs = arguments.length > 0 ? Integer.parseInt(arguments[0]) : RUNS_DEFAULT;
        Place.printMachine();
        try (var place = new Place();
                var timeline = Timeline.real();
                var gateway = gateway(timeline)) {
            new LambdaStart(place.folder("lambda"), "http://127.0.0.1:" + gateway.port()).compare(runs);
        }
    }

    private static Gateway gateway(Timeline timeline) {
        var regions = new Regions(timeline);
        var tables = new Tables(timeline, regions::dark);
        tables.createStrong(
                "journal",
                KeySchema.texts("pk", "sk"),
                new Replication.Strong(Regions.US_EAST_1, Regions.US_WEST_2, new Region("us-east-2")));
        var ssm = SystemsManager.on(new Automation.Ground(timeline, regions, (_, _, _) -> {}, AwsCalls.none()));
        ssm.parameters().put(Regions.US_EAST_1, ParameterStore.Put.text("/changeover/plans/shop", "application: shop"));
        var secrets = new Secrets(timeline, Duration.ZERO, regions::dark);
        secrets.create(Regions.US_EAST_1, SecretCalls.Create.text("shop/database", "{}"));
        return Gateway.open(
                0,
                new Faults(regions),
                List.of(
                        TablesService.over(tables),
                        SystemsManagerService.over(ssm),
                        SecretsService.over(secrets),
                        TokenService.service()));
    }

    private void compare(int runs) throws Exception {
        String classPath = classPath();
        Path cache = folder.resolve("four-calls.aot");
        List<String> plain = java(classPath, List.of());
        List<String> cached = java(classPath, List.of("-XX:AOTCache=" + cache, "-XX:AOTMode=on"));
        run(java(classPath, List.of(CACHE_OUTPUT + cache)));
        if (!Files.exists(cache)) {
            System.err.println(
                    "SKIPPED: the training run left no AOT cache, so starts with one were not measured. It said: "
                            + Files.readString(folder.resolve("last.log")));
        }
        boolean python =
                new ProcessBuilder("python3", "-c", "import boto3").start().waitFor() == 0;
        if (!python) {
            System.err.println("SKIPPED: python3 with boto3 is not installed, so there is nothing to compare with.");
        }
        var figures = new Figures();
        for (int run = 0; run < runs; run++) {
            figures.note(JAVA, run(plain));
            if (Files.exists(cache)) {
                figures.note(CACHED, run(cached));
            }
            if (python) {
                figures.note(PYTHON, run(List.of("python3", script().toString())));
            }
        }
        figures.print();
        if (python) {
            for (String ours : Files.exists(cache) ? List.of(JAVA, CACHED) : List.of(JAVA)) {
                System.out.printf("%s: %.2f x %s%n", ours, figures.median(ours) / figures.median(PYTHON), PYTHON);
            }
        }
    }

    private List<String> java(String classPath, List<String> options) {
        List<String> command = new ArrayList<>(
                List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString()));
        command.addAll(FLAGS);
        command.addAll(options);
        command.addAll(List.of("-cp", classPath, RUNTIME, FourCalls.class.getName()));
        return command;
    }

    private Duration run(List<String> command) throws IOException, InterruptedException, ExecutionException {
        try (var lambda = new OneEvent()) {
            var builder = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(folder.resolve("last.log").toFile());
            builder.environment().putAll(environment(lambda.address()));
            long from = System.nanoTime();
            Process process = builder.start();
            try {
                OneEvent.Heard heard = lambda.heard.get(ANSWER_MAX.toMillis(), TimeUnit.MILLISECONDS);
                if (!heard.path().endsWith("/response")) {
                    throw new IllegalStateException("the function failed: " + heard.body());
                }
                return Duration.ofNanos(heard.atNanos() - from);
            } catch (TimeoutException silent) {
                throw new IllegalStateException(
                        "no answer, and this log: " + Files.readString(folder.resolve("last.log")), silent);
            } finally {
                process.destroy(); // in order: it may have a cache to write
                if (!process.waitFor(END_MAX.toMillis(), TimeUnit.MILLISECONDS)) {
                    process.destroyForcibly();
                }
            }
        }
    }

    /** What Lambda sets, as far as clients read it; the runtime's native part needs more of it than it says. */
    private Map<String, String> environment(String api) {
        Map<String, String> all = new HashMap<>(Map.of(
                "AWS_LAMBDA_RUNTIME_API", api,
                "AWS_LAMBDA_FUNCTION_NAME", "four-calls",
                "AWS_LAMBDA_FUNCTION_VERSION", "$LATEST",
                "AWS_LAMBDA_FUNCTION_MEMORY_SIZE", "1024",
                "AWS_LAMBDA_LOG_GROUP_NAME", "/aws/lambda/four-calls",
                "AWS_LAMBDA_LOG_STREAM_NAME", "1",
                "AWS_EXECUTION_ENV", "AWS_Lambda_java25",
                "LAMBDA_TASK_ROOT", folder.toString(),
                "_HANDLER", FourCalls.class.getName()));
        all.putAll(Map.of(
                "AWS_ENDPOINT_URL", endpoint,
                "AWS_REGION", "us-east-1",
                "AWS_DEFAULT_REGION", "us-east-1",
                "AWS_ACCESS_KEY_ID", "twin",
                "AWS_SECRET_ACCESS_KEY", "twin",
                "AWS_EC2_METADATA_DISABLED", "true"));
        return all;
    }

    /** Jars only, since an AOT cache takes no folders: the runtime's, ours of the zip, and the function's own. */
    private String classPath() throws IOException {
        List<String> jars = new ArrayList<>();
        for (String entry : System.getProperty("java.class.path").split(File.pathSeparator, -1)) {
            if (Stream.of("aws-lambda-java-", "utils-lite-").anyMatch(entry::contains)) {
                jars.add(entry);
            }
        }
        Path function = folder.resolve("four-calls.jar");
        try (var jar = new JarOutputStream(Files.newOutputStream(function))) {
            String name = FourCalls.class.getName().replace('.', '/') + ".class";
            jar.putNextEntry(new JarEntry(name));
            try (InputStream in = FourCalls.class.getResourceAsStream("/" + name)) {
                in.transferTo(jar);
            }
        }
        jars.add(function.toString());
        try (var zip = new ZipFile(ZIP.toFile())) {
            for (var entry : zip.stream()
                    .filter(each -> each.getName().endsWith(".jar"))
                    .sorted((one, other) -> one.getName().compareTo(other.getName()))
                    .toList()) {
                Path out = folder.resolve(Path.of(entry.getName()).getFileName());
                Files.copy(zip.getInputStream(entry), out);
                jars.add(out.toString());
            }
        }
        return String.join(File.pathSeparator, jars);
    }

    private Path script() throws IOException {
        Path script = folder.resolve("four_calls.py");
        if (!Files.exists(script)) {
            try (InputStream in = LambdaStart.class.getResourceAsStream("four_calls.py")) {
                Files.copy(in, script);
            }
        }
        return script;
    }
}

package dev.changeover.twin.systems;

import dev.changeover.core.model.Region;
import dev.changeover.twin.child.SameJava;
import dev.changeover.twin.model.AwsError;
import dev.changeover.twin.model.Faults;
import dev.changeover.twin.model.Regions;
import dev.changeover.twin.ssm.Automation;
import dev.changeover.twin.wire.AwsReply;
import dev.changeover.twin.wire.AwsRequest;
import dev.changeover.twin.wire.Fields;
import dev.changeover.twin.wire.Gateway;
import dev.changeover.twin.wire.JsonProtocol;
import dev.changeover.twin.wire.Service;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Systems Manager of both Regions as a process, started again whenever it ends. It stands behind the twin's gateway
 * like any other service; a call that meets it dead is answered as AWS answers when something is wrong inside.
 */
public final class SystemsManagerProcess implements Service, AutoCloseable {
    /** Between its end and its next start, so that one that cannot start does not take a whole core. */
    private static final Duration RESTART_AFTER = Duration.ofMillis(200);

    /** A call waits as long for a process that is starting; a start takes 0.5 to 2 s. */
    private static final Duration START_MAX = Duration.ofSeconds(15);

    private static final Duration AGAIN_AFTER = Duration.ofMillis(50);

    /** A process that ended so often before it ever answered will not come to answer. */
    private static final int FAILED_STARTS_MAX = 5;

    private static final Duration CALL_MAX = Duration.ofSeconds(20);
    private static final Duration END_MAX = Duration.ofSeconds(3);

    /** What it needs for a handful of executions; without a word it would begin with 1/64 of the machine. */
    private static final int HEAP_FIRST_MB = 16;

    private static final String CARRIERS = "jdk.virtualThreadScheduler.parallelism";

    private static final String SHELF = "shelf";

    private final Path home;
    private final Regions regions;
    private final Gateway twinDoor;
    private final JsonProtocol protocol = new JsonProtocol("1.1");
    private final HttpClient client = HttpClient.newHttpClient();
    private volatile CompletableFuture<Integer> port = new CompletableFuture<>();
    private volatile Optional<Process> process = Optional.empty();
    private volatile boolean closed;

    private SystemsManagerProcess(Path home, Automation.Ground ground) {
        this.home = home;
        this.regions = ground.regions();
        this.twinDoor = Gateway.open(0, new Faults(regions), List.of(new TwinDoor(ground)));
    }

    /** {@code ground} is what Automation needs of the twin; {@code home} is where the shelf and the log lie. */
    public static SystemsManagerProcess start(Path home, Automation.Ground ground) {
        forget(home.resolve(SHELF));
        var started = new SystemsManagerProcess(home, ground);
        ground.regions().watch(new Regions.Watcher() {
            @Override
            public void darkened(Region region) {
                started.tellRegions();
            }

            @Override
            public void recovered(Region region) {
                started.tellRegions();
            }
        });
        Thread.ofVirtual().name("systems-manager").start(started::supervise);
        return started;
    }

    /** A new twin is a new world: what an earlier one had under way belongs to databases that are gone. */
    private static void forget(Path shelf) {
        try (Stream<Path> files = Files.exists(shelf) ? Files.walk(shelf) : Stream.empty()) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        } catch (IOException stays) {
            throw new UncheckedIOException("could not clear " + shelf, stays);
        }
    }

    /** The process there is now, if any; whoever kills it sees another after a while. */
    public Optional<ProcessHandle> process() {
        return process.filter(Process::isAlive).map(Process::toHandle);
    }

    @Override
    public String signingName() {
        return "ssm";
    }

    @Override
    public String action(AwsRequest request) {
        return protocol.action(request);
    }

    @Override
    public Fields members(AwsRequest request) {
        return protocol.input(request);
    }

    @Override
    public AwsReply answer(AwsRequest request) {
        try {
            var answer = forward(request);
            String type = answer.headers().firstValue("content-type").orElse("application/x-amz-json-1.1");
            return new AwsReply(answer.statusCode(), type, Map.of(), answer.body());
        } catch (IOException | ExecutionException | TimeoutException dead) {
            throw away();
        } catch (InterruptedException closing) {
            Thread.currentThread().interrupt();
            throw away();
        }
    }

    /** What met nobody has not been done, so it is sent again; what was lost with the process is not. */
    private HttpResponse<byte[]> forward(AwsRequest request)
            throws IOException, InterruptedException, ExecutionException, TimeoutException {
        Instant latest = Instant.now().plus(START_MAX);
        while (true) {
            try {
                return client.send(to(awaitPort(), request), HttpResponse.BodyHandlers.ofByteArray());
            } catch (ConnectException nobody) {
                if (Instant.now().isAfter(latest)) {
                    throw nobody;
                }
                Thread.sleep(AGAIN_AFTER);
            }
        }
    }

    private static HttpRequest to(int port, AwsRequest request) {
        var forwarded = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/"))
                .timeout(CALL_MAX)
                .POST(HttpRequest.BodyPublishers.ofByteArray(request.body()));
        Stream.of("authorization", "x-amz-target", "content-type")
                .filter(request.headers()::containsKey)
                .forEach(name -> forwarded.header(name, request.headers().get(name)));
        return forwarded.build();
    }

    private static AwsError away() {
        return new AwsError("InternalServerError", 500, "An error occurred on the server side.");
    }

    @Override
    public AwsReply refuse(AwsRequest request, AwsError error) {
        return protocol.refusal(error);
    }

    private int awaitPort() throws InterruptedException, ExecutionException, TimeoutException {
        return port.get(START_MAX.toMillis(), TimeUnit.MILLISECONDS);
    }

    private void supervise() {
        int failed = 0;
        while (!closed) {
            try {
                failed = run() ? 0 : failed + 1;
                if (failed >= FAILED_STARTS_MAX) {
                    throw new IOException("it ended " + failed + " times before it answered; see its log in " + home);
                }
                Thread.sleep(RESTART_AFTER);
            } catch (IOException cannotStart) {
                System.err.println("Systems Manager's process cannot be started: " + cannotStart.getMessage());
                return;
            } catch (InterruptedException stop) {
                return;
            }
        }
    }

    /** Until it ends; whether it had come to answer. */
    private boolean run() throws IOException, InterruptedException {
        Files.createDirectories(home);
        Process now = new ProcessBuilder(command())
                .redirectError(
                        ProcessBuilder.Redirect.appendTo(home.resolve("log").toFile()))
                .start();
        process = Optional.of(now);
        if (closed) {
            now.destroyForcibly();
        }
        try (BufferedReader said = now.inputReader(StandardCharsets.UTF_8)) {
            for (String line = said.readLine(); line != null; line = said.readLine()) {
                if (line.startsWith(SystemsManagerMain.ANSWERS_AT)) {
                    port.complete(Integer.valueOf(line.substring(SystemsManagerMain.ANSWERS_AT.length())));
                    tellRegions();
                }
            }
        }
        now.waitFor();
        boolean answered = port.isDone();
        port = new CompletableFuture<>();
        return answered;
    }

    private List<String> command() {
        List<String> options = new ArrayList<>(List.of("-Xms" + HEAP_FIRST_MB + "m", "-Xmx256m"));
        carriers().ifPresent(options::add);
        List<String> command = new ArrayList<>(SameJava.command(SystemsManagerMain.class, options));
        command.addAll(
                List.of(Integer.toString(twinDoor.port()), home.resolve(SHELF).toString(), dark()));
        return command;
    }

    /** As many carrier threads as this process was given (docs/decisions/0191). */
    private static Optional<String> carriers() {
        return Optional.ofNullable(System.getProperty(CARRIERS)).map(number -> "-D" + CARRIERS + "=" + number);
    }

    private String dark() {
        return Regions.ARC_ENDPOINTS.stream()
                .filter(regions::dark)
                .map(Region::code)
                .collect(Collectors.joining(","));
    }

    /** Told again whenever the process is new, so a word that is lost with it is not missed. */
    private void tellRegions() {
        Integer at = port.getNow(0);
        if (at > 0) {
            var dark = new Letter.Dark(List.of(dark().split(",", -1)));
            var request = Letter.to(at, Regions.US_EAST_1, Letter.PROCESS, dark).build();
            var _ = client.sendAsync(request, HttpResponse.BodyHandlers.discarding());
        }
    }

    @Override
    public void close() {
        closed = true;
        process.ifPresent(last -> {
            last.destroy();
            try {
                if (!last.waitFor(END_MAX.toMillis(), TimeUnit.MILLISECONDS)) {
                    last.destroyForcibly();
                }
            } catch (InterruptedException stop) {
                last.destroyForcibly();
                Thread.currentThread().interrupt();
            }
        });
        twinDoor.close();
        client.shutdownNow();
    }
}

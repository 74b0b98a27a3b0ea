package dev.changeover.twin.lambda.process;

import dev.changeover.core.model.Region;
import dev.changeover.twin.lambda.FunctionVersion;
import dev.changeover.twin.lambda.Sandboxes;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicLong;

/** Each sandbox is a process: Java with AWS's stock runtime client and the function's code. All end with this. */
public final class ProcessSandboxes implements Sandboxes, AutoCloseable {
    /** How long a killed process may take to be gone. */
    private static final Duration END_MAX = Duration.ofSeconds(3);

    private final Path folder;
    private final Path logs;
    private final Optional<JavaRuntime> runtime;
    private final Optional<String> hindrance;
    private final CodeStore codes;
    private final Starter starter = new Starter();
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final Set<FunctionProcess> processes = ConcurrentHashMap.newKeySet();
    private final Map<Path, FunctionLog> written = new ConcurrentHashMap<>();
    private final AtomicLong opened = new AtomicLong();

    private ProcessSandboxes(Path home, Optional<JavaRuntime> runtime, Optional<String> hindrance) {
        this.folder = home.resolve("lambda");
        this.logs = home.resolve("logs").resolve("lambda");
        this.runtime = runtime;
        this.hindrance = hindrance;
        this.codes = new CodeStore(folder.resolve("code"));
    }

    /**
     * Uses {@code home/lambda}, which is emptied first, and logs to {@code home/logs/lambda/REGION/FUNCTION.log}.
     * {@code endpoint} is where functions find the AWS APIs. Where functions cannot run, each invocation says why.
     */
    public static ProcessSandboxes open(Path home, URI endpoint) {
        Path absolute = home.toAbsolutePath();
        try {
            Trees.remove(absolute.resolve("lambda"));
            JavaRuntime runtime = JavaRuntime.in(absolute.resolve("lambda/runtime"), endpoint);
            return new ProcessSandboxes(absolute, Optional.of(runtime), Optional.empty());
        } catch (FunctionTrouble why) {
            return new ProcessSandboxes(absolute, Optional.empty(), Optional.of(why.getMessage()));
        } catch (IOException denied) {
            throw new UncheckedIOException("functions cannot be laid out in " + absolute, denied);
        }
    }

    @Override
    public Sandbox open(FunctionVersion version, Listener listener) {
        var process = new FunctionProcess(this, version, listener, log(version.region(), version.name()));
        processes.add(process);
        try {
            threads.execute(() -> process.live(opened.incrementAndGet()));
        } catch (RejectedExecutionException closing) {
            processes.remove(process); // the twin ends, and nobody will hear of this event
        }
        return process;
    }

    /** The processes that run now, for whoever wants to kill one. */
    public List<Long> pids(Region region, String function) {
        return processes.stream()
                .filter(process -> process.version.region().equals(region)
                        && process.version.name().equals(function))
                .flatMap(process -> process.pid().stream())
                .sorted()
                .toList();
    }

    /** Kills them all and waits until they are gone. */
    @Override
    public void close() {
        List<FunctionProcess> all = List.copyOf(processes);
        all.forEach(process -> process.kill("The twin ends."));
        long end = System.nanoTime() + END_MAX.toNanos();
        all.forEach(process -> process.awaitEnd(Duration.ofNanos(Math.max(0, end - System.nanoTime()))));
        threads.shutdownNow();
        starter.close();
    }

    JavaRuntime runtime() {
        return runtime.orElseThrow(() -> new FunctionTrouble(hindrance.orElseThrow()));
    }

    CodeStore codes() {
        return codes;
    }

    Starter starter() {
        return starter;
    }

    /** Runs on a thread of its own, for what must not be done under the caller's lock. */
    void later(Runnable what) {
        threads.execute(what);
    }

    Path newTemporary(long number) throws IOException {
        return Files.createDirectories(folder.resolve("tmp").resolve(Long.toString(number)));
    }

    void gone(FunctionProcess process) {
        processes.remove(process);
    }

    private FunctionLog log(Region region, String function) {
        return written.computeIfAbsent(logs.resolve(region.code()).resolve(function + ".log"), FunctionLog::new);
    }
}

package dev.changeover.twin.lambda.process;

import dev.changeover.twin.lambda.FunctionErrors;
import dev.changeover.twin.lambda.FunctionVersion;
import dev.changeover.twin.lambda.Outcome;
import dev.changeover.twin.lambda.Sandboxes;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * One process of a function. The listener is told outside of every lock of this class, because it takes the
 * timeline's, under which the rest here is called.
 */
final class FunctionProcess implements Sandboxes.Sandbox, RuntimeApi.Host {
    /** From a function's answer to the moment when what it printed before has come through the pipe. */
    private static final Duration PIPE_MAX = Duration.ofMillis(2);

    private static final int CHUNK_BYTES = 8 << 10;

    final FunctionVersion version;
    private final ProcessSandboxes home;
    private final Sandboxes.Listener listener;
    private final FunctionLog file;
    private final BlockingQueue<Sandboxes.Event> events = new LinkedBlockingQueue<>();
    private final long startedNanos = System.nanoTime();
    private Optional<Process> process = Optional.empty();
    private Optional<RuntimeApi> api = Optional.empty();
    private Optional<Sandboxes.Event> current = Optional.empty();
    private Tail tail = new Tail();
    private boolean killed;
    private long eventNanos;
    private Optional<Duration> starting = Optional.empty();

    FunctionProcess(ProcessSandboxes home, FunctionVersion version, Sandboxes.Listener listener, FunctionLog file) {
        this.home = home;
        this.version = version;
        this.listener = listener;
        this.file = file;
    }

    /** From the start of the process to its end; on a thread of its own. */
    void live(long number) {
        try {
            CodeStore.Unpacked code = home.codes().unpacked(version.spec().code());
            Path temporary = home.newTemporary(number);
            RuntimeApi opened = RuntimeApi.open(this);
            synchronized (this) {
                api = Optional.of(opened);
            }
            String stream = "[" + version.version() + "]" + HexFormat.of().toHexDigits(number);
            var builder = new ProcessBuilder(home.runtime().command(version, code, temporary))
                    .directory(code.taskRoot().toFile())
                    .redirectErrorStream(true);
            builder.environment().clear();
            builder.environment().putAll(home.runtime().environment(version, code, opened.port(), stream));
            watch(home.starter().start(builder), temporary);
        } catch (IOException | FunctionTrouble why) {
            listener.unusable(FunctionErrors.of("Runtime.InvalidEntrypoint", why.getMessage()));
            end();
        } catch (InterruptedException closing) {
            Thread.currentThread().interrupt();
            end();
        } catch (RejectedExecutionException closing) {
            end(); // the twin ends, and starts no process any more
        }
    }

    private void watch(Process started, Path temporary) throws InterruptedException, IOException {
        boolean unwanted;
        synchronized (this) {
            process = Optional.of(started);
            unwanted = killed;
        }
        if (unwanted) {
            started.destroyForcibly();
        }
        Thread reader = Thread.ofPlatform()
                .daemon()
                .name("twin-function-log-" + started.pid())
                .start(() -> read(started.getInputStream()));
        exited(started.waitFor(), reader, temporary);
    }

    private void read(InputStream printed) {
        byte[] chunk = new byte[CHUNK_BYTES];
        try (printed) {
            for (int length = printed.read(chunk); length >= 0; length = printed.read(chunk)) {
                log(chunk, length);
            }
        } catch (IOException closed) {
            return; // the process is gone
        }
    }

    private void exited(int status, Thread reader, Path temporary) throws InterruptedException, IOException {
        reader.join(PIPE_MAX.multipliedBy(10));
        takeCurrent().ifPresent(event -> logEnd(event, FunctionErrors.exit(status)));
        listener.exited(status);
        end();
        Trees.remove(temporary);
    }

    private void end() {
        Optional<RuntimeApi> open;
        synchronized (this) {
            open = api;
            api = Optional.empty();
        }
        open.ifPresent(RuntimeApi::close);
        home.gone(this);
    }

    @Override
    public void run(Sandboxes.Event event) {
        synchronized (this) {
            current = Optional.of(event);
            tail = new Tail();
            eventNanos = System.nanoTime();
        }
        log("START RequestId: " + event.requestId() + " Version: " + version.version() + "\n");
        events.add(event);
    }

    @Override
    public void kill(String why) {
        Optional<Process> running;
        synchronized (this) {
            killed = true;
            running = process;
        }
        running.ifPresent(Process::destroyForcibly);
        takeCurrent().ifPresent(event -> logEnd(event, why));
        try {
            home.later(this::end);
        } catch (RejectedExecutionException closing) {
            end();
        }
    }

    @Override
    public synchronized boolean alive() {
        return !killed && process.map(Process::isAlive).orElse(true);
    }

    @Override
    public synchronized Supplier<String> log() {
        return tail::text;
    }

    synchronized Optional<Long> pid() {
        return process.filter(Process::isAlive).map(Process::pid);
    }

    void awaitEnd(Duration longest) {
        Optional<Process> running;
        synchronized (this) {
            running = process;
        }
        try {
            if (running.isPresent()) {
                running.get().waitFor(longest.toMillis(), TimeUnit.MILLISECONDS);
            }
        } catch (InterruptedException closing) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public Sandboxes.Event next() throws InterruptedException {
        synchronized (this) {
            if (starting.isEmpty()) {
                starting = Optional.of(Duration.ofNanos(System.nanoTime() - startedNanos));
            }
        }
        listener.ready();
        return events.take();
    }

    @Override
    public boolean ended(String requestId, Outcome outcome) throws InterruptedException {
        Optional<Sandboxes.Event> event;
        synchronized (this) {
            event = current.filter(now -> now.requestId().equals(requestId));
            if (event.isPresent()) {
                current = Optional.empty();
            }
        }
        if (event.isEmpty()) {
            return false;
        }
        listener.ended(requestId, outcome);
        Thread.sleep(PIPE_MAX);
        logEnd(event.get(), "");
        return true;
    }

    @Override
    public void unusable(String error) {
        listener.unusable(error);
    }

    private synchronized Optional<Sandboxes.Event> takeCurrent() {
        Optional<Sandboxes.Event> event = current;
        current = Optional.empty();
        return event;
    }

    private void logEnd(Sandboxes.Event event, String why) {
        double ms;
        Tail ending;
        Optional<Duration> begun;
        synchronized (this) {
            ms = (System.nanoTime() - eventNanos) / 1e6;
            ending = tail;
            begun = starting;
            starting = starting.map(_ -> Duration.ZERO);
        }
        String cold = begun.filter(Duration::isPositive)
                .map(init -> String.format(Locale.ROOT, "Init Duration: %.2f ms\t", init.toNanos() / 1e6))
                .orElse("");
        log(String.format(
                Locale.ROOT,
                "END RequestId: %s\nREPORT RequestId: %s\tDuration: %.2f ms\t"
                        + "Billed Duration: %.0f ms\tMemory Size: %d MB\t%s\n",
                event.requestId(),
                event.requestId(),
                ms,
                Math.ceil(ms),
                version.spec().terms().memoryMb(),
                cold));
        if (!why.isEmpty()) {
            log(why + "\n");
        }
        ending.end();
    }

    private void log(String line) {
        byte[] bytes = line.getBytes(StandardCharsets.UTF_8);
        log(bytes, bytes.length);
    }

    private void log(byte[] bytes, int length) {
        Tail now;
        synchronized (this) {
            now = tail;
        }
        now.append(bytes, length);
        file.append(bytes, length);
    }
}

package dev.changeover.twin.lambda.process;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * Starts processes that end with this one, also when this one is killed. Linux sends the parent-death signal when the
 * thread that started the child ends, so one thread starts all and lives as long as this does. Where there is no such
 * signal, a function ends when it next asks the Runtime API for an event and finds it gone.
 */
final class Starter implements AutoCloseable {
    private static final List<String> PIN = List.of("setpriv", "--pdeathsig", "KILL");
    private static final Duration TRIAL_MAX = Duration.ofSeconds(10);

    private final List<String> prefix = works(PIN) ? PIN : List.of();
    private final ExecutorService thread = Executors.newSingleThreadExecutor(
            Thread.ofPlatform().daemon().name("twin-function-starter").factory());

    /** Puts what it needs before the builder's command. */
    Process start(ProcessBuilder builder) throws IOException, InterruptedException {
        builder.command(
                Stream.concat(prefix.stream(), builder.command().stream()).toList());
        try {
            return thread.submit(builder::start).get();
        } catch (ExecutionException failure) {
            throw new IOException(failure.getCause().getMessage(), failure);
        }
    }

    private static boolean works(List<String> prefix) {
        try {
            Process trial = new ProcessBuilder(
                            Stream.concat(prefix.stream(), Stream.of("true")).toList())
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            if (trial.waitFor(TRIAL_MAX.toMillis(), TimeUnit.MILLISECONDS)) {
                return trial.exitValue() == 0;
            }
            trial.destroyForcibly();
            return false;
        } catch (IOException notThere) {
            return false;
        } catch (InterruptedException closing) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }
}

package dev.changeover.twin.database;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/**
 * Starts the server programs as a user they accept, and ties their lives to this process.
 *
 * <p>Linux sends the parent-death signal when the <em>thread</em> that started the child ends, so one thread starts
 * all of them and lives as long as this launcher.
 */
final class Launcher implements AutoCloseable {
    /** Asks a server to end its sessions and stop, where Java's own destroy() would wait for its clients. */
    static final String FAST_STOP = "INT";

    static final String KILL = "KILL";

    /** A program that makes something once; the longest, initdb, takes 0.5 s (measured 2026-11-21). */
    private static final Duration PROGRAM_MAX = Duration.ofSeconds(60);

    private static final int MESSAGE_LENGTH_MAX = 400;

    private final ServerUser user;
    private final ExecutorService starter = Executors.newSingleThreadExecutor(
            Thread.ofPlatform().daemon().name("twin-postgres-starter").factory());

    Launcher(ServerUser user) {
        this.user = user;
    }

    ServerUser user() {
        return user;
    }

    /** Starts a server that is stopped with {@code signal} when this process dies. */
    Process start(String signal, List<String> program, Path log) {
        var builder = builder(user.command(signal, program)).redirectErrorStream(true);
        builder.redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
        Future<Process> started = starter.submit(builder::start);
        try {
            return started.get();
        } catch (ExecutionException failure) {
            throw new DatabaseTrouble(
                    "The program " + program.getFirst() + " cannot be started: "
                            + failure.getCause().getMessage() + ".",
                    failure);
        } catch (InterruptedException closing) {
            started.cancel(false);
            Thread.currentThread().interrupt();
            throw new DatabaseTrouble("The twin is closing.", closing);
        }
    }

    /** Runs a program to its end, feeding it {@code input}. */
    void run(List<String> program, String input) throws IOException {
        Optional<String> complaint = complaint(user.command(KILL, program), input);
        if (complaint.isPresent()) {
            throw new IOException(program.getFirst() + " failed: " + complaint.get());
        }
    }

    /** What a command says when it fails; empty when it succeeds. */
    static Optional<String> complaint(List<String> command, String input) {
        try {
            Process process = builder(command).redirectErrorStream(true).start();
            try (var in = process.outputWriter()) {
                in.write(input);
            }
            String said = new String(process.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
            if (!process.waitFor(PROGRAM_MAX.toMillis(), TimeUnit.MILLISECONDS)) {
                process.destroyForcibly();
                return Optional.of("no end after " + PROGRAM_MAX.toSeconds() + " s");
            }
            return process.exitValue() == 0 ? Optional.empty() : Optional.of(lastOf(said));
        } catch (IOException notThere) {
            return Optional.of(notThere.getMessage());
        } catch (InterruptedException closing) {
            Thread.currentThread().interrupt();
            throw new DatabaseTrouble("The twin is closing.", closing);
        }
    }

    /** Java can only terminate or kill; the shell has the other signals built in. */
    static void signal(String signal, long pid) {
        complaint(List.of("sh", "-c", "kill -" + signal + " " + pid), "");
    }

    private static String lastOf(String said) {
        String line = said.strip().replace('\n', ' ');
        return line.substring(Math.max(0, line.length() - MESSAGE_LENGTH_MAX));
    }

    private static ProcessBuilder builder(List<String> command) {
        var builder = new ProcessBuilder(new ArrayList<>(command));
        Map<String, String> environment = builder.environment();
        String path = environment.getOrDefault("PATH", "/usr/bin:/bin");
        environment.clear(); // PGPORT, PGDATA, LANG and the like would change what the servers do
        environment.putAll(Map.of("PATH", path, "LC_ALL", "C", "TZ", "UTC"));
        return builder;
    }

    @Override
    public void close() {
        starter.shutdownNow();
    }
}

package dev.changeover.cli.twin;

import dev.changeover.cli.Desk;
import dev.changeover.cli.ExitCode;
import dev.changeover.cli.Refusal;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import picocli.CommandLine.Command;
import tools.jackson.databind.JsonNode;

/** Ends a twin and everything it started. */
@Command(name = "down", description = "End a twin.")
final class DownCommand extends TwinCommand {
    private static final Duration END_MAX = Duration.ofSeconds(30);

    DownCommand(Desk desk) {
        super(desk);
    }

    @Override
    protected ExitCode answer() {
        Optional<JsonNode> state = twin().state();
        if (state.isEmpty()) {
            desk().say("No twin runs on port " + ports().base() + "; nothing to do.");
            return ExitCode.DONE;
        }
        long pid = state.get().path("pid").asLong();
        twin().stop();
        Optional<ProcessHandle> process = ProcessHandle.of(pid);
        if (process.isPresent()) {
            awaitEnd(process.get());
        }
        desk().say("The twin on port " + ports().base() + " has ended.");
        return ExitCode.DONE;
    }

    private static void awaitEnd(ProcessHandle process) {
        try {
            process.onExit().get(END_MAX.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException late) {
            throw new Refusal(
                    ExitCode.GENERAL,
                    "The twin (process " + process.pid() + ") did not end within " + END_MAX.toSeconds() + " s.",
                    "End it with: kill -9 " + process.pid() + "; its databases and shops end with it.");
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}

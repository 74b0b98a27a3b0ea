package dev.changeover.cli.twin;

import dev.changeover.cli.Desk;
import dev.changeover.cli.ExitCode;
import dev.changeover.cli.Refusal;
import dev.changeover.twin.child.SameJava;
import dev.changeover.twin.world.TwinSettings;
import dev.changeover.view.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Starts a twin in the background. */
@Command(name = "up", description = "Start a twin: two Regions on this machine, with the sample shop in them.")
final class UpCommand extends TwinCommand {
    /** A cold start with {@code --timing aws} creates databases at AWS's pace. */
    private static final Duration START_MAX = Duration.ofMinutes(40);

    private static final Duration LOOK_EVERY = Duration.ofMillis(50);

    @Option(
            names = "--timing",
            paramLabel = "PACE",
            defaultValue = "local",
            description = "instant, local or aws: how long AWS's states last. Default: ${DEFAULT-VALUE}.")
    private String timing;

    @Option(names = "--empty", description = "An empty account: no shop, no plan. Create your own world by API.")
    private boolean empty;

    @Option(
            names = "--from",
            paramLabel = "FOLDER",
            description = "Make the world from the templates that 'cdk synth' wrote there, such as infra/aws/cdk.out.")
    private Path from;

    @Option(
            names = "--parameter",
            paramLabel = "STACK:NAME=VALUE",
            description = "A value for a parameter of these templates. May be given several times.")
    private Map<String, String> parameters = Map.of();

    UpCommand(Desk desk) {
        super(desk);
    }

    @Override
    protected ExitCode answer() {
        checkTiming();
        Optional<Templates> templates = templates();
        templates.map(Templates::check).map(Templates::tally).ifPresent(desk()::say);
        TwinHome home = home();
        requireFree();
        home.make();
        Overtaken.cancel(desk(), desk().journals().own(), URI.create("http://127.0.0.1:" + ports().gateway()));
        Instant began = Instant.now();
        awaitState(start(home, templates), home);
        Duration took = Duration.between(began, Instant.now());
        desk().say("The twin serves both Regions after " + took.toMillis() + " ms. Its APIs: http://127.0.0.1:"
                + ports().gateway() + ". " + (empty ? "" : "The shop: " + shop() + ". ")
                + "Environment: eval \"$(changeover env --port " + ports().base() + ")\"");
        desk().show(
                        () -> "twin on port " + ports().base() + (empty ? ", empty\n" : ", plan " + home.plan() + "\n"),
                        Json.object(
                                "port",
                                ports().base(),
                                "startMs",
                                took.toMillis(),
                                "plan",
                                empty ? null : home.plan(),
                                "edge",
                                empty || from != null ? null : edge()));
        return ExitCode.DONE;
    }

    /** A world from templates has no edge: its shop answers in each Region alone, here in the first. */
    private String shop() {
        return from == null ? edge() : "http://127.0.0.1:" + ports().shop(0);
    }

    private Optional<Templates> templates() {
        if ((from == null && !parameters.isEmpty()) || (from != null && empty)) {
            throw new Refusal(
                    ExitCode.USAGE,
                    from == null ? "--parameter goes with --from." : "--from and --empty exclude each other.",
                    "Leave one of them out.");
        }
        return Optional.ofNullable(from).map(folder -> new Templates(folder, parameters));
    }

    private void checkTiming() {
        try {
            TwinSettings.Pace.named(timing);
        } catch (IllegalArgumentException wrong) {
            throw new Refusal(ExitCode.USAGE, "--timing: " + wrong.getMessage() + ".", "Leave it out for local.");
        }
    }

    /** nohup, because closing the terminal must not end it. */
    private Process start(TwinHome home, Optional<Templates> templates) {
        List<String> command = new ArrayList<>(List.of("nohup"));
        command.addAll(SameJava.command(TwinMain.class, List.of("-Xmx384m")));
        command.addAll(List.of(
                desk().home().toString(),
                Integer.toString(ports().base()),
                timing,
                templates.isPresent() ? "from" : empty ? "empty" : "shop"));
        templates.map(Templates::words).ifPresent(command::addAll);
        try {
            return new ProcessBuilder(command)
                    .redirectInput(
                            ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
                    .redirectOutput(ProcessBuilder.Redirect.to(home.log().toFile()))
                    .redirectErrorStream(true)
                    .start();
        } catch (IOException refused) {
            throw new UncheckedIOException(refused);
        }
    }

    private void awaitState(Process process, TwinHome home) {
        Instant end = Instant.now().plus(START_MAX);
        while (twin().state().isEmpty()) {
            try {
                if (process.waitFor(LOOK_EVERY.toMillis(), TimeUnit.MILLISECONDS)) {
                    throw new Refusal(
                            ExitCode.GENERAL,
                            "The twin did not start: " + reason(home.log()).orElse("it ended without a word") + ".",
                            "Nothing was left running. The whole log: " + home.log());
                }
            } catch (InterruptedException stop) {
                Thread.currentThread().interrupt();
                process.destroy();
                throw new Refusal(ExitCode.INTERRUPTED, "Interrupted; the twin is being ended.", "Start it again.");
            }
            if (Instant.now().isAfter(end)) {
                process.destroy();
                throw new Refusal(
                        ExitCode.GENERAL,
                        "The twin did not start within " + START_MAX + ".",
                        "See " + home.log() + ".");
            }
        }
    }

    private static Optional<String> reason(Path log) {
        try (Stream<String> lines = Files.lines(log)) {
            return lines.filter(line -> line.startsWith(TwinMain.TROUBLE))
                    .map(line -> line.substring(TwinMain.TROUBLE.length()).replaceAll("\\.$", ""))
                    .findFirst();
        } catch (IOException unreadable) {
            return Optional.empty();
        }
    }
}

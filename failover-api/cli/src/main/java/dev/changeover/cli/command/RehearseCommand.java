package dev.changeover.cli.command;

import dev.changeover.cli.Desk;
import dev.changeover.cli.service.FunctionImage;
import dev.changeover.cli.service.FunctionRehearsal;
import dev.changeover.cli.twin.TwinRehearsal;
import dev.changeover.core.journal.ChangeoverState;
import dev.changeover.core.journal.Fold;
import dev.changeover.core.journal.Journal;
import dev.changeover.core.model.Actor;
import dev.changeover.core.model.ApplicationPlan;
import dev.changeover.core.model.ChangeoverRequest;
import dev.changeover.core.model.Mode;
import dev.changeover.core.port.World;
import dev.changeover.core.run.Preview;
import dev.changeover.drive.LocalDriver;
import dev.changeover.plan.PlanFile;
import dev.changeover.view.ChangeoverJson;
import dev.changeover.view.HaltText;
import dev.changeover.view.Ink;
import dev.changeover.view.Json;
import dev.changeover.view.Look;
import dev.changeover.view.Outlook;
import dev.changeover.view.OutlookJson;
import dev.changeover.view.OutlookText;
import dev.changeover.view.ReportText;
import dev.changeover.view.StandingText;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Goes through what commands and twins do, and reaches nobody, so that the launcher can keep what it loaded. */
@Command(name = "rehearse", hidden = true, description = "Load what commands and twins load, and reach nobody.")
final class RehearseCommand implements Callable<Integer> {
    /** Without a database a run gets no further than Preflight, which would look again for ten seconds. */
    static final Duration RUN_MAX = Duration.ofSeconds(1);

    @Option(
            names = "--image",
            paramLabel = "FOLDER",
            description = "Train the start-up cache of the functions' image in this folder instead.")
    private Path image;

    private final Desk desk;

    RehearseCommand(Desk desk) {
        this.desk = desk;
    }

    @Override
    public Integer call() throws IOException {
        Path folder = Files.createTempDirectory("changeover-rehearsal");
        try {
            if (image == null) {
                rehearse(desk.wiring().archive(folder).changeovers(), plan());
                TwinRehearsal.run((_, plan) -> rehearse(journal(plan), plan));
            } else if (!FunctionImage.in(image).isTrained()) {
                TwinRehearsal.run((service, plan) ->
                        new FunctionRehearsal(FunctionImage.in(image), service, plan).run(journal(plan), folder));
            }
        } finally {
            remove(folder);
        }
        return 0;
    }

    private Journal journal(ApplicationPlan plan) {
        return desk.wiring().shared(plan).orElseThrow().changeovers();
    }

    private void rehearse(Journal journal, ApplicationPlan plan) {
        World world = desk.world(plan);
        var ink = new Ink(true, true);
        var request = new ChangeoverRequest(
                Ids.fresh(plan.name(), desk.time().now()),
                plan.primary().region(),
                plan.secondary().region(),
                Mode.GRACEFUL,
                new Actor("rehearsal", ""),
                Optional.empty(),
                Set.of(),
                List.of());
        var outlook = Outlook.of(plan, request, Preview.of(world, plan, request).seen(), Optional.empty());
        var standing = Look.now(world, plan);
        new LocalDriver(world, journal, desk.time())
                .run(request, plan, Optional.of(RUN_MAX), new Driving(desk).listener());
        ChangeoverState state = Fold.of(journal.read(request.id()));
        desk.say(new OutlookText(ink).of(outlook) + Json.text(OutlookJson.of(outlook)));
        desk.say(new StandingText(ink).of(plan, standing, new StandingText.Latest(Optional.of(state), true)));
        desk.say(new ReportText(ink).of(state) + new HaltText(ink).of(state) + Json.line(ChangeoverJson.of(state)));
    }

    private static ApplicationPlan plan() throws IOException {
        try (InputStream in = RehearseCommand.class.getResourceAsStream("rehearsal.plan.yaml")) {
            String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            return switch (PlanFile.parse(text, "rehearsal.plan.yaml")) {
                case PlanFile.Reading.Valid(var plan) -> plan;
                case PlanFile.Reading.Faulty(var faults) ->
                    throw new IllegalStateException(faults.getFirst().toString());
            };
        }
    }

    private static void remove(Path folder) throws IOException {
        try (Stream<Path> paths = Files.walk(folder)) {
            paths.sorted(Comparator.reverseOrder()).forEach(path -> {
                try {
                    Files.delete(path);
                } catch (IOException left) {
                    throw new UncheckedIOException(left);
                }
            });
        }
    }
}

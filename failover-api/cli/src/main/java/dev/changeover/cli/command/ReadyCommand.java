package dev.changeover.cli.command;

import dev.changeover.cli.Archive;
import dev.changeover.cli.Desk;
import dev.changeover.cli.ExitCode;
import dev.changeover.cli.Refusal;
import dev.changeover.core.model.ApplicationPlan;
import dev.changeover.core.ready.Artefact;
import dev.changeover.core.ready.ReadinessReport;
import dev.changeover.core.ready.ReadinessSettings;
import dev.changeover.view.ReadyJson;
import dev.changeover.view.ReadyText;
import dev.changeover.view.Words;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Looks whether an application could move now. */
@Command(
        name = "ready",
        description = "Check whether an application could move now, and keep the result.",
        footer = "Changes nothing but a mark beside the journal. Exit code 4 when something blocks.")
final class ReadyCommand implements Callable<Integer> {
    private final Desk desk;

    @Parameters(paramLabel = "APP", description = "The application.")
    private String application;

    @Option(
            names = "--document",
            paramLabel = "NAME[=HASH]",
            description = "An SSM document that must be the same in both Regions; may be repeated.")
    private List<String> documents = new ArrayList<>();

    @Option(
            names = "--function",
            paramLabel = "NAME[=HASH]",
            description = "A Lambda function that must be the same in both Regions; may be repeated.")
    private List<String> functions = new ArrayList<>();

    @Option(
            names = "--break-glass",
            description = "Try and use this machine's own journal, because the shared one does not answer.")
    private boolean breakGlass;

    ReadyCommand(Desk desk) {
        this.desk = desk;
    }

    @Override
    public Integer call() {
        ApplicationPlan plan = desk.plans().of(application);
        var settings = new ReadinessSettings(artefacts(), ReadinessSettings.UNDRIVEN_AFTER_DEFAULT);
        Archive archive = new StartingPlace(desk, plan, breakGlass).archive();
        ReadinessReport report = desk.readiness(plan, desk.world(plan), archive, settings)
                .look(plan, ReadinessReport.HERE, desk.time().now());
        archive.readiness()
                .reports()
                .post(report)
                .ifPresent(why -> desk.say("The result was not kept: " + Words.of(why) + "."));
        desk.show(
                () -> new ReadyText(desk.streams().outInk())
                        .of(report, desk.time().now()),
                ReadyJson.of(report));
        return (report.blocked() ? ExitCode.PRECONDITION : ExitCode.DONE).number();
    }

    private List<Artefact> artefacts() {
        List<Artefact> artefacts = new ArrayList<>();
        documents.forEach(text -> artefacts.add(artefact(Artefact.Kind.DOCUMENT, text)));
        functions.forEach(text -> artefacts.add(artefact(Artefact.Kind.FUNCTION, text)));
        return artefacts;
    }

    private static Artefact artefact(Artefact.Kind kind, String text) {
        int equals = text.indexOf('=');
        if (text.isBlank() || equals == 0) {
            throw new Refusal(
                    ExitCode.USAGE, "A " + kind + " needs a name, not '" + text + "'.", "Write NAME or NAME=HASH.");
        }
        return equals < 0
                ? new Artefact(kind, text, Optional.empty())
                : new Artefact(kind, text.substring(0, equals), Optional.of(text.substring(equals + 1)));
    }
}

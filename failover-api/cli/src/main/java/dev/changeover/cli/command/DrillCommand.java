package dev.changeover.cli.command;

import dev.changeover.cli.Archive;
import dev.changeover.cli.Desk;
import dev.changeover.cli.ExitCode;
import dev.changeover.cli.Journals;
import dev.changeover.cli.Refusal;
import dev.changeover.cli.Sight;
import dev.changeover.cli.Switches;
import dev.changeover.core.drill.DrillEvent;
import dev.changeover.core.drill.DrillId;
import dev.changeover.core.drill.DrillJournal;
import dev.changeover.core.drill.DrillPhase;
import dev.changeover.core.drill.DrillRequest;
import dev.changeover.core.drill.DrillState;
import dev.changeover.core.drill.DrillState.End;
import dev.changeover.core.guard.Start;
import dev.changeover.core.model.Actor;
import dev.changeover.core.model.ApplicationPlan;
import dev.changeover.core.model.ChangeoverId;
import dev.changeover.core.port.World;
import dev.changeover.core.ready.ReadinessReport;
import dev.changeover.core.ready.ReadinessSettings;
import dev.changeover.drive.DrillAnswer;
import dev.changeover.drive.DrillRunner;
import dev.changeover.drive.LocalDriver;
import dev.changeover.view.DrillJson;
import dev.changeover.view.DrillText;
import dev.changeover.view.Report;
import dev.changeover.view.Reports;
import dev.changeover.view.Words;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Moves an application away and back, measures it and judges it. */
@Command(
        name = "drill",
        description = "Move an application to its other Region and back, and judge it against its objectives.",
        footer = "On AWS it needs the phrase \"drill APP\", typed or in --confirm; in the twin it does not.")
final class DrillCommand implements Callable<Integer> {
    private final Desk desk;

    @Parameters(paramLabel = "APP", description = "The application.")
    private String application;

    @Option(
            names = "--soak",
            paramLabel = "DURATION",
            converter = Lengths.class,
            description = "How long it stays in the other Region, probed all the while. Default: 2m.")
    private Duration soak = DrillRequest.SOAK_DEFAULT;

    @Option(names = "--report-dir", paramLabel = "DIR", description = "Where the reports go. Default: HOME/drills/ID.")
    private Path reportDirectory;

    @Option(names = "--reason", paramLabel = "TEXT", description = "Why; kept in the journal.")
    private String reason = "";

    @Option(names = "--confirm", paramLabel = "PHRASE", description = "The phrase \"drill APP\".")
    private String confirm;

    @Option(names = "--resume", description = "Go on with the drill that has not ended.")
    private boolean resume;

    @Option(names = "--abandon", description = "End the drill that has not ended, where it is. Moves nothing.")
    private boolean abandon;

    @Option(
            names = "--break-glass",
            description = "Write to this machine's own journal, because the shared one does not answer.")
    private boolean breakGlass;

    DrillCommand(Desk desk) {
        this.desk = desk;
    }

    @Override
    public Integer call() {
        if (resume && abandon) {
            throw new Refusal(
                    ExitCode.USAGE, "--resume and --abandon exclude each other.", "See: changeover drill --help");
        }
        ApplicationPlan plan = desk.plans().of(application);
        Optional<Drills.Found> live = live(plan);
        if (abandon) {
            Drills.Found found = demanded(live);
            runner(found.archive(), found.state().plan())
                    .abandon(found.id(), reason.isBlank() ? "no reason given" : reason);
            return tell(found.archive(), found.id()).number();
        }
        return (resume ? run(demanded(live)) : run(opened(plan, live))).number();
    }

    private ExitCode run(Drills.Found found) {
        DrillRunner runner = runner(found.archive(), found.state().plan());
        DrillAnswer answer = desk.driving(() -> runner.run(found.id(), new Driving(desk).listener()));
        ExitCode code = tell(found.archive(), found.id());
        if (answer.state() == DrillAnswer.State.WAIT) {
            desk.say("Not finished: " + answer.said() + ". Go on with: changeover drill " + application + " --resume");
            return desk.time().stopped() ? ExitCode.INTERRUPTED : ExitCode.GENERAL;
        }
        return code;
    }

    /** The one that has not ended, wherever it was begun; that must be known, unless the glass is broken. */
    private Optional<Drills.Found> live(ApplicationPlan plan) {
        var sight = new Sight(desk);
        Optional<Drills.Found> live = new Drills(desk, sight).live(plan.name());
        if (live.isEmpty() && !sight.unread().isEmpty() && !breakGlass) {
            throw Journals.unknown("Whether another drill of " + plan.name() + " runs cannot be told.", sight.unread());
        }
        return live;
    }

    private Drills.Found demanded(Optional<Drills.Found> live) {
        return live.orElseThrow(() -> new Refusal(
                ExitCode.USAGE,
                "There is no drill of " + application + " that has not ended.",
                "Begin one with: changeover drill " + application));
    }

    /** A drill's changeovers are in the journal beside it. */
    private DrillRunner runner(Archive archive, ApplicationPlan plan) {
        World world = desk.world(plan);
        return new DrillRunner(new DrillRunner.Room(
                world,
                archive.changeovers(),
                archive.drills(),
                desk.readiness(plan, world, archive, ReadinessSettings.defaults()),
                new LocalDriver(world, archive.changeovers(), desk.time()),
                desk.time(),
                ReadinessReport.HERE));
    }

    private Drills.Found opened(ApplicationPlan plan, Optional<Drills.Found> live) {
        live.map(Drills.Found::id).ifPresent(DrillCommand::another);
        var place = new StartingPlace(desk, plan, breakGlass);
        place.live().ifPresent(DrillCommand::running);
        var start = new Start.Drill(new Actor(desk.who(), reason));
        Switches switches = desk.switches();
        (breakGlass ? switches.againstHere(plan, start) : switches.against(plan, start)).ifPresent(refusal -> {
            throw refusal;
        });
        JournalRoom.demand(desk.home());
        if (plan.twin().isEmpty()) {
            new Confirmation(desk).demand("drill " + plan.name(), Optional.ofNullable(confirm));
        }
        var id = new DrillId("drill-" + Ids.fresh(plan.name(), desk.time().now()));
        switch (runner(place.archive(), plan).open(request(id), plan)) {
            case DrillJournal.Opening.Opened _ -> desk.say("Drill " + id + " begins.");
            case DrillJournal.Opening.AlreadyThere(var other) -> another(other);
            case DrillJournal.Opening.Unavailable(var why) ->
                throw new Refusal(
                        ExitCode.GENERAL,
                        "The journal cannot be written: " + Words.of(why) + ".",
                        "Check the disk under " + desk.home() + ", or the table that the plan names.");
        }
        return found(place.archive(), id);
    }

    private static Drills.Found found(Archive archive, DrillId id) {
        return new Drills.Found(
                archive, DrillState.of(Journals.asked(() -> archive.drills().read(id))));
    }

    private DrillRequest request(DrillId id) {
        try {
            return new DrillRequest(id, new Actor(desk.who(), reason), soak);
        } catch (IllegalArgumentException wrong) {
            throw new Refusal(ExitCode.USAGE, wrong.getMessage() + ".", "Give a shorter --soak.");
        }
    }

    private static void another(DrillId live) {
        throw new Refusal(
                ExitCode.PRECONDITION,
                "Not started: drill " + live + " has not ended.",
                "Go on with it (--resume), or give it up where it is (--abandon).");
    }

    private static void running(ChangeoverId live) {
        throw new Refusal(
                ExitCode.PRECONDITION,
                "Not started: changeover " + live + " of the same application is running.",
                "See it with: changeover watch " + live);
    }

    /** Writes the reports, and says how the drill came out. */
    private ExitCode tell(Archive archive, DrillId id) {
        List<DrillEvent> events = Journals.asked(() -> archive.drills().read(id));
        DrillState state = DrillState.of(events);
        Report report = Reports.of(events);
        Path folder = Optional.ofNullable(reportDirectory)
                .orElseGet(() -> desk.home().resolve("drills").resolve(id.value()));
        ReportFiles.write(folder, report, DrillJson.of(state));
        desk.show(() -> new DrillText(desk.streams().outInk()).of(report), DrillJson.of(state));
        desk.say("Reports (HTML, JSON, JUnit-XML) are in " + folder + ".");
        return code(state);
    }

    private static ExitCode code(DrillState state) {
        return state.end()
                .map(end -> switch (end) {
                    case End.Judged(var verdict, var _) -> verdict.passed() ? ExitCode.DONE : ExitCode.WITH_EXCEPTIONS;
                    case End.Stopped(var phase, var _, var _, var _) ->
                        phase == DrillPhase.PRECHECK ? ExitCode.PRECONDITION : ExitCode.FAILED;
                })
                .orElse(ExitCode.STILL_WAITING);
    }
}

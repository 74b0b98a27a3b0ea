package dev.changeover.cli.command;

import dev.changeover.cli.Desk;
import dev.changeover.cli.ExitCode;
import dev.changeover.cli.Refusal;
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
        footer = "On AWS it needs the phrase \"APP drill\", typed or in --confirm; in the twin it does not.")
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

    @Option(names = "--confirm", paramLabel = "PHRASE", description = "The phrase \"APP drill\".")
    private String confirm;

    @Option(names = "--resume", description = "Go on with the drill that has not ended.")
    private boolean resume;

    @Option(names = "--abandon", description = "End the drill that has not ended, where it is. Moves nothing.")
    private boolean abandon;

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
        Optional<DrillId> live = desk.drills().live(plan.name());
        DrillRunner runner = runner(live.map(this::state).map(DrillState::plan).orElse(plan));
        if (abandon) {
            runner.abandon(demanded(live), reason.isBlank() ? "no reason given" : reason);
            return tell(demanded(live)).number();
        }
        DrillId id = resume ? demanded(live) : opened(runner, plan, live);
        DrillAnswer answer = desk.driving(() -> runner.run(id, new Driving(desk).listener()));
        ExitCode code = tell(id);
        if (answer.state() == DrillAnswer.State.WAIT) {
            desk.say("Not finished: " + answer.said() + ". Go on with: changeover drill " + application + " --resume");
            return (desk.time().stopped() ? ExitCode.INTERRUPTED : ExitCode.GENERAL).number();
        }
        return code.number();
    }

    private DrillId demanded(Optional<DrillId> live) {
        return live.orElseThrow(() -> new Refusal(
                ExitCode.USAGE,
                "There is no drill of " + application + " that has not ended.",
                "Begin one with: changeover drill " + application));
    }

    private DrillRunner runner(ApplicationPlan plan) {
        World world = desk.world(plan);
        return new DrillRunner(new DrillRunner.Room(
                world,
                desk.journals().of(plan),
                desk.drills(),
                desk.readiness(plan, world, ReadinessSettings.defaults()),
                new LocalDriver(world, desk.journals().of(plan), desk.time()),
                desk.time(),
                ReadinessReport.HERE));
    }

    private DrillId opened(DrillRunner runner, ApplicationPlan plan, Optional<DrillId> live) {
        live.ifPresent(DrillCommand::another);
        desk.switches()
                .against(plan, new Start.Drill(new Actor(desk.who(), reason)))
                .ifPresent(refusal -> {
                    throw refusal;
                });
        JournalRoom.demand(desk.home());
        if (plan.twin().isEmpty()) {
            new Confirmation(desk).demand(plan.name() + " drill", Optional.ofNullable(confirm));
        }
        var id = new DrillId("drill-" + Ids.fresh(plan.name(), desk.time().now()));
        var request = request(id);
        switch (runner.open(request, plan)) {
            case DrillJournal.Opening.Opened _ -> desk.say("Drill " + id + " begins.");
            case DrillJournal.Opening.AlreadyThere(var other) -> another(other);
            case DrillJournal.Opening.Unavailable(var why) ->
                throw new Refusal(
                        ExitCode.GENERAL,
                        "The journal cannot be written: " + Words.of(why) + ".",
                        "Check the disk under " + desk.home() + ".");
        }
        return id;
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

    private DrillState state(DrillId id) {
        return DrillState.of(desk.drills().read(id));
    }

    /** Writes the reports, and says how the drill came out. */
    private ExitCode tell(DrillId id) {
        List<DrillEvent> events = desk.drills().read(id);
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

package dev.changeover.cli.command;

import dev.changeover.cli.Desk;
import dev.changeover.cli.ExitCode;
import dev.changeover.cli.Refusal;
import dev.changeover.core.guard.Start;
import dev.changeover.core.model.Actor;
import dev.changeover.core.model.ApplicationPlan;
import dev.changeover.core.model.ChangeoverId;
import dev.changeover.core.model.ChangeoverRequest;
import dev.changeover.core.model.Mode;
import dev.changeover.core.model.Region;
import dev.changeover.core.port.World;
import dev.changeover.core.run.Preview;
import dev.changeover.core.step.Finding;
import dev.changeover.core.step.Surroundings;
import dev.changeover.drive.ChangeoverResult;
import dev.changeover.drive.LocalDriver;
import dev.changeover.view.Json;
import dev.changeover.view.Outlook;
import dev.changeover.view.OutlookJson;
import dev.changeover.view.OutlookText;
import dev.changeover.view.Words;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Moves an application: looks, shows, asks, starts and drives. */
abstract class MoveCommand implements Callable<Integer> {
    private final Desk desk;

    @Mixin
    private final MoveOptions options = new MoveOptions();

    MoveCommand(Desk desk) {
        this.desk = desk;
    }

    /** Where the application goes unless --to says otherwise. */
    abstract Region otherwise(ApplicationPlan plan);

    /** Leaves the primary Region. */
    @Command(
            name = "failover",
            description = "Move an application to its secondary Region.",
            footer = "Needs the phrase \"APP REGION\", typed or in --confirm. Ctrl-C detaches and cancels nothing.")
    static final class Failover extends MoveCommand {
        Failover(Desk desk) {
            super(desk);
        }

        @Override
        Region otherwise(ApplicationPlan plan) {
            return plan.secondary().region();
        }
    }

    /** Returns to the primary Region. */
    @Command(
            name = "failback",
            description = "Move an application back to its primary Region.",
            footer = "Needs the phrase \"APP REGION\", typed or in --confirm. Ctrl-C detaches and cancels nothing.")
    static final class Failback extends MoveCommand {
        Failback(Desk desk) {
            super(desk);
        }

        @Override
        Region otherwise(ApplicationPlan plan) {
            return plan.primary().region();
        }
    }

    /** A silent service costs a call's whole bound each time, so two more looks and no more. */
    private static final int LOOKS_AGAIN_MAX = 2;

    @Override
    public Integer call() {
        options.check();
        ApplicationPlan plan = desk.plans().of(options.application());
        Region target = options.target(plan, otherwise(plan));
        ChangeoverId id = Ids.fresh(plan.name(), desk.time().now());
        World world = desk.world(plan);
        ChangeoverRequest asked = options.request(id, plan, target, desk.who(), options.loss());
        Surroundings seen = look(world, plan, asked);
        var place = new StartingPlace(desk, plan, options.breakGlass());
        Outlook preview = Outlook.of(plan, asked, seen, place.live());
        if (options.dryRun()) {
            desk.show(() -> new OutlookText(desk.streams().outInk()).of(preview), OutlookJson.of(preview));
            Optional<Refusal> stopped = stopped(plan);
            stopped.ifPresent(refusal -> desk.say(refusal.getMessage() + " " + refusal.whatToDo()));
            return hindrance(preview)
                    .or(() -> stopped)
                    .map(Refusal::code)
                    .orElse(ExitCode.DONE)
                    .number();
        }
        desk.streams().err().print(new OutlookText(desk.streams().errInk()).of(preview));
        hindrance(preview).or(() -> stopped(plan)).ifPresent(refusal -> {
            throw refusal;
        });
        Optional<Loss> accepted = acceptedLoss();
        ChangeoverRequest request = options.request(id, plan, target, desk.who(), accepted);
        hindrance(Outlook.of(plan, request, seen, Optional.empty())).ifPresent(refusal -> {
            throw refusal;
        });
        if (place.here()) {
            JournalRoom.demand(desk.home());
        }
        new Confirmation(desk).demand(preview.phrase(), options.confirm());
        return start(new LocalDriver(world, place.journal(), desk.time()), plan, request)
                .number();
    }

    private Optional<Refusal> stopped(ApplicationPlan plan) {
        return desk.switches().against(plan, new Start.Manual(new Actor(desk.who(), "")));
    }

    /** What merely did not answer is looked at again: a lost packet is no reason to send a person away. */
    private static Surroundings look(World world, ApplicationPlan plan, ChangeoverRequest asked) {
        Preview preview = Preview.of(world, plan, asked);
        for (int again = 0; again < LOOKS_AGAIN_MAX && preview.spoiltByWeather(); again++) {
            preview = Preview.of(world, plan, asked);
        }
        return preview.seen();
    }

    private ExitCode start(LocalDriver driver, ApplicationPlan plan, ChangeoverRequest request) {
        var driving = new Driving(desk);
        if (!options.detach()) {
            ChangeoverResult result =
                    desk.driving(() -> driver.run(request, plan, options.timeout(), driving.listener()));
            return driving.tell(request.id(), result);
        }
        Optional<ChangeoverResult> hindered = driver.open(request, plan);
        if (hindered.isPresent()) {
            return driving.tell(request.id(), hindered.get());
        }
        Path log = desk.wiring().inBackground(desk.home(), request.id());
        desk.show(() -> request.id() + System.lineSeparator(), Json.object("id", request.id(), "log", log));
        desk.say(
                "Started, and goes on in the background (" + log + "). Look on with: changeover watch " + request.id());
        return ExitCode.DONE;
    }

    /** Why it cannot start as things are. The loss is asked about later, so it does not count before that. */
    private Optional<Refusal> hindrance(Outlook preview) {
        if (preview.live().isPresent()) {
            ChangeoverId live = preview.live().get();
            return Optional.of(new Refusal(
                    ExitCode.PRECONDITION,
                    "Not started: changeover " + live + " of the same application is running.",
                    "See it with: changeover watch " + live));
        }
        boolean lossAnswered = preview.request().mode() == Mode.GRACEFUL
                || preview.request().acceptedLoss().isPresent()
                || preview.request().acknowledged().contains(Finding.Code.LOSS_UNKNOWN.name());
        List<Finding> blocking = preview.blocking().stream()
                .filter(finding -> lossAnswered || !Loss.about(finding))
                .toList();
        boolean hopeless = preview.blind().isPresent() || preview.denied().isPresent();
        return blocking.isEmpty() && !hopeless ? Optional.empty() : Optional.of(blocked(preview, blocking));
    }

    private static Refusal blocked(Outlook preview, List<Finding> blocking) {
        if (preview.denied().isPresent()) {
            return new Refusal(
                    ExitCode.DENIED,
                    "Not started: AWS does not let you: "
                            + Words.of(preview.denied().get()) + ".",
                    "Renew the credentials (aws sso login, or the break-glass ones), then run the command again.");
        }
        if (preview.blind().isPresent()) {
            return new Refusal(
                    ExitCode.UNREACHABLE,
                    "Not started: neither the database, nor the secret, nor the routing controls can be read: "
                            + Words.of(preview.blind().get()) + ".",
                    "Check the network with: changeover doctor");
        }
        List<String> codes =
                blocking.stream().map(finding -> finding.code().name()).toList();
        String remedies = String.join(
                "; ", blocking.stream().map(finding -> finding.code().remedy()).toList());
        boolean acknowledgeable =
                blocking.stream().allMatch(finding -> finding.code().acknowledgeable());
        String inSpite = " Or go on in spite of it with --acknowledge " + String.join(" --acknowledge ", codes) + ".";
        return new Refusal(
                ExitCode.PRECONDITION,
                "Not started: " + String.join(", ", codes) + " stand" + (codes.size() == 1 ? "s" : "") + " in the way.",
                "Do this: " + remedies + "." + (acknowledgeable ? inSpite : ""));
    }

    private Optional<Loss> acceptedLoss() {
        if (options.mode() == Mode.GRACEFUL || options.loss().isPresent()) {
            return options.loss();
        }
        return Optional.of(new Confirmation(desk).loss());
    }
}

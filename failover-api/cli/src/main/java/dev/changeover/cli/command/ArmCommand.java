package dev.changeover.cli.command;

import dev.changeover.cli.Desk;
import dev.changeover.cli.ExitCode;
import dev.changeover.cli.Refusal;
import dev.changeover.core.guard.Switch;
import dev.changeover.core.model.Actor;
import dev.changeover.core.model.ApplicationPlan;
import dev.changeover.view.Json;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Lets an application's alarms start a changeover, or not. */
abstract class ArmCommand implements Callable<Integer> {
    private final Desk desk;
    private final boolean armed;

    @Parameters(paramLabel = "APP", description = "The application.")
    private String application;

    @Option(names = "--reason", required = true, paramLabel = "TEXT", description = "Why; kept with the switch.")
    private String reason;

    ArmCommand(Desk desk, boolean armed) {
        this.desk = desk;
        this.armed = armed;
    }

    /** Alarms may start. */
    @Command(
            name = "arm",
            description = "Let an application's alarms start a changeover.",
            footer = "What else an alarm needs is shown by: changeover guards APP")
    static final class Arm extends ArmCommand {
        Arm(Desk desk) {
            super(desk, true);
        }
    }

    /** Alarms may not start. */
    @Command(name = "disarm", description = "Let no alarm start a changeover of an application.")
    static final class Disarm extends ArmCommand {
        Disarm(Desk desk) {
            super(desk, false);
        }
    }

    @Override
    public Integer call() {
        ApplicationPlan plan = desk.plans().of(application);
        String word = armed ? "armed" : "disarmed";
        var name = new Switch.Name.Arming(plan.name());
        desk.switches()
                .turn(desk.switches().of(plan), name, armed, new Actor(desk.who(), reason))
                .ifPresent(why -> {
                    throw new Refusal(
                            ExitCode.UNREACHABLE, "Not " + word + ": " + why + ".", "Try again when it answers.");
                });
        desk.show(
                () -> plan.name() + " is " + word + "." + System.lineSeparator(),
                Json.object("application", plan.name(), "armed", armed));
        if (armed && plan.alarmTrigger().isEmpty()) {
            desk.say("Its plan has no 'alarm-trigger:', so no alarm starts anything yet.");
        }
        return ExitCode.DONE.number();
    }
}

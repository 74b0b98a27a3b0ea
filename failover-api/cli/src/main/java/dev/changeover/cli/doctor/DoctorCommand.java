package dev.changeover.cli.doctor;

import dev.changeover.aws.Identity;
import dev.changeover.cli.Desk;
import dev.changeover.cli.ExitCode;
import dev.changeover.core.model.ApplicationPlan;
import dev.changeover.core.model.Region;
import dev.changeover.core.port.PortFailure;
import dev.changeover.plan.PlanFile;
import dev.changeover.view.Json;
import dev.changeover.view.Mark;
import dev.changeover.view.Words;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** Looks whether a changeover could be run from here. */
@Command(
        name = "doctor",
        description = "Check that a changeover could be run from this machine now.",
        footer = "Opens connections and closes them; no AWS call is made, and nothing is changed.")
public final class DoctorCommand implements Callable<Integer> {
    private final Desk desk;

    public DoctorCommand(Desk desk) {
        this.desk = desk;
    }

    @Override
    public Integer call() {
        List<Check> checks = checks();
        desk.show(
                () -> text(checks),
                "checks",
                checks.stream()
                        .map(check -> Json.object(
                                "what", check.what(),
                                "level", check.level().name().toLowerCase(Locale.ROOT),
                                "said", check.said(),
                                "whatToDo", check.whatToDo()))
                        .toList());
        boolean failed = checks.stream().anyMatch(check -> check.level() == Check.Level.FAIL);
        return (failed ? ExitCode.GENERAL : ExitCode.DONE).number();
    }

    private List<Check> checks() {
        var machine = new Machine(desk);
        List<Check> checks = new ArrayList<>(List.of(machine.java(), machine.home(), machine.disk()));
        checks.addAll(machine.plans());
        List<ApplicationPlan> plans = validPlans();
        if (plans.isEmpty() || plans.stream().anyMatch(plan -> plan.twin().isEmpty())) {
            checks.add(machine.credentials());
        }
        plans.forEach(plan -> {
            checks.addAll(new Network(plan).checks(desk.time().now()));
            checks.add(identity(plan, plan.primary().region()));
            checks.add(identity(plan, plan.secondary().region()));
        });
        return checks.stream().distinct().toList();
    }

    /** The Region's own STS: whether the credentials are good there, and whose they are. */
    private Check identity(ApplicationPlan plan, Region region) {
        String what = "Identity in " + region;
        return switch (desk.wiring().identity(plan, region)) {
            case Identity.Known(var arn) -> Check.ok(what, arn);
            case Identity.Unknown(var why)
            when why.code() == PortFailure.Code.DENIED ->
                Check.fail(what, Words.of(why), "Renew the credentials, or take the break-glass ones.");
            case Identity.Unknown(var why) ->
                Check.warn(what, Words.of(why), "If the Region is dark, an ungraceful failover does without it.");
        };
    }

    private List<ApplicationPlan> validPlans() {
        List<ApplicationPlan> plans = new ArrayList<>();
        desk.plans().files().forEach(file -> {
            if (PlanFile.read(file) instanceof PlanFile.Reading.Valid(var plan)) {
                plans.add(plan);
            }
        });
        return plans;
    }

    private String text(List<Check> checks) {
        var ink = desk.streams().outInk();
        var text = new StringBuilder();
        for (Check check : checks) {
            Mark mark = switch (check.level()) {
                case OK -> Mark.DONE;
                case WARN -> Mark.WARN;
                case FAIL -> Mark.HALTED;
            };
            String word = check.level().name().toLowerCase(Locale.ROOT);
            text.append(ink.mark(mark, String.format("%-4s", word)))
                    .append("  ")
                    .append(check.what())
                    .append(": ")
                    .append(check.said())
                    .append(check.whatToDo().isEmpty() ? "" : ". " + check.whatToDo())
                    .append('\n');
        }
        return text.toString();
    }
}

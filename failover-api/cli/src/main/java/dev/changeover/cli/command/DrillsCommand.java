package dev.changeover.cli.command;

import dev.changeover.cli.Desk;
import dev.changeover.cli.ExitCode;
import dev.changeover.cli.Plans;
import dev.changeover.core.drill.DrillState;
import dev.changeover.core.drill.Leg;
import dev.changeover.core.drill.LegResult;
import dev.changeover.view.DrillJson;
import dev.changeover.view.Reports;
import dev.changeover.view.Table;
import dev.changeover.view.Words;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Lists an application's drills. */
@Command(name = "drills", description = "List an application's drills, the latest first.")
final class DrillsCommand implements Callable<Integer> {
    private final Desk desk;

    @Parameters(paramLabel = "APP", description = "The application.")
    private String application;

    DrillsCommand(Desk desk) {
        this.desk = desk;
    }

    @Override
    public Integer call() {
        List<DrillState> drills = desk.drills().history(Plans.name(application)).reversed().stream()
                .map(id -> DrillState.of(desk.drills().read(id)))
                .toList();
        desk.show(
                () -> text(drills), "drills", drills.stream().map(DrillJson::of).toList());
        return ExitCode.DONE.number();
    }

    private static String text(List<DrillState> drills) {
        var table = new Table("DRILL", "STARTED", "VERDICT", "FAILOVER", "FAILBACK");
        drills.forEach(drill -> table.row(
                drill.request().id().value(),
                Words.of(drill.startedAt()),
                Reports.verdict(drill).word(),
                recovery(drill, Leg.FAILOVER),
                recovery(drill, Leg.FAILBACK)));
        return table.toString();
    }

    private static String recovery(DrillState drill, Leg leg) {
        return drill.leg(leg)
                .flatMap(DrillState.LegRun::result)
                .flatMap(LegResult::recovery)
                .map(Words::of)
                .orElse("-");
    }
}

package dev.changeover.cli.command;

import dev.changeover.cli.Desk;
import dev.changeover.cli.Desk.Rows;
import dev.changeover.cli.ExitCode;
import dev.changeover.cli.Journals;
import dev.changeover.cli.Plans;
import dev.changeover.cli.Sight;
import dev.changeover.cli.Unread;
import dev.changeover.core.drill.DrillState;
import dev.changeover.core.drill.Leg;
import dev.changeover.core.drill.LegResult;
import dev.changeover.view.DrillJson;
import dev.changeover.view.Reports;
import dev.changeover.view.Table;
import dev.changeover.view.Words;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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
        var sight = new Sight(desk);
        List<Drills.Found> found = new Drills(desk, sight).history(Plans.name(application));
        List<DrillState> drills = found.stream().map(Drills.Found::state).toList();
        desk.show(
                () -> text(drills, sight.unread()),
                new Rows("drills", found.stream().map(this::json).toList(), sight.unread()));
        found.forEach(this::tellDeserted);
        if (drills.isEmpty() && !sight.unread().isEmpty()) {
            throw Journals.unknown("No drill of " + application + " can be read.", sight.unread());
        }
        sight.tell();
        return ExitCode.DONE.number();
    }

    private Map<String, Object> json(Drills.Found drill) {
        Map<String, Object> page = new LinkedHashMap<>(DrillJson.of(drill.state()));
        page.put("undrivenSince", drill.silentSince(desk.time().now()).orElse(null));
        return page;
    }

    private void tellDeserted(Drills.Found drill) {
        drill.silentSince(desk.time().now())
                .ifPresent(since -> desk.say("Nobody has driven " + drill.id() + " since " + Words.of(since)
                        + ". Go on with: changeover drill " + application + " --resume, or give it up: --abandon"));
    }

    private static String text(List<DrillState> drills, List<Unread> unread) {
        var table = new Table("DRILL", "STARTED", "VERDICT", "FAILOVER", "FAILBACK");
        drills.forEach(drill -> table.row(
                drill.request().id().value(),
                Words.of(drill.startedAt()),
                Reports.verdict(drill).word(),
                recovery(drill, Leg.FAILOVER),
                recovery(drill, Leg.FAILBACK)));
        unread.forEach(one -> table.row("?", "?", "unknown: " + one.where(), "?", "?"));
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

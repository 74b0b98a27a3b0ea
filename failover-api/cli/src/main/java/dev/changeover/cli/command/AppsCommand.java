package dev.changeover.cli.command;

import dev.changeover.cli.Desk;
import dev.changeover.cli.Plans.Planned;
import dev.changeover.core.journal.Journal;
import dev.changeover.core.model.ChangeoverId;
import dev.changeover.view.Json;
import dev.changeover.view.Table;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** Lists what could be moved. */
@Command(name = "apps", description = "List the applications of the plans, and what runs.")
final class AppsCommand implements Callable<Integer> {
    private final Desk desk;

    AppsCommand(Desk desk) {
        this.desk = desk;
    }

    @Override
    public Integer call() {
        List<Planned> plans = desk.plans().all();
        Journal journal = desk.journal();
        desk.show(
                () -> table(plans, journal),
                "applications",
                plans.stream()
                        .map(planned -> Json.object(
                                "application", planned.plan().name(),
                                "primary", planned.plan().primary().region(),
                                "secondary", planned.plan().secondary().region(),
                                "twin", planned.plan().twin(),
                                "live", journal.live(planned.plan().name()),
                                "plan", planned.file()))
                        .toList());
        return 0;
    }

    private static String table(List<Planned> plans, Journal journal) {
        var table = new Table("APPLICATION", "PRIMARY", "SECONDARY", "RUNNING", "PLAN");
        for (Planned planned : plans) {
            table.row(
                    planned.plan().name().value(),
                    planned.plan().primary().region().code(),
                    planned.plan().secondary().region().code(),
                    journal.live(planned.plan().name()).map(ChangeoverId::value).orElse("-"),
                    planned.file().toString());
        }
        return table.toString();
    }
}

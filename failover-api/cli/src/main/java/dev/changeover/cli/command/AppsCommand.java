package dev.changeover.cli.command;

import dev.changeover.cli.Desk;
import dev.changeover.cli.Desk.Rows;
import dev.changeover.cli.ExitCode;
import dev.changeover.cli.Plans.Planned;
import dev.changeover.cli.Sight;
import dev.changeover.core.model.ApplicationName;
import dev.changeover.core.model.ChangeoverId;
import dev.changeover.view.Json;
import dev.changeover.view.Table;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
        var sight = new Sight(desk);
        List<Row> rows =
                desk.plans().all().stream().map(planned -> row(planned, sight)).toList();
        desk.show(
                () -> table(rows),
                new Rows("applications", rows.stream().map(AppsCommand::json).toList(), sight.unread()));
        sight.tell();
        return ExitCode.DONE.number();
    }

    /**
     * An application.
     *
     * @param certain whether every journal that may hold a live changeover of it could be read
     */
    private record Row(Planned planned, Optional<ChangeoverId> live, boolean certain) {
        String running() {
            return live.map(ChangeoverId::value).orElse(certain ? "-" : "unknown");
        }
    }

    /** What runs here or in the shared journal; one that does not answer must not hide the other applications. */
    private Row row(Planned planned, Sight sight) {
        ApplicationName name = planned.plan().name();
        List<Optional<Optional<ChangeoverId>>> answers = desk.journals().of(name).stream()
                .map(place -> sight.ask(place, archive -> archive.changeovers().live(name)))
                .toList();
        return new Row(
                planned,
                answers.stream()
                        .flatMap(Optional::stream)
                        .flatMap(Optional::stream)
                        .findFirst(),
                answers.stream().allMatch(Optional::isPresent));
    }

    private static Map<String, Object> json(Row row) {
        var plan = row.planned().plan();
        return Json.object(
                "application", plan.name(),
                "primary", plan.primary().region(),
                "secondary", plan.secondary().region(),
                "twin", plan.twin(),
                "live", row.live(),
                "plan", row.planned().file());
    }

    private static String table(List<Row> rows) {
        var table = new Table("APPLICATION", "PRIMARY", "SECONDARY", "RUNNING", "PLAN");
        for (Row row : rows) {
            var plan = row.planned().plan();
            table.row(
                    plan.name().value(),
                    plan.primary().region().code(),
                    plan.secondary().region().code(),
                    row.running(),
                    row.planned().file().toString());
        }
        return table.toString();
    }
}

package dev.changeover.cli.command;

import dev.changeover.cli.Desk;
import dev.changeover.cli.Plans.Planned;
import dev.changeover.core.journal.Journal;
import dev.changeover.core.model.ChangeoverId;
import dev.changeover.view.Json;
import dev.changeover.view.Table;
import java.io.UncheckedIOException;
import java.util.List;
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
        List<Planned> plans = desk.plans().all();
        desk.show(
                () -> table(plans),
                "applications",
                plans.stream()
                        .map(planned -> Json.object(
                                "application", planned.plan().name(),
                                "primary", planned.plan().primary().region(),
                                "secondary", planned.plan().secondary().region(),
                                "twin", planned.plan().twin(),
                                "live", live(planned),
                                "plan", planned.file()))
                        .toList());
        return 0;
    }

    /** What runs here or in the shared journal; one that does not answer must not hide the other applications. */
    private Optional<ChangeoverId> live(Planned planned) {
        for (Journal journal : desk.journals().of(planned.plan().name())) {
            try {
                Optional<ChangeoverId> live = journal.live(planned.plan().name());
                if (live.isPresent()) {
                    return live;
                }
            } catch (UncheckedIOException unreachable) {
                desk.say("What runs of " + planned.plan().name() + " is unknown: "
                        + unreachable.getCause().getMessage());
            }
        }
        return Optional.empty();
    }

    private String table(List<Planned> plans) {
        var table = new Table("APPLICATION", "PRIMARY", "SECONDARY", "RUNNING", "PLAN");
        for (Planned planned : plans) {
            table.row(
                    planned.plan().name().value(),
                    planned.plan().primary().region().code(),
                    planned.plan().secondary().region().code(),
                    live(planned).map(ChangeoverId::value).orElse("-"),
                    planned.file().toString());
        }
        return table.toString();
    }
}

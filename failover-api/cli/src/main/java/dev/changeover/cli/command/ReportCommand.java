package dev.changeover.cli.command;

import dev.changeover.cli.Desk;
import dev.changeover.core.journal.ChangeoverState;
import dev.changeover.view.ChangeoverJson;
import dev.changeover.view.HaltText;
import dev.changeover.view.ReportText;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Tells a changeover from its journal; asks nobody else. */
@Command(name = "report", description = "Show a changeover as its journal has it: steps, times, what is owed.")
final class ReportCommand implements Callable<Integer> {
    private final Desk desk;

    @Parameters(paramLabel = "ID", description = "The changeover, or an application's name for its latest.")
    private String id;

    ReportCommand(Desk desk) {
        this.desk = desk;
    }

    @Override
    public Integer call() {
        ChangeoverState state = new Changeovers(desk).named(id).state();
        var ink = desk.streams().outInk();
        desk.show(() -> new ReportText(ink).of(state) + new HaltText(ink).of(state), ChangeoverJson.of(state));
        return 0;
    }
}

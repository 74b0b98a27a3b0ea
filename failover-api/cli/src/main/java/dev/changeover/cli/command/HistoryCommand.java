package dev.changeover.cli.command;

import dev.changeover.cli.Desk;
import dev.changeover.cli.Desk.Rows;
import dev.changeover.cli.ExitCode;
import dev.changeover.cli.Journals;
import dev.changeover.cli.Plans;
import dev.changeover.cli.Sight;
import dev.changeover.cli.Unread;
import dev.changeover.cli.command.Changeovers.Found;
import dev.changeover.core.journal.ChangeoverState;
import dev.changeover.core.model.ApplicationName;
import dev.changeover.view.ChangeoverJson;
import dev.changeover.view.Table;
import dev.changeover.view.Words;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Lists an application's changeovers. */
@Command(name = "history", description = "List the changeovers of an application, oldest first.")
final class HistoryCommand implements Callable<Integer> {
    private final Desk desk;

    @Parameters(paramLabel = "APP", description = "The application.")
    private String application;

    HistoryCommand(Desk desk) {
        this.desk = desk;
    }

    @Override
    public Integer call() {
        ApplicationName name = Plans.name(application);
        var sight = new Sight(desk);
        List<ChangeoverState> states = new Changeovers(desk, sight)
                .history(name).stream().map(Found::state).toList();
        if (states.isEmpty()) {
            desk.plans().of(application);
        }
        desk.show(
                () -> table(states, sight.unread()),
                new Rows("changeovers", states.stream().map(ChangeoverJson::of).toList(), sight.unread()));
        if (states.isEmpty() && !sight.unread().isEmpty()) {
            throw Journals.unknown("No changeover of " + name + " can be read.", sight.unread());
        }
        sight.tell();
        return ExitCode.DONE.number();
    }

    private String table(List<ChangeoverState> states, List<Unread> unread) {
        var ink = desk.streams().outInk();
        var table = new Table("ID", "STARTED", "WHAT", "STATE", "RTO", "OWED");
        for (ChangeoverState state : states) {
            table.row(
                    state.request().id().value(),
                    Words.of(state.startedAt()),
                    Words.of(state.mode()) + " " + Words.of(state.direction()) + " " + ink.arrow() + " "
                            + state.request().to(),
                    ink.mark(Words.mark(state.phase()), Words.of(state.phase())),
                    state.recoveryTime().map(Words::of).orElse("-"),
                    String.valueOf(state.openDebts().size()));
        }
        unread.forEach(one -> table.row("?", "?", "unknown: " + one.where(), "?", "?", "?"));
        return table.toString();
    }
}

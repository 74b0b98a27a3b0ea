package dev.changeover.cli.command;

import dev.changeover.cli.Desk;
import dev.changeover.cli.ExitCode;
import dev.changeover.cli.Journals;
import dev.changeover.cli.Plans;
import dev.changeover.cli.Refusal;
import dev.changeover.cli.Sight;
import dev.changeover.cli.command.Changeovers.Found;
import dev.changeover.core.journal.ChangeoverState;
import dev.changeover.core.journal.Event;
import dev.changeover.core.model.ApplicationName;
import dev.changeover.drive.ChangeoverResult;
import dev.changeover.drive.Listener;
import dev.changeover.view.ChangeoverJson;
import dev.changeover.view.Json;
import dev.changeover.view.ReportText;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Pays debts. */
@Command(name = "reconcile", description = "Pay what the latest changeover owes a Region that was dark.")
final class ReconcileCommand implements Callable<Integer> {
    private final Desk desk;

    @Parameters(paramLabel = "APP", description = "The application.")
    private String application;

    ReconcileCommand(Desk desk) {
        this.desk = desk;
    }

    @Override
    public Integer call() {
        ApplicationName name = Plans.name(application);
        var sight = new Sight(desk);
        Optional<Found> latest = new Changeovers(desk, sight).latest(name);
        if (!sight.unread().isEmpty()) {
            throw Journals.unknown("What is owed cannot be told.", sight.unread());
        }
        if (latest.isEmpty()) {
            desk.plans().of(application);
            desk.show(() -> "Nothing is owed.\n", Json.object("application", name, "debts", List.of()));
            return ExitCode.DONE.number();
        }
        if (!latest.get().state().ended()) {
            throw new Refusal(
                    ExitCode.PRECONDITION,
                    "The changeover " + latest.get().id() + " has not ended, and pays at its end.",
                    "See it with: changeover watch " + latest.get().id());
        }
        return pay(latest.get()).number();
    }

    private ExitCode pay(Found owing) {
        var driving = new Driving(desk);
        ChangeoverResult result = desk.driving(
                () -> driving.driver(owing).watch(owing.id(), Optional.empty(), debtsOnly(driving.listener())));
        if (!(result instanceof ChangeoverResult.Ended(var state))) {
            return driving.tell(owing.id(), result);
        }
        desk.show(() -> text(state), ChangeoverJson.of(state));
        return state.openDebts().isEmpty() ? ExitCode.DONE : ExitCode.WITH_EXCEPTIONS;
    }

    /** The changeover itself is history: only what is done about its debts is news. */
    private static Listener debtsOnly(Listener listener) {
        return (id, event) -> {
            switch (event) {
                case Event.DebtIntended _, Event.DebtAnswered _, Event.DebtPaid _ -> listener.event(id, event);
                case Event.Started _, Event.StepStarted _, Event.FindingsRecorded _, Event.ActionIntended _ -> {}
                case Event.ActionAnswered _, Event.WaitBegan _, Event.StepSatisfied _, Event.StepHalted _ -> {}
                case Event.DriverTook _, Event.DriverLeft _, Event.VerbGiven _, Event.DebtOwed _ -> {}
                case Event.Ended _ -> {}
            }
        };
    }

    private String text(ChangeoverState state) {
        String owed = new ReportText(desk.streams().outInk()).owed(state);
        return owed.isEmpty() ? "Nothing is owed.\n" : owed;
    }
}

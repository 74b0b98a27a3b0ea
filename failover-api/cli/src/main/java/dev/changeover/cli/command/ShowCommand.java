package dev.changeover.cli.command;

import dev.changeover.cli.Desk;
import dev.changeover.cli.ExitCode;
import dev.changeover.cli.Refusal;
import dev.changeover.cli.Sight;
import dev.changeover.cli.Unread;
import dev.changeover.core.journal.ChangeoverState;
import dev.changeover.core.model.ApplicationPlan;
import dev.changeover.core.port.PortFailure;
import dev.changeover.view.Look;
import dev.changeover.view.Standing;
import dev.changeover.view.StandingJson;
import dev.changeover.view.StandingText;
import dev.changeover.view.Words;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Looks at an application now. */
@Command(name = "show", description = "Show where an application is active, and whether it could move.")
final class ShowCommand implements Callable<Integer> {
    private final Desk desk;

    @Parameters(paramLabel = "APP", description = "The application.")
    private String application;

    ShowCommand(Desk desk) {
        this.desk = desk;
    }

    @Override
    public Integer call() {
        ApplicationPlan plan = desk.plans().of(application);
        Standing standing = Look.now(desk.world(plan), plan);
        var sight = new Sight(desk);
        Optional<ChangeoverState> latest =
                new Changeovers(desk, sight).latest(plan.name()).map(Changeovers.Found::state);
        List<Unread> unread = sight.unread();
        desk.show(
                () -> new StandingText(desk.streams().outInk())
                        .of(plan, standing, new StandingText.Latest(latest, unread.isEmpty())),
                json(StandingJson.of(plan, standing, latest), latest, unread));
        sight.tell();
        if (standing.blind()) {
            throw blind(standing.failures().getFirst());
        }
        return ExitCode.DONE.number();
    }

    /** What is owed by a changeover that nobody could read is not nothing. */
    private static Map<String, Object> json(
            Map<String, Object> standing, Optional<ChangeoverState> latest, List<Unread> unread) {
        standing.put("unread", Unread.json(unread));
        if (!unread.isEmpty() && latest.isEmpty()) {
            standing.put("owed", null);
        }
        return standing;
    }

    private static Refusal blind(PortFailure why) {
        return why.code() == PortFailure.Code.DENIED
                ? new Refusal(
                        ExitCode.DENIED,
                        "AWS does not let you read anything: " + Words.of(why) + ".",
                        "Renew the credentials, then run the command again.")
                : new Refusal(
                        ExitCode.UNREACHABLE,
                        "Nothing of the application can be read: " + Words.of(why) + ".",
                        "Check the network with: changeover doctor");
    }
}

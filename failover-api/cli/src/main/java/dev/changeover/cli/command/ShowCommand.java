package dev.changeover.cli.command;

import dev.changeover.cli.Desk;
import dev.changeover.cli.ExitCode;
import dev.changeover.cli.Refusal;
import dev.changeover.cli.Sight;
import dev.changeover.cli.Unread;
import dev.changeover.core.journal.ChangeoverState;
import dev.changeover.core.model.ApplicationPlan;
import dev.changeover.core.port.PortFailure;
import dev.changeover.core.port.World;
import dev.changeover.view.Look;
import dev.changeover.view.Standing;
import dev.changeover.view.StandingJson;
import dev.changeover.view.StandingText;
import dev.changeover.view.Words;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicReference;
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
        var sight = new Sight(desk);
        var seen = Seen.of(
                desk.world(plan),
                plan,
                () -> new Changeovers(desk, sight).latest(plan.name()).map(Changeovers.Found::state));
        Standing standing = seen.standing();
        Optional<ChangeoverState> latest = seen.latest();
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

    /** The world and what the journals tell last, asked side by side: their silences are waited out together. */
    private record Seen(Standing standing, Optional<ChangeoverState> latest) {
        static Seen of(World world, ApplicationPlan plan, Callable<Optional<ChangeoverState>> journals) {
            var standing = new AtomicReference<Standing>();
            var latest = new AtomicReference<Optional<ChangeoverState>>();
            List<Callable<Boolean>> reads = List.of(
                    () -> standing.compareAndSet(null, Look.now(world, plan)),
                    () -> latest.compareAndSet(null, journals.call()));
            world.sideBySide(reads);
            return new Seen(standing.get(), latest.get());
        }
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

package dev.changeover.cli.command;

import dev.changeover.cli.Desk;
import dev.changeover.cli.ExitCode;
import dev.changeover.cli.Journals;
import dev.changeover.cli.Refusal;
import dev.changeover.cli.Sight;
import dev.changeover.cli.command.Changeovers.Found;
import dev.changeover.core.journal.ChangeoverState;
import dev.changeover.core.journal.ChangeoverState.Phase;
import dev.changeover.core.journal.Event;
import dev.changeover.core.journal.Fold;
import dev.changeover.core.journal.Journal;
import dev.changeover.core.journal.Outcome;
import dev.changeover.core.journal.Verb;
import dev.changeover.core.journal.Verbs;
import dev.changeover.core.model.Actor;
import dev.changeover.core.model.ChangeoverId;
import dev.changeover.view.ChangeoverJson;
import dev.changeover.view.HaltText;
import dev.changeover.view.Words;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Says something to a running changeover; then, if it may go on, goes on with it. */
abstract class VerbCommand implements Callable<Integer> {
    /** How often to say it again when the driver writes between our reading and our saying. */
    static final int TRIES_MAX = 20;

    private final Desk desk;

    @Parameters(
            index = "0",
            paramLabel = "ID",
            description = "The changeover, or an application's name for its live one.")
    private String id;

    @Option(names = "--reason", required = true, paramLabel = "TEXT", description = "Why; kept in the journal.")
    private String reason;

    @Option(names = "--detach", description = "Only say it; do not follow or drive the changeover.")
    private boolean detach;

    @Option(
            names = "--timeout",
            paramLabel = "DURATION",
            converter = Lengths.class,
            description = "Let go after so long.")
    private Duration timeout;

    VerbCommand(Desk desk) {
        this.desk = desk;
    }

    /** What is said, in order. */
    abstract List<Verb> verbs(ChangeoverState state, Actor by);

    /** Whether there is something to drive afterwards. */
    boolean goesOn() {
        return true;
    }

    /** Whether being cancelled is what was asked for. */
    boolean cancels() {
        return false;
    }

    @Override
    public Integer call() {
        var sight = new Sight(desk);
        Found found = new Changeovers(desk, sight).named(id);
        sight.tell();
        ChangeoverState state = found.state();
        for (Verb verb : verbs(state, new Actor(desk.who(), reason))) {
            state = give(found.journal(), found.id(), verb);
            desk.say(Words.of(verb) + ": noted in " + found.id() + ".");
        }
        if (detach || !goesOn()) {
            ChangeoverState now = state;
            desk.show(() -> Words.of(now.phase()) + System.lineSeparator(), ChangeoverJson.of(now));
            return ExitCode.DONE.number();
        }
        ExitCode code = new Driving(desk).go(found, Optional.ofNullable(timeout));
        return (cancels() && cancelled(found.again()) ? ExitCode.DONE : code).number();
    }

    private ChangeoverState give(Journal journal, ChangeoverId named, Verb verb) {
        for (int tries = 0; tries < TRIES_MAX; tries++) {
            List<Event> events = Journals.asked(() -> journal.read(named));
            ChangeoverState state = Fold.of(events);
            Verbs.refusal(state, verb).ifPresent(why -> {
                throw refused(state, verb, why);
            });
            var event = new Event.VerbGiven(verb, desk.time().now());
            switch (journal.append(named, events.size(), event, Optional.empty())) {
                case Journal.Appending.Appended _ -> {
                    return Fold.of(Journals.asked(() -> journal.read(named)));
                }
                case Journal.Appending.Behind _, Journal.Appending.Fenced _ -> {
                    // Somebody wrote meanwhile: read again.
                }
                case Journal.Appending.Unavailable(var why) ->
                    throw new Refusal(
                            ExitCode.GENERAL,
                            "The journal cannot be written: " + Words.of(why) + ".",
                            "Check the disk under " + desk.home() + ", then say it again.");
            }
        }
        throw new Refusal(
                ExitCode.GENERAL, "The changeover writes faster than we could speak.", "Say it again in a moment.");
    }

    private static Refusal refused(ChangeoverState state, Verb verb, String why) {
        List<String> commands = HaltText.commands(state);
        return new Refusal(
                ExitCode.PRECONDITION,
                "Not possible now: " + Words.of(verb) + ": " + why + ".",
                commands.isEmpty()
                        ? "See it with: changeover report " + state.request().id()
                        : "Possible now: " + String.join("; ", commands));
    }

    private static boolean cancelled(ChangeoverState state) {
        return state.phase() instanceof Phase.Ended(var outcome, var _) && outcome == Outcome.CANCELLED;
    }
}

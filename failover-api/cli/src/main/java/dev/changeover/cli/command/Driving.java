package dev.changeover.cli.command;

import dev.changeover.cli.Desk;
import dev.changeover.cli.ExitCode;
import dev.changeover.cli.GlobalOptions.Format;
import dev.changeover.cli.command.Changeovers.Found;
import dev.changeover.cli.render.LineProgress;
import dev.changeover.cli.render.LiveProgress;
import dev.changeover.cli.render.PlainProgress;
import dev.changeover.core.journal.ChangeoverState;
import dev.changeover.core.journal.ChangeoverState.Phase;
import dev.changeover.core.journal.Outcome;
import dev.changeover.core.model.ChangeoverId;
import dev.changeover.drive.ChangeoverResult;
import dev.changeover.drive.Listener;
import dev.changeover.drive.LocalDriver;
import dev.changeover.view.ChangeoverJson;
import dev.changeover.view.HaltText;
import dev.changeover.view.ReportText;
import dev.changeover.view.Words;
import java.time.Duration;
import java.util.Optional;

/** Drives a changeover in front of a person, and says how it came out. */
final class Driving {
    private final Desk desk;

    Driving(Desk desk) {
        this.desk = desk;
    }

    /** Goes on with a changeover that is in the journal. */
    ExitCode go(Found found, Optional<Duration> timeout) {
        Listener listener = listener();
        ChangeoverResult result = desk.driving(() -> driver(found).watch(found.id(), timeout, listener));
        return tell(found.id(), result);
    }

    LocalDriver driver(Found found) {
        return new LocalDriver(desk.world(found.state().plan()), found.journal(), desk.time());
    }

    Listener listener() {
        var streams = desk.streams();
        if (desk.format() == Format.jsonl) {
            return new LineProgress(streams.out());
        }
        return streams.terminals().err()
                ? new LiveProgress(streams.err(), streams.errInk(), streams.columns())
                : new PlainProgress(streams.err(), streams.errInk());
    }

    ExitCode tell(ChangeoverId id, ChangeoverResult result) {
        return switch (result) {
            case ChangeoverResult.Ended(var state) -> {
                report(state);
                yield ended(state);
            }
            case ChangeoverResult.Halted(var state) -> {
                report(state);
                desk.streams().err().print(new HaltText(desk.streams().errInk()).of(state));
                yield ExitCode.FAILED;
            }
            case ChangeoverResult.TimedOut(var state) -> {
                report(state);
                desk.say(
                        "Not finished at --timeout: " + Words.of(state.phase()) + ". Nothing was cancelled, and nobody "
                                + "takes its next steps until somebody does. Go on with: changeover watch " + id);
                yield ExitCode.STILL_WAITING;
            }
            case ChangeoverResult.Detached(var state) -> {
                desk.say(System.lineSeparator() + "Detached. Nothing was cancelled: what AWS has begun goes on, and "
                        + HaltText.meaning(state) + ". Nobody takes the next steps until you do: changeover watch "
                        + id);
                yield ExitCode.INTERRUPTED;
            }
            case ChangeoverResult.AlreadyLive(var live) -> {
                desk.say("Not started: changeover " + live + " of the same application is running. See it with: "
                        + "changeover watch " + live);
                yield ExitCode.PRECONDITION;
            }
            case ChangeoverResult.JournalDown(var why, var _) -> {
                desk.say("The journal can be neither read nor written: " + Words.of(why)
                        + ". Nothing was done that it does not hold. "
                        + "Check the disk under " + desk.home() + ", or the table that the plan names, "
                        + "then: changeover watch " + id);
                yield ExitCode.GENERAL;
            }
        };
    }

    /** Tells how far it has come. */
    void report(ChangeoverState state) {
        var report = new ReportText(desk.streams().outInk());
        desk.show(() -> report.of(state), ChangeoverJson.of(state));
        String owed = new ReportText(desk.streams().errInk()).owed(state);
        if (state.ended() && !owed.isEmpty()) {
            desk.streams().err().print("Still owed:" + System.lineSeparator() + owed);
        }
    }

    private static ExitCode ended(ChangeoverState state) {
        Outcome outcome = ((Phase.Ended) state.phase()).outcome();
        boolean late = state.recoveryTime()
                .filter(took -> took.compareTo(state.plan().objectives().rto()) > 0)
                .isPresent();
        return switch (outcome) {
            case COMPLETED -> late ? ExitCode.WITH_EXCEPTIONS : ExitCode.DONE;
            case COMPLETED_WITH_EXCEPTIONS -> ExitCode.WITH_EXCEPTIONS;
            case CANCELLED -> ExitCode.FAILED;
        };
    }
}

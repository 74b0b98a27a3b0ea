package dev.changeover.cli.command;

import dev.changeover.cli.Archive;
import dev.changeover.cli.Desk;
import dev.changeover.cli.ExitCode;
import dev.changeover.cli.Journals;
import dev.changeover.cli.Refusal;
import dev.changeover.core.journal.Journal;
import dev.changeover.core.journal.Merge;
import dev.changeover.core.model.ApplicationPlan;
import dev.changeover.core.model.ChangeoverId;
import dev.changeover.view.Json;
import dev.changeover.view.Table;
import dev.changeover.view.Words;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** What is done with journals as a whole. */
@Command(name = "journal", description = "Bring this machine's own journal together with the shared one.")
final class JournalCommand implements Runnable {
    @Spec
    private CommandSpec spec;

    static CommandLine line(Desk desk) {
        return new CommandLine(new JournalCommand()).addSubcommand(new MergeCommand(desk));
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "A command is missing: merge.");
    }

    /** Copies what was written with the glass broken. */
    @Command(
            name = "merge",
            description = "Copy an application's changeovers from this machine's own journal to the shared one.",
            footer = "Says what it did with each. Nothing is removed here, and a second run changes nothing.")
    static final class MergeCommand implements Callable<Integer> {
        private final Desk desk;

        @Parameters(paramLabel = "APP", description = "The application.")
        private String application;

        MergeCommand(Desk desk) {
            this.desk = desk;
        }

        @Override
        public Integer call() {
            ApplicationPlan plan = desk.plans().of(application);
            Journal shared = desk.wiring()
                    .shared(plan)
                    .map(Archive::changeovers)
                    .orElseThrow(() -> new Refusal(
                            ExitCode.PRECONDITION,
                            "The plan of " + plan.name() + " names no shared journal.",
                            "Add 'journal: { table: NAME }' to it."));
            Journal own = desk.journals().own();
            var merge = new Merge(own, shared);
            List<Map<String, Object>> rows = new ArrayList<>();
            var table = new Table("ID", "RESULT");
            ExitCode code = ExitCode.DONE;
            for (ChangeoverId id : own.history(plan.name())) {
                Merge.Result result =
                        Journals.asked(() -> merge.bring(id, desk.time().now()));
                rows.add(Json.object("id", id, "result", words(result)));
                table.row(id.value(), words(result));
                code = result instanceof Merge.Result.Merged ? code : ExitCode.WITH_EXCEPTIONS;
            }
            desk.show(table::toString, "changeovers", rows);
            return code.number();
        }

        private static String words(Merge.Result result) {
            return switch (result) {
                case Merge.Result.Merged(int events) when events == 0 -> "there already";
                case Merge.Result.Merged(int events) -> "merged, " + events + " events";
                case Merge.Result.StillRunning _ -> "not ended: end it with changeover watch, then merge";
                case Merge.Result.Blocked(var live) -> "waits for " + live + ", which is live in the shared journal";
                case Merge.Result.Differs(int from) ->
                    "the shared journal tells another story from event " + from + " on; nothing was changed";
                case Merge.Result.Unavailable(var why) -> "the shared journal cannot be written: " + Words.of(why);
            };
        }
    }
}

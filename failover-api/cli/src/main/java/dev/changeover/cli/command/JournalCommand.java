package dev.changeover.cli.command;

import dev.changeover.cli.Archive;
import dev.changeover.cli.Desk;
import dev.changeover.cli.ExitCode;
import dev.changeover.cli.Journals;
import dev.changeover.cli.Refusal;
import dev.changeover.core.drill.DrillMerge;
import dev.changeover.core.journal.Merge;
import dev.changeover.core.model.ApplicationName;
import dev.changeover.core.model.ApplicationPlan;
import dev.changeover.view.Json;
import dev.changeover.view.Table;
import dev.changeover.view.Words;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
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
            description =
                    "Copy an application's changeovers and drills from this machine's own journal to the shared one.",
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
            Archive shared = desk.wiring()
                    .shared(plan)
                    .orElseThrow(() -> new Refusal(
                            ExitCode.PRECONDITION,
                            "The plan of " + plan.name() + " names no shared journal.",
                            "Add 'journal: { table: NAME }' to it."));
            Archive own = desk.journals().ownArchive();
            List<Row> changeovers = changeovers(own, shared, plan.name());
            List<Row> drills = drills(own, shared, plan.name());
            List<Row> all = Stream.concat(changeovers.stream(), drills.stream()).toList();
            Map<String, List<Map<String, Object>>> lists = new LinkedHashMap<>();
            lists.put("changeovers", json(changeovers));
            lists.put("drills", json(drills));
            desk.showAll(() -> text(all), lists);
            return (all.stream().allMatch(Row::there) ? ExitCode.DONE : ExitCode.WITH_EXCEPTIONS).number();
        }

        /** What became of one, and whether all of it is in the shared journal now. */
        private record Row(String id, String result, boolean there) {}

        private List<Row> changeovers(Archive own, Archive shared, ApplicationName name) {
            var merge = new Merge(own.changeovers(), shared.changeovers());
            return own.changeovers().history(name).stream()
                    .map(id -> {
                        Merge.Result result =
                                Journals.asked(() -> merge.bring(id, desk.time().now()));
                        return new Row(id.value(), words(result), result instanceof Merge.Result.Merged);
                    })
                    .toList();
        }

        private static List<Row> drills(Archive own, Archive shared, ApplicationName name) {
            var merge = new DrillMerge(own.drills(), shared.drills());
            return own.drills().history(name).stream()
                    .map(id -> {
                        DrillMerge.Result result = Journals.asked(() -> merge.bring(id));
                        return new Row(id.value(), words(result), result instanceof DrillMerge.Result.Merged);
                    })
                    .toList();
        }

        private static String text(List<Row> rows) {
            var table = new Table("ID", "RESULT");
            rows.forEach(row -> table.row(row.id(), row.result()));
            return table.toString();
        }

        private static List<Map<String, Object>> json(List<Row> rows) {
            return rows.stream()
                    .map(row -> Json.object("id", row.id(), "result", row.result()))
                    .toList();
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

        private static String words(DrillMerge.Result result) {
            return switch (result) {
                case DrillMerge.Result.Merged(int events) when events == 0 -> "there already";
                case DrillMerge.Result.Merged(int events) -> "merged, " + events + " events";
                case DrillMerge.Result.StillRunning _ -> "not ended: drill --resume or --abandon it, then merge";
                case DrillMerge.Result.Blocked(var live) ->
                    "waits for " + live + ", which is live in the shared journal";
                case DrillMerge.Result.Differs(int from) ->
                    "the shared journal tells another story from event " + from + " on; nothing was changed";
                case DrillMerge.Result.Unavailable(var why) -> "the shared journal cannot be written: " + Words.of(why);
            };
        }
    }
}

package dev.changeover.cli;

import dev.changeover.core.journal.CorruptJournalException;
import dev.changeover.core.port.UnreadException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** Where every exception ends: one plain sentence, what to do, and an exit code. */
final class Rim {
    private final Desk desk;

    Rim(Desk desk) {
        this.desk = desk;
    }

    int run(CommandLine line, String... arguments) {
        PrintStream err = desk.streams().err();
        line.setOut(
                new PrintWriter(desk.streams().out(), true, desk.streams().out().charset()));
        line.setErr(new PrintWriter(err, true, err.charset()));
        line.setParameterExceptionHandler((wrong, given) -> misused(wrong));
        line.setExecutionExceptionHandler((failure, command, parsed) -> failed(failure));
        return line.execute(arguments);
    }

    private int misused(ParameterException wrong) {
        String command = wrong.getCommandLine().getCommandSpec().qualifiedName();
        String sentence = wrong instanceof UnmatchedArgumentException unmatched
                ? unmatched(unmatched)
                : wrong.getMessage().strip().replaceAll("\\s+", " ").replaceAll("\\.$", "") + ".";
        desk.say("changeover: " + sentence);
        desk.say("See: " + command + " --help");
        return ExitCode.USAGE.number();
    }

    private static String unmatched(UnmatchedArgumentException wrong) {
        String word = wrong.getUnmatched().getFirst().replaceAll("=.*", "");
        CommandSpec spec = wrong.getCommandLine().getCommandSpec();
        if (word.startsWith("-")) {
            List<String> options = spec.options().stream()
                    .flatMap(option -> Stream.of(option.names()))
                    .toList();
            return "There is no option '" + word + "' here." + Nearest.question(word, options);
        }
        return spec.subcommands().isEmpty()
                ? "'" + word + "' is one word too many."
                : "There is no command '" + word + "'."
                        + Nearest.question(word, spec.subcommands().keySet());
    }

    /** The rim, and so the one place that catches everything. */
    private int failed(Exception failure) {
        return switch (failure) {
            case Refusal refusal -> refused(refusal);
            case ParameterException wrong -> misused(wrong);
            case CorruptJournalException corrupt ->
                broken(
                        corrupt,
                        "The journal is damaged: " + corrupt.getMessage() + ".",
                        "Nothing was guessed. Keep the folder " + desk.home().resolve("journal")
                                + " as it is, and look at the last lines of the changeover's file.");
            case UnreadException unread ->
                refused(Journals.refusal(
                        Journals.why(unread), "What was begun goes on. Check the network with: changeover doctor"));
            case UncheckedIOException disk ->
                broken(
                        disk,
                        "The disk said no: " + disk.getMessage().replaceFirst("^java\\.[A-Za-z.]+: ", "") + ".",
                        "Check space and permissions of " + desk.home() + "; changeover doctor does.");
            default ->
                broken(
                        failure,
                        "A bug in changeover: " + failure + ".",
                        "No changeover was cancelled. Run it again with CHANGEOVER_DEBUG=1 and report what it prints.");
        };
    }

    private int refused(Refusal refusal) {
        desk.say("changeover: " + refusal.getMessage());
        desk.say(refusal.whatToDo());
        return refusal.code().number();
    }

    private int broken(Exception failure, String sentence, String whatToDo) {
        desk.say("changeover: " + sentence);
        desk.say(whatToDo);
        if (desk.environment().containsKey("CHANGEOVER_DEBUG")) {
            failure.printStackTrace(desk.streams().err());
        }
        return ExitCode.GENERAL.number();
    }
}

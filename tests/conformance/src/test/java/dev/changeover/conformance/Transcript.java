package dev.changeover.conformance;

import dev.changeover.twin.model.Ports;
import java.nio.file.Path;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** What was typed and what came back, made so that the same twin always gives the same text. */
final class Transcript {
    private static final Path NO_INPUT = Path.of("/dev/null");
    private static final Pattern TIME =
            Pattern.compile("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d(\\.\\d+)?(Z|[+-]\\d\\d:\\d\\d)");
    private static final Pattern NUMBER = Pattern.compile("\\b\\d{5}\\b");

    /** Old and new releases of the command put different words in front of this. */
    private static final Pattern BEFORE_THE_ERROR = Pattern.compile("(?s)^.*?(?=An error occurred)");

    private final Shell shell;
    private final StringBuilder text = new StringBuilder();

    Transcript(Shell shell) {
        this.shell = shell;
    }

    void heading(String title) {
        text.append("\n## ").append(title).append("\n\n");
    }

    void say(String sentence) {
        text.append(sentence).append("\n\n");
    }

    /** Shows a file that a command then reads. */
    void file(String name, String content) {
        text.append("`")
                .append(name)
                .append("`:\n\n```python\n")
                .append(content)
                .append("```\n\n");
    }

    /** Runs a line and takes it down, whatever comes of it. */
    Shell.Ended run(String line) {
        return run(line, line, NO_INPUT);
    }

    /** {@code shown} is what an operator would type for what {@code line} does with {@code input}. */
    Shell.Ended run(String shown, String line, Path input) {
        Shell.Ended ended = shell.run(line, input);
        text.append("```console\n$ ").append(stable(shown)).append('\n');
        String said = ended.exitCode() == 0 ? ended.out() : error(ended);
        if (!said.isBlank()) {
            text.append(stable(said).strip()).append('\n');
        }
        text.append("```\n\n");
        return ended;
    }

    private static String error(Shell.Ended ended) {
        return BEFORE_THE_ERROR.matcher(ended.err().strip()).replaceFirst("");
    }

    /** Times go by; ports are shown as those of a twin on its usual base. */
    private String stable(String said) {
        return NUMBER.matcher(TIME.matcher(said).replaceAll("<time>")).replaceAll(this::usualPort);
    }

    private String usualPort(MatchResult found) {
        int offset = Integer.parseInt(found.group()) - shell.ports().base();
        return offset >= 0 && offset < Ports.SPAN ? Integer.toString(Ports.BASE_DEFAULT + offset) : found.group();
    }

    @Override
    public String toString() {
        return text.toString().stripTrailing() + "\n";
    }
}

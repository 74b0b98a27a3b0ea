package dev.changeover.cli;

import dev.changeover.view.Ink;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.Charset;
import java.util.Map;
import java.util.Optional;

/**
 * The three standard streams. Data goes to {@code out}, everything else to {@code err}.
 *
 * @param terminals which of them are terminals
 * @param columns how wide the terminal is, in characters
 */
public record Streams(BufferedReader in, PrintStream out, PrintStream err, Terminals terminals, int columns) {
    /** What a terminal has when nothing says otherwise. */
    public static final int COLUMNS_DEFAULT = 80;

    /** Which of the streams are terminals, and whether colour is wanted. */
    public record Terminals(boolean in, boolean out, boolean err, boolean colour) {
        public static Terminals none() {
            return new Terminals(false, false, false, false);
        }

        /** {@code digits} are those of the file descriptors that are terminals; the launcher asks, Java cannot. */
        static Terminals of(String digits, Map<String, String> environment) {
            boolean colour =
                    environment.getOrDefault("NO_COLOR", "").isEmpty() && !"dumb".equals(environment.get("TERM"));
            return new Terminals(digits.contains("0"), digits.contains("1"), digits.contains("2"), colour);
        }
    }

    public static Streams standard(Map<String, String> environment) {
        String digits = System.getProperty("changeover.terminals", "");
        var in = new BufferedReader(new InputStreamReader(System.in, Charset.defaultCharset()));
        return new Streams(in, System.out, System.err, Terminals.of(digits, environment), columns(environment));
    }

    public Ink outInk() {
        return new Ink(terminals.out() && terminals.colour(), unicode(out));
    }

    public Ink errInk() {
        return new Ink(terminals.err() && terminals.colour(), unicode(err));
    }

    /** Whether a person is there to be asked. */
    public boolean interactive() {
        return terminals.in() && terminals.err();
    }

    /** What the person types; empty at the end of the input. */
    public Optional<String> ask(String question) {
        err.print(question);
        err.flush();
        try {
            return Optional.ofNullable(in.readLine());
        } catch (IOException gone) {
            throw new Refusal(ExitCode.CONFIRMATION_REFUSED, "The terminal is gone.", "Run the command again.");
        }
    }

    private static boolean unicode(PrintStream stream) {
        return stream.charset().newEncoder().canEncode('✔');
    }

    private static int columns(Map<String, String> environment) {
        String columns = environment.getOrDefault("COLUMNS", "");
        return columns.matches("\\d{2,4}") ? Integer.parseInt(columns) : COLUMNS_DEFAULT;
    }
}

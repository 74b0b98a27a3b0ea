package dev.changeover.view;

/**
 * What a stream can show.
 *
 * @param colour whether it is a terminal and NO_COLOR is not set (no-color.org)
 * @param unicode whether its encoding has the icons
 */
public record Ink(boolean colour, boolean unicode) {
    private static final String RESET = "\u001b[0m";

    /** Icon and word. */
    public String mark(Mark mark, String word) {
        return paint(mark.colour(), mark.icon(unicode) + " " + word);
    }

    public String bold(String text) {
        return paint("1", text);
    }

    /** From one Region to the other. */
    public String arrow() {
        return unicode ? "→" : "->";
    }

    private String paint(String parameter, String text) {
        return colour ? "\u001b[" + parameter + "m" + text + RESET : text;
    }
}

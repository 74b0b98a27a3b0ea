package dev.changeover.view;

/** A state as icon and colour; the word is said beside it, so that neither eyes nor terminals have to tell colours. */
public enum Mark {
    DONE("✔", "[ok]", "32"),
    RUNNING("▶", "[..]", "36"),
    WAITING("◷", "[wait]", "36"),
    HALTED("✖", "[halt]", "31"),
    PAUSED("‖", "[pause]", "33"),
    SKIPPED("↷", "[skip]", "33"),
    PENDING("·", "[ ]", "2"),
    WARN("!", "[warn]", "33"),
    OWED("⚑", "[owed]", "33");

    private final String icon;
    private final String plain;
    private final String colour;

    Mark(String icon, String plain, String colour) {
        this.icon = icon;
        this.plain = plain;
        this.colour = colour;
    }

    String icon(boolean unicode) {
        return unicode ? icon : plain;
    }

    /** The SGR parameter of ECMA-48. */
    String colour() {
        return colour;
    }
}

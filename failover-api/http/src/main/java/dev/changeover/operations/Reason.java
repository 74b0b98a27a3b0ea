package dev.changeover.operations;

/**
 * Why nothing may start now.
 *
 * @param code stable, such as {@code STOP_SWITCH}
 * @param found what was seen
 */
public record Reason(String code, String inWords, String found, String whatToDo) {
    /** As one sentence. */
    public String sentence() {
        return inWords + " (" + found + "); " + whatToDo;
    }
}

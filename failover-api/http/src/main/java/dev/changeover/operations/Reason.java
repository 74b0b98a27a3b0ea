package dev.changeover.operations;

import dev.changeover.core.guard.GuardReason;

/**
 * Why nothing may start now.
 *
 * @param code stable, such as {@code STOP_SWITCH}
 * @param found what was seen
 */
public record Reason(String code, String inWords, String found, String whatToDo) {
    public static Reason of(GuardReason reason) {
        return new Reason(
                reason.code().name(),
                reason.code().inWords(),
                reason.found(),
                reason.code().whatToDo());
    }

    /** As one sentence. */
    public String sentence() {
        return inWords + " (" + found + "); " + whatToDo;
    }
}

package dev.changeover.core.model;

/**
 * What the application's owners require of a changeover.
 *
 * @param approval whether a second person must approve before anything is changed
 */
public record Policy(boolean approval) {
    public static Policy defaults() {
        return new Policy(false);
    }
}

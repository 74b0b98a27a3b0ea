package dev.changeover.aws;

/**
 * Enough carrier threads for virtual threads. Java gives one a processor. A virtual thread that waits for a class that
 * another one is loading keeps its carrier, and the other, once it has what it waited for itself, needs one to go on:
 * on two processors two such waits stop everything for ever (docs/decisions/0191).
 */
public final class Carriers {
    /** Twice the calls that are ever made side by side. */
    static final int ENOUGH = 32;

    private static final String PARALLELISM = "jdk.virtualThreadScheduler.parallelism";

    private Carriers() {}

    /** The same for another process of ours, on its command line. */
    public static String flag() {
        return "-D" + PARALLELISM + "=" + ENOUGH;
    }

    /** Must come before the first virtual thread of the process. What somebody has set on purpose stays. */
    public static void provide() {
        if (System.getProperty(PARALLELISM) == null) {
            System.setProperty(PARALLELISM, Integer.toString(ENOUGH));
        }
    }
}

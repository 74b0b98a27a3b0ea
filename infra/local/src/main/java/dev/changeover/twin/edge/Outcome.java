package dev.changeover.twin.edge;

/** What came of asking one origin. */
sealed interface Outcome {
    record Answered(EdgeAnswer answer) implements Outcome {}

    /** No connection, in any of the attempts. */
    record Unconnected(String why) implements Outcome {}

    /** Connected, but the whole answer did not come in time. */
    record Silent(String why) implements Outcome {}

    /** What came is no HTTP answer, or ended before its end. */
    record Broken(String why) implements Outcome {}

    /** Its name leads nowhere. */
    record Nameless(String why) implements Outcome {}
}

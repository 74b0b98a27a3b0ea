package dev.changeover.shop;

/** How a transaction ended. */
sealed interface Outcome<T> {
    /** It was committed, and this is what it returned. */
    record Committed<T>(T value) implements Outcome<T> {}

    /** No answer within the budget. It may have been committed if the last connection broke at COMMIT. */
    record Unavailable<T>(String why) implements Outcome<T> {}
}

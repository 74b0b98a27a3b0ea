package dev.changeover.twin.lambda;

/** What became of an invocation. Payloads are JSON. */
public sealed interface Outcome {
    record Returned(String payload) implements Outcome {}

    /** The function failed, or Lambda says so in its place. */
    record Failed(String error) implements Outcome {}

    /** It died with its Region; nobody hears of it. */
    record Lost() implements Outcome {}
}

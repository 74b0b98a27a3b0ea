package dev.changeover.twin.lambda;

import java.util.function.Supplier;

/**
 * An invocation that is over: which version ran, what came of it, and the end of its log. The log may have to be waited
 * for a moment, so it is not to be asked under the timeline's lock.
 */
public record Ended(String requestId, String version, Outcome outcome, Supplier<String> log) {}

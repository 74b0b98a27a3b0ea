package dev.changeover.twin.lambda;

import java.time.Duration;
import java.util.Locale;
import tools.jackson.databind.json.JsonMapper;

/**
 * What Lambda itself answers in place of a function that did not. Words as callers of AWS report them (issue trackers
 * of the runtime clients and of the command line, read 2026-11-22).
 */
public final class FunctionErrors {
    /** Above this a status says which signal ended the process: 128 and its number. */
    private static final int SIGNALLED = 128;

    private FunctionErrors() {}

    static String timedOut(String requestId, Duration timeout) {
        return of("Sandbox.Timedout", "RequestId: " + requestId + " Error: " + timedOutAfter(timeout));
    }

    static String timedOutAfter(Duration timeout) {
        return String.format(Locale.ROOT, "Task timed out after %.2f seconds", timeout.toMillis() / 1000.0);
    }

    static String exited(String requestId, int status) {
        return of("Runtime.ExitError", "RequestId: " + requestId + " Error: " + exit(status));
    }

    /** How a process ended, in Lambda's words. */
    public static String exit(int status) {
        return switch (status) {
            case 0 -> "Runtime exited without providing a reason";
            case SIGNALLED + 6 -> "Runtime exited with error: signal: aborted";
            case SIGNALLED + 9 -> "Runtime exited with error: signal: killed";
            case SIGNALLED + 11 -> "Runtime exited with error: signal: segmentation fault";
            case SIGNALLED + 15 -> "Runtime exited with error: signal: terminated";
            default -> "Runtime exited with error: exit status " + status;
        };
    }

    /** {@code bytesMax} as AWS says it: 100 more than six binary megabytes. */
    public static String answerTooLarge(long bytes, long bytesMax) {
        return of(
                "Function.ResponseSizeTooLarge",
                "Response payload size (" + bytes + " bytes) exceeded maximum allowed payload size (" + bytesMax
                        + " bytes).");
    }

    /** An error in the shape every runtime gives it. */
    public static String of(String type, String message) {
        return JsonMapper.shared()
                .createObjectNode()
                .put("errorType", type)
                .put("errorMessage", message)
                .toString();
    }
}

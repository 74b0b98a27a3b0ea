package dev.changeover.twin.lambda.process;

/** Why a function's process cannot be started, in one sentence. */
final class FunctionTrouble extends RuntimeException {
    private static final long serialVersionUID = 1L;

    FunctionTrouble(String message) {
        super(message);
    }

    FunctionTrouble(String message, Throwable cause) {
        super(message, cause);
    }
}

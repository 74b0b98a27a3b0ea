package dev.changeover.twin.ssm;

/** An attempt at a step cannot go on; {@code type} is what the step's FailureDetails name. */
final class StepFailure extends RuntimeException {
    final String type;

    StepFailure(String type, String message) {
        super(message, null, false, false);
        this.type = type;
    }
}

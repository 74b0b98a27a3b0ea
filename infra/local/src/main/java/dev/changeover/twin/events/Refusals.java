package dev.changeover.twin.events;

import dev.changeover.twin.model.AwsError;

/** EventBridge's refusals, by botocore's codes. */
final class Refusals {
    private Refusals() {}

    static AwsError invalid(String why) {
        return new AwsError("ValidationException", 400, why);
    }

    static AwsError absent(String why) {
        return new AwsError("ResourceNotFoundException", 400, why);
    }

    static AwsError pattern(String why) {
        return new AwsError("InvalidEventPatternException", 400, "Event pattern is not valid. Reason: " + why);
    }
}

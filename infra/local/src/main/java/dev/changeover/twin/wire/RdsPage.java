package dev.changeover.twin.wire;

import dev.changeover.twin.model.AwsError;
import java.util.List;

/** Pages as RDS does: {@code MaxRecords} of 20 to 100, a {@code Marker} to go on from. */
final class RdsPage {
    private static final int SIZE_MIN = 20;
    private static final int SIZE_MAX = 100;

    private RdsPage() {}

    static <T> Page<T> of(List<T> all, Fields input) {
        int size = input.maybeInteger("MaxRecords").orElse(SIZE_MAX);
        if (size < SIZE_MIN || size > SIZE_MAX) {
            throw refusal("MaxRecords must be " + SIZE_MIN + " to " + SIZE_MAX + ", not " + size + ".");
        }
        return Page.of(all, size, input.maybeText("Marker"), refusal("The Marker is not one this call gave."));
    }

    private static AwsError refusal(String why) {
        return new AwsError("InvalidParameterValue", 400, why);
    }
}

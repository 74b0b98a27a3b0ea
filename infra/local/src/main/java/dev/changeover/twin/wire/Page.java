package dev.changeover.twin.wire;

import dev.changeover.twin.model.AwsError;
import java.util.List;
import java.util.Optional;

/** One page of a list, as RDS pages: {@code MaxRecords} of 20 to 100, a {@code Marker} to go on from. */
record Page<T>(List<T> items, Optional<String> marker) {
    private static final int SIZE_MIN = 20;
    private static final int SIZE_MAX = 100;

    static <T> Page<T> of(List<T> all, Fields input) {
        int size = input.maybeInteger("MaxRecords").orElse(SIZE_MAX);
        if (size < SIZE_MIN || size > SIZE_MAX) {
            throw new AwsError(
                    "InvalidParameterValue",
                    400,
                    "MaxRecords must be " + SIZE_MIN + " to " + SIZE_MAX + ", not " + size + ".");
        }
        int from = input.maybeText("Marker").map(Page::position).orElse(0);
        if (from > all.size()) {
            throw badMarker();
        }
        int to = Math.min(all.size(), from + size);
        return new Page<>(all.subList(from, to), to < all.size() ? Optional.of("" + to) : Optional.empty());
    }

    private static int position(String marker) {
        if (!marker.matches("\\d{1,9}")) {
            throw badMarker();
        }
        return Integer.parseInt(marker);
    }

    private static AwsError badMarker() {
        return new AwsError("InvalidParameterValue", 400, "The Marker is not one this call gave.");
    }
}

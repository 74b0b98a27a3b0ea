package dev.changeover.twin.wire;

import dev.changeover.twin.model.AwsError;
import java.util.List;
import java.util.Map;
import java.util.function.BiPredicate;

/** The {@code Filters} of RDS: an item passes when it matches one value of every filter. */
final class RdsFilters {
    private RdsFilters() {}

    static <T> List<T> apply(List<T> items, Fields input, Map<String, BiPredicate<T, String>> known) {
        List<T> passing = items;
        for (Fields filter : input.structures("Filters")) {
            String name = filter.text("Name");
            BiPredicate<T, String> matches = known.get(name);
            if (matches == null) {
                throw new AwsError("InvalidParameterValue", 400, "Unrecognized filter name: " + name);
            }
            List<String> values = filter.texts("Values");
            passing = passing.stream()
                    .filter(item -> values.stream().anyMatch(value -> matches.test(item, value)))
                    .toList();
        }
        return passing;
    }
}

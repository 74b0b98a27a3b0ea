package dev.changeover.twin.formation;

import java.util.List;
import java.util.Map;

/** JSON as plain maps, lists and values. */
final class Trees {
    private Trees() {}

    /** What is no object is an empty one. */
    @SuppressWarnings("unchecked") // an object of JSON has text keys
    static Map<String, Object> map(Object tree) {
        return tree instanceof Map<?, ?> map ? (Map<String, Object>) map : Map.of();
    }

    static List<?> list(Object tree) {
        return tree instanceof List<?> list ? list : List.of();
    }
}

package dev.changeover.twin.wire;

import dev.changeover.twin.model.AwsError;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Form-encoded text, as in a query string or in the body of the AWS Query protocol.
 *
 * <p>Query flattens a tree into names: {@code Filters.Filter.1.Values.Value.2=x}. A list is a name, the name of its
 * items ({@code Filter}, {@code Value}, or {@code member}) and a position from 1; {@link #tree} folds that back.
 */
final class Form {
    private Form() {}

    /** Of a name that comes twice, the last holds. */
    static Map<String, String> pairs(String encoded) {
        var pairs = new LinkedHashMap<String, String>();
        for (String pair : encoded.split("&", -1)) {
            if (!pair.isEmpty()) {
                int equals = pair.indexOf('=');
                String name = equals < 0 ? pair : pair.substring(0, equals);
                pairs.put(decode(name), equals < 0 ? "" : decode(pair.substring(equals + 1)));
            }
        }
        return pairs;
    }

    static Map<String, Object> tree(Map<String, String> pairs) {
        var root = new LinkedHashMap<String, Object>();
        pairs.forEach((name, value) -> plant(root, name.split("\\."), value));
        var folded = new LinkedHashMap<String, Object>();
        root.forEach((name, value) -> folded.put(name, fold(value)));
        return folded;
    }

    static String decode(String encoded) {
        try {
            return URLDecoder.decode(encoded, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException malformed) {
            throw new AwsError("MalformedQueryString", 400, "Not URL-encoded: " + malformed.getMessage());
        }
    }

    @SuppressWarnings("unchecked") // only this method plants maps
    private static void plant(Map<String, Object> root, String[] path, String value) {
        Map<String, Object> at = root;
        for (int depth = 0; depth < path.length - 1; depth++) {
            Object next = at.get(path[depth]);
            if (!(next instanceof Map)) {
                next = new LinkedHashMap<String, Object>();
                at.put(path[depth], next);
            }
            at = (Map<String, Object>) next;
        }
        at.putIfAbsent(path[path.length - 1], value);
    }

    private static Object fold(Object node) {
        if (!(node instanceof Map<?, ?> map)) {
            return node;
        }
        if (map.size() == 1 && map.values().iterator().next() instanceof Map<?, ?> items && positions(items)) {
            return inOrder(items);
        }
        var folded = new LinkedHashMap<String, Object>();
        map.forEach((name, value) -> folded.put(name.toString(), fold(value)));
        return folded;
    }

    private static boolean positions(Map<?, ?> items) {
        return items.keySet().stream().allMatch(key -> key.toString().matches("\\d{1,6}"));
    }

    private static List<Object> inOrder(Map<?, ?> items) {
        var sorted = new TreeMap<Integer, Object>();
        items.forEach((position, value) -> sorted.put(Integer.valueOf(position.toString()), fold(value)));
        return List.copyOf(sorted.values());
    }
}

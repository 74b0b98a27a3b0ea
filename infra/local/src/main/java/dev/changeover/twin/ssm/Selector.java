package dev.changeover.twin.ssm;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The part of JSONPath the twin reads: members and places in lists, as in {@code $.a.b[0]}. */
final class Selector {
    private static final Pattern WHOLE = Pattern.compile("\\$(\\.[A-Za-z0-9_\\-]+|\\[\\d{1,6}]|\\['[^']+'])*");
    private static final Pattern STEP = Pattern.compile("\\.([A-Za-z0-9_\\-]+)|\\[(\\d{1,6})]|\\['([^']+)']");

    private Selector() {}

    static boolean isOne(String selector) {
        return WHOLE.matcher(selector).matches();
    }

    /** Empty when there is nothing at the place, or null. */
    static Optional<Object> select(String selector, Object root) {
        Object at = root;
        Matcher step = STEP.matcher(selector);
        while (step.find() && at != null) {
            String name = step.group(1) == null ? step.group(3) : step.group(1);
            at = name == null ? item(at, Integer.parseInt(step.group(2))) : member(at, name);
        }
        return Optional.ofNullable(at);
    }

    private static Object member(Object at, String name) {
        return at instanceof Map<?, ?> members ? members.get(name) : null;
    }

    private static Object item(Object at, int place) {
        return at instanceof List<?> items && place < items.size() ? items.get(place) : null;
    }
}

package dev.changeover.twin.events;

import java.util.Map;
import java.util.regex.Pattern;

/** The part of an event that a target wants: {@code $} or names after it, such as {@code $.detail.state}. */
final class InputPath {
    static final Pattern SHAPE = Pattern.compile("\\$(\\.[A-Za-z0-9_-]+)*");

    private InputPath() {}

    /** Null when the event has no such part, which goes out as JSON's null. */
    static Object in(Object event, String path) {
        Object at = event;
        for (String name : path.substring(1).split("\\.", -1)) {
            if (!name.isEmpty()) {
                at = at instanceof Map<?, ?> object ? object.get(name) : null;
            }
        }
        return at;
    }
}

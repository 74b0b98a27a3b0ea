package dev.changeover.twin.edge;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** The headers of a message, in order; names are compared without regard to case. */
public record Headers(List<Field> fields) {
    public static final Headers NONE = new Headers(List.of());

    /** Of one connection only, never passed on (RFC 9110, 7.6.1), and what the next connection sets for itself. */
    private static final Set<String> OF_THE_CONNECTION = Set.of(
            "connection",
            "keep-alive",
            "proxy-authenticate",
            "proxy-authorization",
            "proxy-connection",
            "te",
            "trailer",
            "transfer-encoding",
            "upgrade",
            "expect",
            "content-length",
            "host");

    /** One line of the head. */
    public record Field(String name, String value) {
        boolean is(String other) {
            return name.equalsIgnoreCase(other);
        }
    }

    public Headers {
        fields = List.copyOf(fields);
    }

    public Optional<String> first(String name) {
        return fields.stream().filter(field -> field.is(name)).map(Field::value).findFirst();
    }

    /** Adds a line, beside any of the same name. */
    public Headers and(String name, String value) {
        var more = new ArrayList<>(fields);
        more.add(new Field(name, value));
        return new Headers(more);
    }

    /** Replaces every line of the name by one. */
    public Headers with(String name, String value) {
        return without(Set.of(name.toLowerCase(Locale.ROOT))).and(name, value);
    }

    /** {@code names} are lower case. */
    public Headers without(Set<String> names) {
        return new Headers(fields.stream()
                .filter(field -> !names.contains(field.name().toLowerCase(Locale.ROOT)))
                .toList());
    }

    Headers passedOn() {
        return without(OF_THE_CONNECTION);
    }
}

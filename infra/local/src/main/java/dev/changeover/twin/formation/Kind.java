package dev.changeover.twin.formation;

import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What the twin does about a type of resource. */
sealed interface Kind {
    /**
     * Makes it.
     *
     * @param members the properties the twin goes by
     * @param idle the properties that change nothing in a twin
     * @param attributes what {@code Fn::GetAtt} may ask for
     */
    record Made(Set<String> members, Set<String> idle, Set<String> attributes, Maker maker) implements Kind {
        boolean knows(String property) {
            return members.contains(property) || idle.contains(property);
        }
    }

    /** Knows it and makes nothing; {@code meaning} says what that means for whoever practises. */
    record NotModelled(String meaning) implements Kind {}

    /** Neither. */
    record Unknown() implements Kind {}

    /** Makes one resource from its properties, worked out. */
    interface Maker {
        Thing make(Place place, Map<String, Object> properties);
    }

    /** What was made, as expressions see it: {@code Ref}, and what {@code Fn::GetAtt} gives. */
    record Thing(String ref, Map<String, ?> attributes) {
        Optional<Object> attribute(String name) {
            return Optional.ofNullable(attributes.get(name));
        }
    }
}

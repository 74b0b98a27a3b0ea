package dev.changeover.twin.formation;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** One entry of a template's {@code Resources}; its properties are as written, with functions in them. */
record Resource(String id, String type, Map<String, Object> properties, Set<String> after, Optional<String> condition) {
    static Resource of(String id, Map<String, Object> entry) {
        Set<String> after = new LinkedHashSet<>();
        switch (entry.get("DependsOn")) {
            case null -> {}
            case List<?> several -> several.forEach(one -> after.add(one.toString()));
            case Object one -> after.add(one.toString());
        }
        return new Resource(
                id,
                String.valueOf(entry.get("Type")),
                Trees.map(entry.get("Properties")),
                after,
                Optional.ofNullable(entry.get("Condition")).map(Object::toString));
    }

    Kind kind() {
        return Kinds.of(this);
    }
}

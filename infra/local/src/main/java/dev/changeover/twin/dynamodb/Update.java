package dev.changeover.twin.dynamodb;

import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Which attributes of an item get which values, and which go. Every value is taken from the item as it was. */
record Update(Map<String, Operand> set, Set<String> removed) {
    static final Update NOTHING = new Update(Map.of(), Set.of());

    Map<String, Value> applied(Map<String, Value> before) {
        Map<String, Value> after = new TreeMap<>(before);
        removed.forEach(after::remove);
        set.forEach((name, operand) -> after.put(name, Operand.required(operand, before)));
        return after;
    }
}

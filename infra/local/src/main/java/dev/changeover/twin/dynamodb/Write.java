package dev.changeover.twin.dynamodb;

import java.util.Map;

/** One change of one item, on a condition. */
sealed interface Write {
    String table();

    Guard guard();

    /** {@code shown} says that a refusal carries the item as it is. */
    record Guard(Condition condition, boolean shown) {}

    record Put(String table, Map<String, Value> item, Guard guard) implements Write {}

    record Change(String table, Map<String, Value> key, Update update, Guard guard) implements Write {}

    record Delete(String table, Map<String, Value> key, Guard guard) implements Write {}

    /** Changes nothing; part of a transaction. */
    record Check(String table, Map<String, Value> key, Guard guard) implements Write {}

    /** An item before and after; without attributes where it was not there. */
    record Done(Map<String, Value> key, Map<String, Value> before, Map<String, Value> after) {}
}

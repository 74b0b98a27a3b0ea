package dev.changeover.twin.events;

import dev.changeover.core.model.Region;
import dev.changeover.twin.model.Account;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** A rule of a bus: what it waits for, and whom it tells. */
record Rule(Region region, Definition definition, SortedMap<String, Target> targets, long turn) {
    Rule {
        targets = new TreeMap<>(targets);
    }

    /**
     * What PutRule says. At least one of {@code pattern} and {@code schedule} is there; both keep their text.
     */
    record Definition(
            String bus,
            String name,
            Optional<Read<EventPattern>> pattern,
            Optional<Read<Schedule>> schedule,
            boolean enabled,
            Optional<String> description,
            Optional<String> roleArn) {}

    /** Something that was read, and what it was read from. */
    record Read<T>(String text, T meaning) {}

    /** {@code input} replaces the event; {@code inputPath} chooses a part of it. */
    record Target(
            String id, String arn, Optional<String> input, Optional<String> inputPath, Optional<String> roleArn) {}

    String arn() {
        String bus = definition.bus().equals(Buses.DEFAULT) ? "" : definition.bus() + "/";
        return Account.arn("events", region, "rule/" + bus + definition.name());
    }

    Rule with(Map<String, Target> others) {
        var all = new TreeMap<>(targets);
        all.putAll(others);
        return new Rule(region, definition, all, turn);
    }

    Rule without(String targetId) {
        var rest = new TreeMap<>(targets);
        rest.remove(targetId);
        return new Rule(region, definition, rest, turn);
    }

    Rule enabled(boolean now, long nextTurn) {
        var changed = new Definition(
                definition.bus(),
                definition.name(),
                definition.pattern(),
                definition.schedule(),
                now,
                definition.description(),
                definition.roleArn());
        return new Rule(region, changed, targets, nextTurn);
    }
}

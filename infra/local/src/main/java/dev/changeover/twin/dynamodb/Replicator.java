package dev.changeover.twin.dynamodb;

import dev.changeover.core.model.Region;
import dev.changeover.twin.dynamodb.Table.Version;
import dev.changeover.twin.model.Timeline;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Predicate;

/**
 * Carries the writes of eventually consistent global tables from Region to Region, in the order they were made.
 *
 * <p>What a Region wrote before it went dark and had not sent waits there, and what others wrote meanwhile waits for
 * it: both arrive when it is back, where the later write of an item stands.
 */
final class Replicator {
    /** From one replica to another. */
    private record Way(Table from, Table to) {}

    private record Parcel(Version version, Instant due) {}

    private final Timeline timeline;
    private final Predicate<Region> dark;
    private final Duration delay;
    private final Map<Way, Deque<Parcel>> underway = new LinkedHashMap<>();

    Replicator(Timeline timeline, Predicate<Region> dark, Duration delay) {
        this.timeline = timeline;
        this.dark = dark;
        this.delay = delay;
    }

    /** Sends a write on its way; call under the timeline's lock. */
    void carry(Table from, Table to, Version version) {
        var way = new Way(from, to);
        Deque<Parcel> queue = underway.computeIfAbsent(way, _ -> new ArrayDeque<>());
        queue.add(new Parcel(version, timeline.now().plus(delay)));
        if (queue.size() == 1) {
            timeline.after(delay, () -> deliver(way));
        }
    }

    /** Hands over what is due, and comes again while something is left. */
    private void deliver(Way way) {
        Deque<Parcel> queue = underway.getOrDefault(way, new ArrayDeque<>());
        boolean open = !dark.test(way.from().home) && !dark.test(way.to().home);
        while (open && !queue.isEmpty() && !queue.peek().due().isAfter(timeline.now())) {
            way.to().receive(queue.remove().version());
        }
        if (!queue.isEmpty()) {
            Duration left = Duration.between(timeline.now(), queue.peek().due());
            timeline.after(left.isPositive() ? left : delay, () -> deliver(way));
        }
    }

    /** A replica is deleted: nothing goes there or comes from there any more. */
    void forget(Table gone) {
        underway.keySet().removeIf(way -> way.from() == gone || way.to() == gone);
    }
}

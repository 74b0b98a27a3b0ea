package dev.changeover.shop.traffic;

import dev.changeover.shop.traffic.Entry.Acknowledged;
import dev.changeover.shop.traffic.Entry.Failed;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * What the shoppers saw, in memory: about 150 bytes for each acknowledged write or failure.
 *
 * <p>Every window holds what was known at {@code from} or later and before {@code to}.
 */
public final class Tally {
    /** What happened in one second in one Region. */
    public record Counts(long reads, long writes, long failures) {
        Counts plus(Counts other) {
            return new Counts(reads + other.reads, writes + other.writes, failures + other.failures);
        }
    }

    private static final Counts READ = new Counts(1, 0, 0);
    private static final Counts WRITE = new Counts(0, 1, 0);
    private static final Counts FAILURE = new Counts(0, 0, 1);

    private final Duration normalGap;
    private final List<Acknowledged> acknowledged = new ArrayList<>();
    private final List<Failed> failed = new ArrayList<>();
    private final SortedMap<Instant, SortedMap<String, Counts>> seconds = new TreeMap<>();

    /** {@code normalGap} is the time between two writes when all is well. */
    public Tally(Duration normalGap) {
        this.normalGap = normalGap;
    }

    /** Counts what a ledger holds; reads that were served are not in it. */
    public static Tally of(List<Entry> entries, Duration normalGap) {
        var tally = new Tally(normalGap);
        entries.forEach(tally::count);
        return tally;
    }

    synchronized void count(Entry entry) {
        switch (entry) {
            case Acknowledged ack -> {
                acknowledged.add(ack);
                count(ack.at(), ack.region(), WRITE);
            }
            case Failed failure -> {
                failed.add(failure);
                count(failure.at(), failure.region(), FAILURE);
            }
        }
    }

    synchronized void served(Instant at, String region) {
        count(at, region, READ);
    }

    private void count(Instant at, String region, Counts counts) {
        seconds.computeIfAbsent(at.truncatedTo(ChronoUnit.SECONDS), _ -> new TreeMap<>())
                .merge(region, counts, Counts::plus);
    }

    /** The ids of all acknowledged orders, in the order they were acknowledged. */
    public synchronized List<UUID> acknowledged() {
        return acknowledged.stream().map(Acknowledged::order).toList();
    }

    public synchronized List<Acknowledged> acknowledged(Instant from, Instant to) {
        return acknowledged.stream().filter(ack -> within(ack, from, to)).toList();
    }

    public synchronized List<Failed> failures(Instant from, Instant to) {
        return failed.stream().filter(failure -> within(failure, from, to)).toList();
    }

    /** What happened in each second, by Region ({@link Entry#NOBODY} where none answered). Empty ones are missing. */
    public synchronized SortedMap<Instant, Map<String, Counts>> perSecond() {
        var copy = new TreeMap<Instant, Map<String, Counts>>();
        seconds.forEach((second, regions) -> copy.put(second, Map.copyOf(regions)));
        return copy;
    }

    /**
     * How long the shop took no orders.
     *
     * <p>Let t1 ≤ … ≤ tn be the moments inside the window at which an order was acknowledged, t0 = {@code from} and
     * t(n+1) = {@code to}. The outage is the longest t(i+1) − t(i), for i from 0 to n, less the normal gap between two
     * orders (orders come on a drumbeat, so without an outage that gap is known), and never less than zero. A window
     * without any acknowledged order is an outage from end to end, less the gap. In quiet times the figure is the
     * jitter of the answers: a few milliseconds, not zero.
     */
    public Duration writeOutage(Instant from, Instant to) {
        List<Instant> moments = Stream.concat(acknowledged(from, to).stream().map(Acknowledged::at), Stream.of(to))
                .sorted()
                .toList();
        Duration longest = Duration.ZERO;
        Instant before = from;
        for (Instant moment : moments) {
            var gap = Duration.between(before, moment);
            longest = gap.compareTo(longest) > 0 ? gap : longest;
            before = moment;
        }
        return longest.compareTo(normalGap) > 0 ? longest.minus(normalGap) : Duration.ZERO;
    }

    private static boolean within(Entry entry, Instant from, Instant to) {
        return !entry.at().isBefore(from) && entry.at().isBefore(to);
    }
}

package dev.changeover.twin.model;

import dev.changeover.core.model.Region;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** Amazon CloudWatch, one in each Region: metrics, and alarms on them. A dark Region's alarms stand still. */
public final class CloudWatch {
    /**
     * How long samples are kept. CloudWatch keeps those finer than a minute for three hours and condenses the rest; the
     * twin condenses nothing. Source: "Metrics retention", CloudWatch user guide, read 2026-11-21.
     */
    public static final Duration RETENTION = Duration.ofHours(3);

    /** Samples of one metric that are kept at most: one a second for all of {@link #RETENTION}, and as many again. */
    private static final int POINTS_MAX = 2 * 3 * 60 * 60;

    /** Told under the timeline's lock, on each change of an alarm's value. */
    public interface AlarmWatcher {
        void changed(Alarm alarm, Alarm.State before);
    }

    private record Key(Region region, Metric metric) {}

    private final Timeline timeline;
    private final Timing timing;
    private final Regions regions;
    private final Map<Key, Deque<MetricPoint>> points = new HashMap<>();
    private final Map<String, Alarm> alarms = new TreeMap<>();
    private final List<AlarmWatcher> watchers = new ArrayList<>();

    /** Evaluates alarms from now on, on the timeline. */
    public CloudWatch(Timeline timeline, Timing timing, Regions regions) {
        this.timeline = timeline;
        this.timing = timing;
        this.regions = regions;
        timeline.after(timing.alarms(), this::evaluateAgain);
    }

    public void put(Region region, Metric metric, MetricPoint point) {
        timeline.run(() -> {
            Instant oldest = timeline.now().minus(RETENTION);
            var kept = points.computeIfAbsent(new Key(region, metric), _ -> new ArrayDeque<>());
            kept.addLast(point);
            while (kept.size() > POINTS_MAX
                    || (!kept.isEmpty() && kept.peekFirst().at().isBefore(oldest))) {
                kept.removeFirst();
            }
        });
    }

    /** One value for each period that has samples, oldest first; {@code from} counts, {@code to} does not. */
    public SortedMap<Instant, Double> read(Region region, Alarm.Series series, Instant from, Instant to) {
        return timeline.call(() -> {
            var periods = new TreeMap<Instant, MetricPoint>();
            for (MetricPoint point : points.getOrDefault(new Key(region, series.metric()), new ArrayDeque<>())) {
                Instant start = floor(point.at(), series.period());
                if (!start.isBefore(from) && start.isBefore(to)) {
                    periods.merge(start, point, MetricPoint::plus);
                }
            }
            var values = new TreeMap<Instant, Double>();
            periods.forEach(
                    (start, point) -> values.put(start, series.statistic().of(point)));
            return values;
        });
    }

    public List<Metric> metrics(Region region) {
        return timeline.call(() -> points.keySet().stream()
                .filter(key -> key.region().equals(region))
                .map(Key::metric)
                .sorted((one, other) -> one.toString().compareTo(other.toString()))
                .toList());
    }

    /** A new alarm has insufficient data; one that is defined again keeps its state until it is evaluated. */
    public void put(Region region, Alarm.Definition definition) {
        timeline.run(() -> {
            Instant now = timeline.now();
            var unknown = new Alarm.State(Alarm.Value.INSUFFICIENT_DATA, "Unchecked: Initial alarm creation", now);
            String key = key(region, definition.name());
            Alarm.State state = alarms.containsKey(key) ? alarms.get(key).state() : unknown;
            alarms.put(key, new Alarm(region, definition, state, now));
        });
    }

    public List<Alarm> alarms(Region region) {
        return timeline.call(() -> alarms.values().stream()
                .filter(alarm -> alarm.region().equals(region))
                .toList());
    }

    /** Holds until the next evaluation, as in AWS. */
    public void say(Region region, String alarmName, Alarm.Value value, String reason) {
        timeline.run(() -> {
            Alarm alarm = alarms.get(key(region, alarmName));
            if (alarm == null) {
                throw new AwsError("ResourceNotFound", 404, "Alarm " + alarmName + " does not exist.");
            }
            change(alarm, value, reason);
        });
    }

    public void deleteAlarms(Region region, List<String> names) {
        timeline.run(() -> {
            for (String name : names) {
                if (!alarms.containsKey(key(region, name))) {
                    throw new AwsError("ResourceNotFound", 404, "Alarm " + name + " does not exist.");
                }
            }
            names.forEach(name -> alarms.remove(key(region, name)));
        });
    }

    public void watch(AlarmWatcher watcher) {
        timeline.run(() -> watchers.add(watcher));
    }

    private void evaluateAgain() {
        for (Alarm alarm : List.copyOf(alarms.values())) {
            if (!regions.dark(alarm.region())) {
                evaluate(alarm);
            }
        }
        timeline.after(timing.alarms(), this::evaluateAgain);
    }

    /** Looks at the last complete periods. */
    private void evaluate(Alarm alarm) {
        Alarm.Rule rule = alarm.definition().rule();
        Alarm.Series series = alarm.definition().series();
        Instant end = floor(timeline.now(), series.period());
        Instant start = end.minus(series.period().multipliedBy(rule.periods()));
        var values = read(alarm.region(), series, start, end).values();
        int missing = rule.periods() - values.size();
        long breaching = values.stream()
                .filter(value -> rule.comparison().breached(value, rule.threshold()))
                .count();
        if (values.isEmpty() && rule.missing() == Alarm.MissingData.IGNORE) {
            return;
        }
        if (values.isEmpty() && rule.missing() == Alarm.MissingData.MISSING) {
            change(alarm, Alarm.Value.INSUFFICIENT_DATA, "Insufficient Data: no datapoints were received");
            return;
        }
        long counted = breaching + (rule.missing() == Alarm.MissingData.BREACHING ? missing : 0);
        Alarm.Value value = counted >= rule.datapoints() ? Alarm.Value.ALARM : Alarm.Value.OK;
        change(
                alarm,
                value,
                "Threshold Crossed: " + counted + " of the last " + rule.periods() + " periods were "
                        + rule.comparison() + " " + rule.threshold() + ", " + rule.datapoints() + " are needed");
    }

    private void change(Alarm alarm, Alarm.Value value, String reason) {
        Alarm.State before = alarm.state();
        if (value != before.value()) {
            Alarm changed = alarm.saying(new Alarm.State(value, reason, timeline.now()));
            alarms.put(key(alarm.region(), alarm.definition().name()), changed);
            watchers.forEach(watcher -> watcher.changed(changed, before));
        }
    }

    private static Instant floor(Instant time, Duration period) {
        return Instant.ofEpochMilli(time.toEpochMilli() / period.toMillis() * period.toMillis());
    }

    private static String key(Region region, String alarmName) {
        return region + "/" + alarmName;
    }
}

package dev.changeover.twin.events;

import dev.changeover.core.model.Region;
import dev.changeover.twin.model.Alarm;
import dev.changeover.twin.model.CloudWatch;
import dev.changeover.twin.model.Metric;
import dev.changeover.twin.model.MetricPoint;
import dev.changeover.twin.model.Regions;
import dev.changeover.twin.model.Statistic;
import dev.changeover.twin.model.Timeline;
import dev.changeover.twin.model.Timing;
import dev.changeover.twin.sns.Topics;
import dev.changeover.twin.ssm.Functions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Alarms, buses and topics in virtual time; what reaches a function is written down. */
final class SignalsWorld {
    static final Region EAST = Regions.US_EAST_1;
    static final Region WEST = Regions.US_WEST_2;
    static final Instant BEGIN = Instant.parse("2026-11-22T10:00:00Z");
    private static final Metric ORDERS = Metric.of("Shop", "Orders", Map.of("Region", "us-east-1"));

    record Invoked(Region region, String function, String type, JsonNode payload, Instant at) {}

    record Posted(String to, Map<String, String> headers, JsonNode body) {}

    final Timeline timeline = Timeline.virtual(BEGIN);
    final Regions regions = new Regions(timeline);
    final CloudWatch cloudWatch = new CloudWatch(timeline, Timing.instant(), regions);
    final List<Invoked> invoked = new ArrayList<>();
    final List<Posted> posted = new ArrayList<>();
    final Signals signals = Signals.on(
            timeline,
            cloudWatch,
            new Signals.Ground(
                    regions,
                    this::invoke,
                    (to, headers, body) -> posted.add(new Posted(to.toString(), headers, read(body)))));
    final Topics topics = signals.topics();
    final Buses buses = signals.buses();

    private void invoke(Region region, Functions.Invocation invocation, Consumer<Functions.Answer> completion) {
        invoked.add(new Invoked(
                region, invocation.function(), invocation.type(), read(invocation.payload()), timeline.now()));
        completion.accept(new Functions.Answer.Returned(202, "", Optional.empty()));
    }

    static JsonNode read(String json) {
        return JsonMapper.shared().readTree(json);
    }

    static String function(Region region, String name) {
        return "arn:aws:lambda:" + region + ":000000000000:function:" + name;
    }

    void pass(Duration time) {
        timeline.advance(time);
    }

    /** Orders fell away: fewer than one in two of three minutes, and silence is an alarm. */
    void alarm(String name, String... actions) {
        cloudWatch.put(
                EAST,
                new Alarm.Definition(
                        name,
                        Optional.of("few orders"),
                        new Alarm.Series(ORDERS, Statistic.SUM, Duration.ofMinutes(1)),
                        new Alarm.Rule(3, 2, 1, Alarm.Comparison.LESS, Alarm.MissingData.BREACHING),
                        new Alarm.Actions(true, List.of(), List.of(actions), List.of())));
    }

    /** A minute in which so many orders came. */
    void minute(int orders) {
        if (orders > 0) {
            cloudWatch.put(EAST, ORDERS, MetricPoint.of(timeline.now(), orders));
        }
        pass(Duration.ofMinutes(1));
    }

    void rule(String name, String pattern, String... targets) {
        buses.put(
                EAST,
                new Rule.Definition(
                        Buses.DEFAULT,
                        name,
                        Optional.of(new Rule.Read<>(pattern, EventPattern.parse(pattern))),
                        Optional.empty(),
                        true,
                        Optional.empty(),
                        Optional.empty()));
        target(name, targets);
    }

    void schedule(String name, String expression, String... targets) {
        buses.put(
                EAST,
                new Rule.Definition(
                        Buses.DEFAULT,
                        name,
                        Optional.empty(),
                        Optional.of(new Rule.Read<>(expression, Schedule.parse(expression))),
                        true,
                        Optional.empty(),
                        Optional.empty()));
        target(name, targets);
    }

    private void target(String rule, String... arns) {
        for (String arn : arns) {
            buses.tell(
                    EAST,
                    Buses.DEFAULT,
                    rule,
                    Map.of(arn, new Rule.Target(arn, arn, Optional.empty(), Optional.empty(), Optional.empty())));
        }
    }
}

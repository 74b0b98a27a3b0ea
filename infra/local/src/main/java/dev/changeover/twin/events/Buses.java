package dev.changeover.twin.events;

import dev.changeover.core.model.Region;
import dev.changeover.twin.events.Rule.Target;
import dev.changeover.twin.model.Account;
import dev.changeover.twin.model.AwsError;
import dev.changeover.twin.model.Regions;
import dev.changeover.twin.model.Timeline;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import java.util.regex.Pattern;
import tools.jackson.databind.json.JsonMapper;

/**
 * Amazon EventBridge, one in each Region. An event is matched when it is put and told after that call; a dark Region
 * tells nothing, and its schedules do not make up for what they missed.
 */
public final class Buses {
    public static final String DEFAULT = "default";

    /** Source: PutRule and CreateEventBus, EventBridge API reference, read 2026-11-22. */
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9._-]{1,64}");

    /** Targets of one rule. Source: "EventBridge quotas", user guide, read 2026-11-22. */
    private static final int TARGETS_MAX = 5;

    private record Key(Region region, String bus, String name) {}

    private final Timeline timeline;
    private final Regions regions;
    private final Targets targets;
    private final SortedMap<String, Region> buses = new TreeMap<>();
    private final Map<Key, Rule> rules = new LinkedHashMap<>();
    private long turns;
    private long events;

    public Buses(Timeline timeline, Regions regions, Targets targets) {
        this.timeline = timeline;
        this.regions = regions;
        this.targets = targets;
    }

    public String create(Region region, String name) {
        if (!NAME.matcher(name).matches()) {
            throw Refusals.invalid("1 validation error detected: Value '" + name + "' at 'name' is no bus name");
        }
        return timeline.call(() -> {
            String arn = arn(region, name);
            if (name.equals(DEFAULT) || buses.putIfAbsent(arn, region) != null) {
                throw new AwsError("ResourceAlreadyExistsException", 400, "Event bus " + name + " already exists.");
            }
            return arn;
        });
    }

    /** A bus with rules stays, as in AWS; one that is not there may be deleted again. */
    public void delete(Region region, String name) {
        timeline.run(() -> {
            if (name.equals(DEFAULT)) {
                throw Refusals.invalid("Cannot delete event bus default.");
            }
            if (rules.keySet().stream()
                    .anyMatch(key -> key.region().equals(region) && key.bus().equals(name))) {
                throw Refusals.invalid("Cannot delete an event bus with rules. Remove the rules first.");
            }
            buses.remove(arn(region, name));
        });
    }

    /** The names, the default one first. */
    List<String> names(Region region) {
        return timeline.call(() -> {
            var names = new ArrayList<>(List.of(DEFAULT));
            buses.forEach((arn, home) -> {
                if (home.equals(region)) {
                    names.add(arn.substring(arn.lastIndexOf('/') + 1));
                }
            });
            return names;
        });
    }

    /** By name or ARN; refused when it is not there. */
    String bus(Region region, Optional<String> asked) {
        String name =
                asked.map(text -> text.substring(text.lastIndexOf('/') + 1)).orElse(DEFAULT);
        if (!names(region).contains(name)) {
            throw Refusals.absent("Event bus " + name + " does not exist.");
        }
        return name;
    }

    static String arn(Region region, String bus) {
        return Account.arn("events", region, "event-bus/" + bus);
    }

    /** Makes the rule or changes it; its targets stay. */
    String put(Region region, Rule.Definition definition) {
        if (!NAME.matcher(definition.name()).matches()) {
            throw Refusals.invalid("Value '" + definition.name() + "' at 'name' is no rule name");
        }
        return timeline.call(() -> {
            var key = new Key(region, definition.bus(), definition.name());
            SortedMap<String, Target> kept =
                    rules.containsKey(key) ? rules.get(key).targets() : new TreeMap<>();
            var rule = new Rule(region, definition, kept, ++turns);
            rules.put(key, rule);
            plan(key, rule.turn());
            return rule.arn();
        });
    }

    void enable(Region region, String bus, String name, boolean enabled) {
        timeline.run(() -> {
            Rule rule = rule(region, bus, name).enabled(enabled, ++turns);
            var key = new Key(region, bus, name);
            rules.put(key, rule);
            plan(key, rule.turn());
        });
    }

    Rule rule(Region region, String bus, String name) {
        return timeline.call(() -> Optional.ofNullable(rules.get(new Key(region, bus, name)))
                .orElseThrow(() -> Refusals.absent("Rule " + name + " does not exist on EventBus " + bus + ".")));
    }

    List<Rule> rules(Region region, String bus) {
        return timeline.call(() -> rules.values().stream()
                .filter(rule ->
                        rule.region().equals(region) && rule.definition().bus().equals(bus))
                .toList());
    }

    void deleteRule(Region region, String bus, String name) {
        timeline.run(() -> {
            var key = new Key(region, bus, name);
            if (rules.containsKey(key) && !rules.get(key).targets().isEmpty()) {
                throw Refusals.invalid("Rule can't be deleted since it has targets.");
            }
            rules.remove(key);
        });
    }

    void tell(Region region, String bus, String name, Map<String, Target> more) {
        timeline.run(() -> {
            Rule rule = rule(region, bus, name).with(more);
            if (rule.targets().size() > TARGETS_MAX) {
                throw new AwsError("LimitExceededException", 400, "A rule has at most " + TARGETS_MAX + " targets.");
            }
            rules.put(new Key(region, bus, name), rule);
        });
    }

    /** Whether there was such a target. */
    boolean spare(Region region, String bus, String name, String targetId) {
        return timeline.call(() -> {
            Rule rule = rule(region, bus, name);
            rules.put(new Key(region, bus, name), rule.without(targetId));
            return rule.targets().containsKey(targetId);
        });
    }

    /** Puts an event; its id. */
    public String put(Region region, String bus, BusEvent event) {
        return timeline.call(() -> {
            Map<String, Object> whole = envelope(region, event);
            rules(region, bus).stream()
                    .filter(rule -> rule.definition().enabled())
                    .filter(rule -> rule.definition()
                            .pattern()
                            .filter(pattern -> pattern.meaning().matches(whole))
                            .isPresent())
                    .forEach(rule -> tell(rule, whole));
            return whole.get("id").toString();
        });
    }

    private Map<String, Object> envelope(Region region, BusEvent event) {
        events++;
        Instant time = event.time().orElseGet(timeline::now).truncatedTo(ChronoUnit.SECONDS);
        Map<String, Object> whole = new LinkedHashMap<>();
        whole.put("version", "0");
        whole.put(
                "id",
                UUID.nameUUIDFromBytes(("event" + events).getBytes(StandardCharsets.UTF_8))
                        .toString());
        whole.put("detail-type", event.detailType());
        whole.put("source", event.source());
        whole.put("account", Account.ID);
        whole.put("time", time.toString());
        whole.put("region", region.code());
        whole.put("resources", event.resources());
        whole.put("detail", event.detail());
        return whole;
    }

    private void tell(Rule rule, Map<String, Object> event) {
        for (Target target : rule.targets().values()) {
            String payload = payload(target, event);
            timeline.after(Duration.ZERO, () -> {
                if (!regions.dark(rule.region())) {
                    targets.tell(rule.region(), target.arn(), payload, Optional.empty());
                }
            });
        }
    }

    private static String payload(Target target, Map<String, Object> event) {
        if (target.input().isPresent()) {
            return target.input().get();
        }
        Object part = target.inputPath().map(path -> InputPath.in(event, path)).orElse(event);
        return JsonMapper.shared().writeValueAsString(part);
    }

    /** A schedule runs until its rule is put again, disabled or deleted. */
    private void plan(Key key, long turn) {
        Rule rule = rules.get(key);
        Instant now = timeline.now();
        rule.definition()
                .schedule()
                .filter(_ -> rule.definition().enabled())
                .flatMap(schedule -> schedule.meaning().next(now))
                .ifPresent(at -> timeline.after(Duration.between(now, at), () -> fire(key, turn)));
    }

    private void fire(Key key, long turn) {
        Rule rule = rules.get(key);
        if (rule == null || rule.turn() != turn) {
            return;
        }
        if (!regions.dark(key.region())) {
            tell(
                    rule,
                    envelope(
                            key.region(), BusEvent.of("aws.events", "Scheduled Event", List.of(rule.arn()), Map.of())));
        }
        plan(key, turn);
    }
}

package dev.changeover.twin.events;

import dev.changeover.core.model.Region;
import dev.changeover.twin.events.Rule.Target;
import dev.changeover.twin.wire.Fields;
import dev.changeover.twin.wire.JsonProtocol;
import dev.changeover.twin.wire.Output;
import dev.changeover.twin.wire.Page;
import dev.changeover.twin.wire.RpcService;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/** EventBridge on the wire (awsJson 1.1). */
public final class EventsService {
    /** Entries of a page at most. Source: ListRules, EventBridge API reference, read 2026-11-22. */
    private static final int PAGE_MAX = 100;

    private final Buses buses;

    private EventsService(Buses buses) {
        this.buses = buses;
    }

    public static RpcService over(Buses buses) {
        var calls = new EventsService(buses);
        var putting = new PutEvents(buses);
        return new RpcService(
                "events",
                List.of(new JsonProtocol("1.1")),
                Map.ofEntries(
                        Map.entry("PutEvents", putting::answer),
                        Map.entry("PutRule", calls::putRule),
                        Map.entry("DescribeRule", calls::describeRule),
                        Map.entry("ListRules", calls::listRules),
                        Map.entry("ListRuleNamesByTarget", calls::listRuleNames),
                        Map.entry("DeleteRule", calls::deleteRule),
                        Map.entry("EnableRule", (region, input) -> calls.enable(region, input, true)),
                        Map.entry("DisableRule", (region, input) -> calls.enable(region, input, false)),
                        Map.entry("PutTargets", calls::putTargets),
                        Map.entry("RemoveTargets", calls::removeTargets),
                        Map.entry("ListTargetsByRule", calls::listTargets),
                        Map.entry("TestEventPattern", calls::test),
                        Map.entry("CreateEventBus", calls::createBus),
                        Map.entry("DescribeEventBus", calls::describeBus),
                        Map.entry("ListEventBuses", calls::listBuses),
                        Map.entry("DeleteEventBus", calls::deleteBus)));
    }

    private String bus(Region region, Fields input) {
        return buses.bus(region, input.maybeText("EventBusName"));
    }

    private Map<String, ?> putRule(Region region, Fields input) {
        return Output.of("RuleArn", buses.put(region, RuleShapes.definition(bus(region, input), input)))
                .map();
    }

    private Map<String, ?> describeRule(Region region, Fields input) {
        return RuleShapes.rule(buses.rule(region, bus(region, input), input.text("Name")));
    }

    private Map<String, ?> listRules(Region region, Fields input) {
        String prefix = input.maybeText("NamePrefix").orElse("");
        Stream<Rule> rules = buses.rules(region, bus(region, input)).stream()
                .filter(rule -> rule.definition().name().startsWith(prefix));
        return page("Rules", rules, RuleShapes::rule, input);
    }

    private Map<String, ?> listRuleNames(Region region, Fields input) {
        String arn = input.text("TargetArn");
        Stream<Rule> rules = buses.rules(region, bus(region, input)).stream()
                .filter(rule -> rule.targets().values().stream()
                        .anyMatch(target -> target.arn().equals(arn)));
        return page("RuleNames", rules, rule -> rule.definition().name(), input);
    }

    private Map<String, ?> deleteRule(Region region, Fields input) {
        buses.deleteRule(region, bus(region, input), input.text("Name"));
        return Output.empty();
    }

    private Map<String, ?> enable(Region region, Fields input, boolean enabled) {
        buses.enable(region, bus(region, input), input.text("Name"), enabled);
        return Output.empty();
    }

    private Map<String, ?> putTargets(Region region, Fields input) {
        Map<String, Target> targets = new LinkedHashMap<>();
        for (Fields one : input.structures("Targets")) {
            Target target = RuleShapes.target(region, one);
            targets.put(target.id(), target);
        }
        buses.tell(region, bus(region, input), input.text("Rule"), targets);
        return Output.of("FailedEntryCount", 0).with("FailedEntries", List.of()).map();
    }

    private Map<String, ?> removeTargets(Region region, Fields input) {
        String bus = bus(region, input);
        List<Map<String, Object>> failed = input.texts("Ids").stream()
                .filter(id -> !buses.spare(region, bus, input.text("Rule"), id))
                .map(id -> Output.of("TargetId", id)
                        .with("ErrorCode", "ResourceNotFoundException")
                        .with("ErrorMessage", "Rule " + input.text("Rule") + " has no target " + id + ".")
                        .map())
                .toList();
        return Output.of("FailedEntryCount", failed.size())
                .with("FailedEntries", failed)
                .map();
    }

    private Map<String, ?> listTargets(Region region, Fields input) {
        Rule rule = buses.rule(region, bus(region, input), input.text("Rule"));
        return page("Targets", rule.targets().values().stream(), RuleShapes::target, input);
    }

    private Map<String, ?> test(Region region, Fields input) {
        EventPattern pattern = RuleShapes.pattern(input.text("EventPattern"));
        return Output.of("Result", pattern.matches(RuleShapes.event(input.text("Event"))))
                .map();
    }

    private Map<String, ?> createBus(Region region, Fields input) {
        return Output.of("EventBusArn", buses.create(region, input.text("Name")))
                .map();
    }

    private Map<String, ?> describeBus(Region region, Fields input) {
        return shown(region, buses.bus(region, input.maybeText("Name")));
    }

    private Map<String, ?> listBuses(Region region, Fields input) {
        String prefix = input.maybeText("NamePrefix").orElse("");
        Stream<String> names = buses.names(region).stream().filter(name -> name.startsWith(prefix));
        return page("EventBuses", names, name -> shown(region, name), input);
    }

    private static Map<String, Object> shown(Region region, String bus) {
        return Output.of("Name", bus).with("Arn", Buses.arn(region, bus)).map();
    }

    private Map<String, ?> deleteBus(Region region, Fields input) {
        buses.delete(region, input.text("Name"));
        return Output.empty();
    }

    private static <T> Map<String, Object> page(String name, Stream<T> all, Function<T, ?> shape, Fields input) {
        int size = Math.min(PAGE_MAX, input.maybeInteger("Limit").orElse(PAGE_MAX));
        Optional<String> token = input.maybeText("NextToken");
        Page<T> page = Page.of(all.toList(), size, token, Refusals.invalid("Invalid NextToken."));
        return Output.of(name, page.items().stream().map(shape).toList())
                .maybe("NextToken", page.next())
                .map();
    }
}

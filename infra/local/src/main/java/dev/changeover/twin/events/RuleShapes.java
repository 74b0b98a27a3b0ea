package dev.changeover.twin.events;

import dev.changeover.core.model.Region;
import dev.changeover.twin.events.Rule.Read;
import dev.changeover.twin.events.Rule.Target;
import dev.changeover.twin.wire.Fields;
import dev.changeover.twin.wire.Output;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** Reads and writes EventBridge's shapes; member names are those of botocore 1.43. */
final class RuleShapes {
    /** Members of a target that steer what the twin has not. */
    private static final List<String> UNSUPPORTED = List.of(
            "InputTransformer",
            "KinesisParameters",
            "RunCommandParameters",
            "EcsParameters",
            "BatchParameters",
            "SqsParameters",
            "HttpParameters",
            "RedshiftDataParameters",
            "SageMakerPipelineParameters",
            "DeadLetterConfig",
            "AppSyncParameters");

    private static final Set<String> STATES =
            Set.of("ENABLED", "DISABLED", "ENABLED_WITH_ALL_CLOUDTRAIL_MANAGEMENT_EVENTS");

    private RuleShapes() {}

    static Rule.Definition definition(String bus, Fields input) {
        Optional<Read<EventPattern>> pattern =
                input.maybeText("EventPattern").map(text -> new Read<>(text, pattern(text)));
        Optional<Read<Schedule>> schedule =
                input.maybeText("ScheduleExpression").map(text -> new Read<>(text, schedule(text)));
        if (pattern.isEmpty() && schedule.isEmpty()) {
            throw Refusals.invalid("Parameter(s) EventPattern or ScheduleExpression must be specified.");
        }
        if (schedule.isPresent() && !bus.equals(Buses.DEFAULT)) {
            throw Refusals.invalid("ScheduleExpression is supported only on the default event bus.");
        }
        String state = input.maybeText("State").orElse("ENABLED");
        if (!STATES.contains(state)) {
            throw Refusals.invalid("Value '" + state + "' at 'state' must be one of " + STATES);
        }
        return new Rule.Definition(
                bus,
                input.text("Name"),
                pattern,
                schedule,
                !state.equals("DISABLED"),
                input.maybeText("Description"),
                input.maybeText("RoleArn"));
    }

    static EventPattern pattern(String text) {
        try {
            return EventPattern.parse(text);
        } catch (IllegalArgumentException refused) {
            throw Refusals.pattern(refused.getMessage());
        }
    }

    private static Schedule schedule(String text) {
        try {
            return Schedule.parse(text);
        } catch (IllegalArgumentException refused) {
            throw Refusals.invalid("Parameter ScheduleExpression is not valid. (" + refused.getMessage() + ")");
        }
    }

    static Map<String, Object> rule(Rule rule) {
        var definition = rule.definition();
        return Output.of("Name", definition.name())
                .with("Arn", rule.arn())
                .maybe("EventPattern", definition.pattern().map(Read::text))
                .maybe("ScheduleExpression", definition.schedule().map(Read::text))
                .with("State", definition.enabled() ? "ENABLED" : "DISABLED")
                .maybe("Description", definition.description())
                .maybe("RoleArn", definition.roleArn())
                .with("EventBusName", definition.bus())
                .map();
    }

    static Target target(Region region, Fields input) {
        UNSUPPORTED.stream().filter(input::has).findFirst().ifPresent(name -> {
            throw Refusals.invalid("The twin does not answer events: " + name + " of a target.");
        });
        String arn = input.text("Arn");
        if (!Targets.known(region, arn)) {
            throw Refusals.invalid("The twin tells functions and topics of the same Region only, not " + arn + ".");
        }
        if (input.has("Input") && input.has("InputPath")) {
            throw Refusals.invalid("Only one of Input, InputPath, or InputTransformer must be provided.");
        }
        input.maybeText("Input").ifPresent(RuleShapes::json);
        input.maybeText("InputPath")
                .filter(path -> !InputPath.SHAPE.matcher(path).matches())
                .ifPresent(path -> {
                    throw Refusals.invalid("InputPath for target " + input.text("Id") + " is invalid: " + path);
                });
        return new Target(
                input.text("Id"),
                arn,
                input.maybeText("Input"),
                input.maybeText("InputPath"),
                input.maybeText("RoleArn"));
    }

    static Map<String, Object> target(Target target) {
        return Output.of("Id", target.id())
                .with("Arn", target.arn())
                .maybe("Input", target.input())
                .maybe("InputPath", target.inputPath())
                .maybe("RoleArn", target.roleArn())
                .map();
    }

    private static Object json(String text) {
        try {
            return JsonMapper.shared().readValue(text, Object.class);
        } catch (JacksonException malformed) {
            throw Refusals.invalid("JSON syntax error in input: " + malformed.getOriginalMessage());
        }
    }

    /** An event of TestEventPattern, which must have the envelope's members. */
    @SuppressWarnings("unchecked") // an object of JSON has text keys
    static Map<String, Object> event(String text) {
        if (json(text) instanceof Map<?, ?> event) {
            for (String name : List.of("id", "account", "source", "time", "region", "resources", "detail-type")) {
                if (!event.containsKey(name)) {
                    throw Refusals.invalid("Event is not valid. Reason: " + name + " is required.");
                }
            }
            return new LinkedHashMap<>((Map<String, Object>) event);
        }
        throw Refusals.invalid("Event is not valid. Reason: it is no JSON object.");
    }
}

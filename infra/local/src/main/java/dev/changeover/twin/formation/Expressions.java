package dev.changeover.twin.formation;

import dev.changeover.twin.model.Account;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.stream.Collectors;

/** Works out CloudFormation's intrinsic functions for one stack. */
final class Expressions {
    /** Those the twin works out; any other one in a template is refused. */
    static final Set<String> FUNCTIONS = Set.of(
            "Ref",
            "Condition",
            "Fn::GetAtt",
            "Fn::Sub",
            "Fn::Join",
            "Fn::Select",
            "Fn::Split",
            "Fn::ImportValue",
            "Fn::If",
            "Fn::Equals",
            "Fn::And",
            "Fn::Or",
            "Fn::Not",
            "Fn::FindInMap",
            "Fn::GetAZs",
            "Fn::Base64");

    /** What {@code AWS::NoValue} leaves behind: the member that has it is left out. */
    private static final Object NO_VALUE = new Object();

    private static final List<String> ZONES = List.of("a", "b", "c");

    private final Stack stack;
    private final World world;

    /** What expressions read besides their own stack's words. */
    interface World {
        /** A parameter's value or a resource's {@code Ref}. */
        Object named(String name);

        Object attribute(Mentions.Attribute attribute);

        Object imported(String name);

        /** The text with its dynamic references replaced. */
        String dynamic(String text);
    }

    Expressions(Stack stack, World world) {
        this.stack = stack;
        this.world = world;
    }

    /** A function and what it is given. */
    record Call(String function, Object argument) {}

    static Optional<Call> call(Map<?, ?> map) {
        if (map.size() != 1) {
            return Optional.empty();
        }
        String name = map.keySet().iterator().next().toString();
        Object argument = map.values().iterator().next();
        boolean function = name.startsWith("Fn::")
                || ((name.equals("Ref") || name.equals("Condition")) && argument instanceof String);
        return function ? Optional.of(new Call(name, argument)) : Optional.empty();
    }

    Object value(Object tree) {
        return switch (tree) {
            case Map<?, ?> map -> call(map).map(this::worked).orElseGet(() -> members(map));
            case List<?> list ->
                list.stream()
                        .map(this::value)
                        .filter(one -> !NO_VALUE.equals(one))
                        .toList();
            case String text -> world.dynamic(text);
            case null, default -> tree;
        };
    }

    String text(Object tree) {
        return Objects.toString(value(tree), "");
    }

    boolean holds(String condition) {
        return truth(stack.section("Conditions").get(condition));
    }

    private Object members(Map<?, ?> map) {
        Map<String, Object> all = new LinkedHashMap<>();
        map.forEach((name, tree) -> {
            Object value = value(tree);
            if (!NO_VALUE.equals(value)) {
                all.put(name.toString(), value);
            }
        });
        return all;
    }

    private Object worked(Call call) {
        Object argument = call.argument();
        Object value = switch (call.function()) {
            case "Ref" -> named(argument.toString());
            case "Fn::GetAtt" -> world.attribute(Mentions.attribute(argument));
            case "Fn::Sub" -> substituted(argument);
            case "Fn::Join" -> joined(Trees.list(argument));
            case "Fn::Select" -> selected(Trees.list(argument));
            case "Fn::Split" -> split(Trees.list(argument));
            case "Fn::ImportValue" -> world.imported(text(argument));
            case "Fn::If" -> chosen(Trees.list(argument));
            case "Fn::FindInMap" -> found(Trees.list(argument));
            case "Fn::GetAZs" -> zones(text(argument));
            case "Fn::Base64" ->
                Base64.getEncoder().encodeToString(text(argument).getBytes(StandardCharsets.UTF_8));
            default -> truth(Map.of(call.function(), argument));
        };
        return value instanceof String text ? world.dynamic(text) : value;
    }

    private Object named(String name) {
        return switch (name) {
            case "AWS::NoValue" -> NO_VALUE;
            case "AWS::AccountId" -> Account.ID;
            case "AWS::Region" -> stack.region().code();
            case "AWS::Partition" -> "aws";
            case "AWS::URLSuffix" -> "amazonaws.com";
            case "AWS::StackName" -> stack.name();
            case "AWS::StackId" -> Account.arn("cloudformation", stack.region(), "stack/" + stack.name() + "/twin");
            case "AWS::NotificationARNs" -> List.of();
            default -> world.named(name);
        };
    }

    static boolean pseudo(String name) {
        return name.startsWith("AWS::");
    }

    private String substituted(Object argument) {
        List<?> parts = Trees.list(argument);
        String text = parts.isEmpty() ? argument.toString() : parts.getFirst().toString();
        Map<String, Object> own = parts.size() == 2 ? Trees.map(parts.get(1)) : Map.of();
        return Mentions.SUBSTITUTE
                .matcher(text)
                .replaceAll(found -> Matcher.quoteReplacement(substitute(own, found.group(1))))
                .replace("${!", "${");
    }

    private String substitute(Map<String, Object> own, String name) {
        if (own.containsKey(name)) {
            return text(own.get(name));
        }
        return Objects.toString(
                name.contains(".") && !pseudo(name) ? world.attribute(Mentions.attribute(name)) : named(name), "");
    }

    private String joined(List<?> argument) {
        return Trees.list(value(argument.get(1))).stream()
                .map(Object::toString)
                .collect(Collectors.joining(argument.get(0).toString()));
    }

    private Object selected(List<?> argument) {
        List<?> from = Trees.list(value(argument.get(1)));
        int index = Integer.parseInt(text(argument.get(0)));
        if (index >= from.size()) {
            throw new FormationTrouble("Fn::Select of " + stack.file() + " asks for number " + index + " of " + from);
        }
        return from.get(index);
    }

    private List<String> split(List<?> argument) {
        List<String> parts = new ArrayList<>();
        String rest = text(argument.get(1));
        String delimiter = argument.get(0).toString();
        for (int at = rest.indexOf(delimiter); at >= 0; at = rest.indexOf(delimiter)) {
            parts.add(rest.substring(0, at));
            rest = rest.substring(at + delimiter.length());
        }
        parts.add(rest);
        return parts;
    }

    private Object chosen(List<?> argument) {
        return value(argument.get(holds(argument.get(0).toString()) ? 1 : 2));
    }

    private Object found(List<?> argument) {
        Object top = stack.section("Mappings").get(text(argument.get(0)));
        Object value = Trees.map(Trees.map(top).get(text(argument.get(1)))).get(text(argument.get(2)));
        if (value == null) {
            throw new FormationTrouble("Fn::FindInMap of " + stack.file() + " finds nothing at " + argument);
        }
        return value;
    }

    private List<String> zones(String region) {
        String code = region.isEmpty() ? stack.region().code() : region;
        return ZONES.stream().map(letter -> code + letter).toList();
    }

    private boolean truth(Object tree) {
        Call call = call(Trees.map(tree))
                .orElseThrow(() -> new FormationTrouble("A condition of " + stack.file() + " is no function: " + tree));
        List<?> list = Trees.list(call.argument());
        return switch (call.function()) {
            case "Condition" -> holds(call.argument().toString());
            case "Fn::Equals" -> text(list.get(0)).equals(text(list.get(1)));
            case "Fn::And" -> list.stream().allMatch(this::truth);
            case "Fn::Or" -> list.stream().anyMatch(this::truth);
            case "Fn::Not" -> !truth(list.getFirst());
            default -> throw new FormationTrouble(call.function() + " of " + stack.file() + " is no condition.");
        };
    }
}

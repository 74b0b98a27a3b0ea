package dev.changeover.twin.ssm;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** A document's parameter: its type, and what it may be. */
record ParameterRule(
        String name,
        String type,
        Optional<String> description,
        Optional<Object> defaultValue,
        List<String> allowedValues,
        Optional<Pattern> allowedPattern) {
    private static final Set<String> TYPES =
            Set.of("String", "StringList", "Integer", "Boolean", "MapList", "StringMap");

    /** AWS's own types, such as {@code AWS::IAM::Role::Arn} and {@code List<AWS::EC2::Instance::Id>}. */
    private static final Pattern RESOURCE_TYPE = Pattern.compile("(List<)?AWS::[A-Za-z0-9:]+>?");

    static boolean isType(String type) {
        return TYPES.contains(type) || RESOURCE_TYPE.matcher(type).matches();
    }

    /** DescribeDocument tells two types apart only; botocore ssm DocumentParameterType. */
    String wireType() {
        return isList() ? "StringList" : "String";
    }

    private boolean isList() {
        return type.equals("StringList") || type.startsWith("List<");
    }

    /** The value of the texts sent, or what is wrong with them. */
    Checked read(List<String> sent) {
        if (!isList() && !type.equals("MapList") && sent.size() != 1) {
            return new Checked.Wrong("Parameter " + name + " takes one value, not " + sent.size() + ".");
        }
        if (isList() || type.equals("String") || type.startsWith("AWS::")) {
            return allowed(sent)
                    .<Checked>map(Checked.Wrong::new)
                    .orElseGet(() -> new Checked.Right(isList() ? List.copyOf(sent) : sent.getFirst()));
        }
        return allowed(sent).<Checked>map(Checked.Wrong::new).orElseGet(() -> structured(sent));
    }

    private Checked structured(List<String> sent) {
        if (type.equals("MapList") && !(sent.size() == 1 && sent.getFirst().startsWith("["))) {
            List<Object> maps = new ArrayList<>();
            for (String text : sent) {
                Optional<Object> map = Tree.json(text).filter(Map.class::isInstance);
                if (map.isEmpty()) {
                    return wrongType();
                }
                maps.add(map.get());
            }
            return new Checked.Right(maps);
        }
        Optional<Object> value = Tree.json(sent.getFirst()).filter(this::isOfType);
        return value.<Checked>map(Checked.Right::new).orElseGet(this::wrongType);
    }

    private boolean isOfType(Object value) {
        return switch (type) {
            case "Integer" -> value instanceof Integer || value instanceof Long;
            case "Boolean" -> value instanceof Boolean;
            case "StringMap" -> value instanceof Map<?, ?>;
            case "MapList", "StringList" -> value instanceof List<?>;
            default -> isList() ? value instanceof List<?> : value instanceof String;
        };
    }

    private Checked wrongType() {
        return new Checked.Wrong("Parameter " + name + " is not of the type " + type + ".");
    }

    private Optional<String> allowed(List<String> sent) {
        for (String text : sent) {
            if (!allowedValues.isEmpty() && !allowedValues.contains(text)) {
                return Optional.of("Parameter " + name + " must be one of " + allowedValues + ".");
            }
            if (allowedPattern.isPresent()
                    && !allowedPattern.get().matcher(text).find()) {
                return Optional.of("Parameter " + name + " does not match the pattern " + allowedPattern.get() + ".");
            }
        }
        return Optional.empty();
    }

    /** What is wrong with the default, if there is one. */
    Optional<String> wrongDefault() {
        return defaultValue.flatMap(value -> {
            if (!isOfType(value)) {
                return Optional.of("The default of parameter " + name + " is not of the type " + type + ".");
            }
            boolean optional = value.equals("") || value.equals(List.of());
            return optional ? Optional.empty() : allowed(Tree.texts(value)).map("The default is wrong. "::concat);
        });
    }

    sealed interface Checked {
        record Right(Object value) implements Checked {}

        record Wrong(String why) implements Checked {}
    }
}

package dev.changeover.twin.formation;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What an expression names, without working it out. */
final class Mentions {
    /** {@code ${Name}} or {@code ${Name.Attribute}}; {@code ${!Name}} is a text that looks like one. */
    static final Pattern SUBSTITUTE = Pattern.compile("\\$\\{([^!][^}]*)}");

    private static final Pattern DYNAMIC = Pattern.compile("\\{\\{resolve:([a-z-]+):");

    final Set<String> names = new LinkedHashSet<>();
    final Set<Attribute> attributes = new LinkedHashSet<>();
    final Set<String> functions = new LinkedHashSet<>();
    final Set<String> conditions = new LinkedHashSet<>();
    final Set<String> mappings = new LinkedHashSet<>();
    final Set<String> stores = new LinkedHashSet<>();
    final List<Object> imports = new ArrayList<>();

    /** A {@code Fn::GetAtt}. */
    record Attribute(String resource, String name) {}

    static Mentions of(Object tree) {
        var mentions = new Mentions();
        mentions.see(tree);
        return mentions;
    }

    /** The resources and parameters named in any way. */
    Set<String> all() {
        Set<String> all = new LinkedHashSet<>(names);
        attributes.forEach(attribute -> all.add(attribute.resource()));
        return all;
    }

    private void see(Object tree) {
        switch (tree) {
            case null -> {}
            case List<?> list -> list.forEach(this::see);
            case Map<?, ?> map -> {
                Expressions.call(map).ifPresent(call -> note(call.function(), call.argument()));
                map.values().forEach(this::see);
            }
            case String text -> {
                Matcher dynamic = DYNAMIC.matcher(text);
                while (dynamic.find()) {
                    stores.add(dynamic.group(1));
                }
            }
            case Object _ -> {}
        }
    }

    private void note(String function, Object argument) {
        functions.add(function);
        switch (function) {
            case "Ref" -> names.add(argument.toString());
            case "Fn::GetAtt" -> attributes.add(attribute(argument));
            case "Fn::ImportValue" -> imports.add(argument);
            case "Fn::If" -> conditions.add(first(argument));
            case "Condition" -> conditions.add(argument.toString());
            case "Fn::FindInMap" -> mappings.add(first(argument));
            case "Fn::Sub" -> substitutes(argument);
            default -> {}
        }
    }

    private static String first(Object argument) {
        List<?> list = Trees.list(argument);
        return list.isEmpty() ? "" : String.valueOf(list.getFirst());
    }

    static Attribute attribute(Object argument) {
        List<?> parts = Trees.list(argument);
        if (parts.size() == 2) {
            return new Attribute(parts.get(0).toString(), parts.get(1).toString());
        }
        String text = argument.toString();
        int dot = text.indexOf('.');
        return dot < 0 ? new Attribute(text, "") : new Attribute(text.substring(0, dot), text.substring(dot + 1));
    }

    private void substitutes(Object argument) {
        List<?> parts = Trees.list(argument);
        String text = parts.isEmpty() ? argument.toString() : parts.getFirst().toString();
        Set<String> own = parts.size() == 2 ? Trees.map(parts.get(1)).keySet() : Set.of();
        Matcher found = SUBSTITUTE.matcher(text);
        while (found.find()) {
            String name = found.group(1);
            if (own.contains(name)) {
                continue;
            }
            if (name.contains(".")) {
                attributes.add(attribute(name));
            } else {
                names.add(name);
            }
        }
    }
}

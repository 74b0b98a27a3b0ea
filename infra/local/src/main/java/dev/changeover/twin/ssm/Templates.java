package dev.changeover.twin.ssm;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** References in double braces, such as {@code {{ step.Output }}}. */
final class Templates {
    private static final Pattern REFERENCE = Pattern.compile("\\{\\{\\s*([^{}]*?)\\s*}}");

    private Templates() {}

    /** Every reference within a tree. */
    static Stream<String> references(Object tree) {
        return switch (tree) {
            case Map<?, ?> members -> members.values().stream().flatMap(Templates::references);
            case List<?> items -> items.stream().flatMap(Templates::references);
            case String text -> REFERENCE.matcher(text).results().map(found -> found.group(1));
            case null -> Stream.empty();
            case Object _ -> Stream.empty();
        };
    }

    /** The tree with values for references; a text that is nothing but a reference takes the value's own type. */
    static Object resolve(Object tree, Function<String, Object> values) {
        return switch (tree) {
            case Map<?, ?> members -> {
                var resolved = new LinkedHashMap<String, Object>();
                members.forEach((name, value) -> resolved.put(name.toString(), resolve(value, values)));
                yield resolved;
            }
            case List<?> items ->
                items.stream().map(item -> resolve(item, values)).toList();
            case String text -> text(text, values);
            case null -> null;
            case Object other -> other;
        };
    }

    private static Object text(String text, Function<String, Object> values) {
        Matcher reference = REFERENCE.matcher(text.strip());
        if (reference.matches()) {
            return values.apply(reference.group(1));
        }
        return REFERENCE
                .matcher(text)
                .replaceAll(found -> Matcher.quoteReplacement(Tree.text(values.apply(found.group(1)))));
    }
}

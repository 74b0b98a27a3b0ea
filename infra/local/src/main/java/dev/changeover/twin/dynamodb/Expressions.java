package dev.changeover.twin.dynamodb;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads the expressions of one request. */
final class Expressions {
    private static final Set<String> COMPARISONS = Set.of("=", "<>", "<", "<=", ">", ">=");

    private final Words words;
    private final Placeholders placeholders;

    private Expressions(Words words, Placeholders placeholders) {
        this.words = words;
        this.placeholders = placeholders;
    }

    /** {@code parameter} is the request's name for it; no text is no condition. */
    static Condition condition(String parameter, Optional<String> text, Placeholders placeholders) {
        return text.<Condition>map(given -> {
                    var reader = new Expressions(new Words(parameter, given), placeholders);
                    Condition condition = reader.either();
                    reader.words.end();
                    return condition;
                })
                .orElseGet(Condition.Always::new);
    }

    static Update update(String text, Placeholders placeholders) {
        var reader = new Expressions(new Words("UpdateExpression", text), placeholders);
        Update update = reader.sections();
        reader.words.end();
        return update;
    }

    private Condition either() {
        List<Condition> any = new ArrayList<>(List.of(both()));
        while (words.skip("OR")) {
            any.add(both());
        }
        return any.size() == 1 ? any.getFirst() : new Condition.Or(any);
    }

    private Condition both() {
        List<Condition> all = new ArrayList<>(List.of(negatable()));
        while (words.skip("AND")) {
            all.add(negatable());
        }
        return all.size() == 1 ? all.getFirst() : new Condition.And(all);
    }

    private Condition negatable() {
        if (words.skip("NOT")) {
            return new Condition.Not(negatable());
        }
        if (words.skip("(")) {
            Condition inner = either();
            words.expect(")");
            return inner;
        }
        return words.peekSecond().equals("(") ? function() : comparison();
    }

    private Condition function() {
        return switch (words.peek().toLowerCase(Locale.ROOT)) {
            case "attribute_exists" -> new Condition.Exists(only());
            case "attribute_not_exists" -> new Condition.Not(new Condition.Exists(only()));
            case "begins_with" -> {
                Pair pair = pair();
                yield new Condition.Begins(pair.first(), pair.second());
            }
            default -> throw words.unexpected();
        };
    }

    private Condition comparison() {
        Operand left = simple();
        String operator = words.skipOneOf(COMPARISONS).orElseThrow(words::unexpected);
        return new Condition.Compares(left, operator, simple());
    }

    private Update sections() {
        Map<String, Operand> set = new LinkedHashMap<>();
        Set<String> removed = new LinkedHashSet<>();
        boolean any = false;
        while (!words.peek().isEmpty()) {
            if (words.skip("SET") && set.isEmpty()) {
                do {
                    assign(set);
                } while (words.skip(","));
            } else if (words.skip("REMOVE") && removed.isEmpty()) {
                do {
                    removed.add(attribute().name());
                } while (words.skip(","));
            } else {
                throw words.unexpected();
            }
            any = true;
        }
        if (!any || removed.stream().anyMatch(set::containsKey)) {
            throw words.invalid("Two document paths overlap with each other;");
        }
        return new Update(set, removed);
    }

    private void assign(Map<String, Operand> set) {
        String name = attribute().name();
        words.expect("=");
        if (set.put(name, sum()) != null) {
            throw words.invalid("Two document paths overlap with each other; must remove or rewrite one of these paths;"
                    + " path one: [" + name + "], path two: [" + name + "]");
        }
    }

    private Operand sum() {
        Operand left = term();
        return switch (words.peek()) {
            case "+", "-" -> {
                boolean negated = words.take().equals("-");
                yield new Operand.Sum(left, term(), negated);
            }
            default -> left;
        };
    }

    private Operand term() {
        if (!words.peekSecond().equals("(")) {
            return simple();
        }
        return switch (words.peek().toLowerCase(Locale.ROOT)) {
            case "list_append" -> {
                Pair pair = pair();
                yield new Operand.Joined(pair.first(), pair.second());
            }
            case "if_not_exists" -> {
                Pair pair = pair();
                if (!(pair.first() instanceof Operand.Attribute attribute)) {
                    throw words.invalid("Operator or function requires a document path; if_not_exists");
                }
                yield new Operand.Otherwise(attribute, pair.second());
            }
            default -> throw words.unexpected();
        };
    }

    private record Pair(Operand first, Operand second) {}

    private Pair pair() {
        words.take();
        words.expect("(");
        Operand first = term();
        words.expect(",");
        Operand second = term();
        words.expect(")");
        return new Pair(first, second);
    }

    private Operand.Attribute only() {
        words.take();
        words.expect("(");
        Operand.Attribute attribute = attribute();
        words.expect(")");
        return attribute;
    }

    private Operand simple() {
        return words.peek().startsWith(":") ? new Operand.Literal(placeholders.value(words.take())) : attribute();
    }

    private Operand.Attribute attribute() {
        boolean word = !words.peek().isEmpty()
                && (words.peek().startsWith("#")
                        || Character.isLetter(words.peek().charAt(0)));
        if (!word) {
            throw words.unexpected();
        }
        var attribute = new Operand.Attribute(placeholders.name(words.take()));
        if (words.peek().equals(".") || words.peek().equals("[")) {
            throw words.unexpected();
        }
        return attribute;
    }
}

package dev.changeover.plan;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;

/** One value of the file. Each way of reading it gives the value, or nothing and a fault. */
record Value(String path, Node node, Faults faults) {
    Optional<String> text() {
        if (!(node instanceof ScalarNode scalar)) {
            return fault("must be text, found " + kind(), "write the value on the line of its key");
        }
        boolean empty = scalar.getTag().equals(Tag.NULL) || scalar.getValue().isBlank();
        return empty ? fault("has no value", "give it one or remove the line") : Optional.of(scalar.getValue());
    }

    /** Reads with the check that the type itself makes; its words become the fault's. */
    <T> Optional<T> as(Function<String, T> type, String remedy) {
        return text().flatMap(text -> {
            try {
                return Optional.of(type.apply(text));
            } catch (IllegalArgumentException refused) {
                return fault(Faults.quoted(text) + " is refused: " + brief(refused.getMessage()), remedy);
            }
        });
    }

    Optional<String> oneOf(Collection<String> choices) {
        return text().flatMap(text -> {
            if (choices.contains(text)) {
                return Optional.of(text);
            }
            String remedy = Nearest.to(text, choices)
                    .map(near -> "did you mean '" + near + "'?")
                    .orElseGet(() -> "write one of " + String.join(", ", choices));
            return fault("does not know " + Faults.quoted(text), remedy);
        });
    }

    /** Only the two plain words: YAML's yes, no, on and off have moved too many switches by accident. */
    Optional<Boolean> trueOrFalse() {
        return text().flatMap(text -> switch (text) {
            case "true" -> Optional.of(true);
            case "false" -> Optional.of(false);
            default -> fault("must be true or false, found " + Faults.quoted(text), "write true or false");
        });
    }

    Optional<Duration> duration(Bounds bounds) {
        return text().flatMap(text -> {
            Optional<Duration> duration = Durations.parse(text);
            if (duration.isEmpty()) {
                String remedy = text.matches("\\d+")
                        ? "add its unit, such as " + text + "s"
                        : "write a whole number and ms, s, m or h, such as 500ms, 5s, 2m or 1h";
                return fault("is not a duration: " + Faults.quoted(text), remedy);
            }
            return bounds.include(duration.get())
                    ? duration
                    : fault(Faults.quoted(text) + " is out of bounds", "choose from " + bounds);
        });
    }

    Optional<List<Value>> list() {
        if (!(node instanceof SequenceNode sequence)) {
            return fault("must be a list, found " + kind(), "write its items in [ ] or one a line, each after a dash");
        }
        List<Value> items = new ArrayList<>();
        for (Node item : sequence.getValue()) {
            items.add(new Value(path + "[" + items.size() + "]", item, faults));
        }
        return Optional.of(items);
    }

    Optional<Section> section(Part part, List<RetiredKey> retired) {
        if (!(node instanceof MappingNode mapping)) {
            String found = path.isEmpty() ? "the file is not a plan: it holds " : "must have keys under it, found ";
            return fault(found + kind(), "write " + String.join(", ", part.keys()) + " under it, each with its value");
        }
        return Optional.of(Section.of(path, mapping, faults, part, retired));
    }

    <T> Optional<T> fault(String wrong, String remedy) {
        faults.add(Place.of(node), path, wrong, remedy);
        return Optional.empty();
    }

    private String kind() {
        return switch (node) {
            case MappingNode _ -> "keys and values";
            case SequenceNode _ -> "a list";
            case Node scalar when scalar.getTag().equals(Tag.NULL) -> "nothing";
            case Node _ -> "text";
        };
    }

    /** Type checks repeat the value they refuse, and a value can be as long as the file. */
    private static String brief(String message) {
        String quoted = Faults.quoted(message);
        return quoted.substring(1, quoted.length() - 1);
    }
}

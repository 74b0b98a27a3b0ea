package dev.changeover.plan;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;

/** The keys and values of one part of the file. Keys it does not know are faults already when it is made. */
final class Section {
    private final String path;
    private final MappingNode node;
    private final Faults faults;
    private final Part part;
    private final List<RetiredKey> retired;
    private final Map<String, Value> values = new LinkedHashMap<>();
    /** Keys that are missing only because they are misspelt: one fault for one mistake. */
    private final List<String> misspelt = new ArrayList<>();

    private Section(String path, MappingNode node, Faults faults, Part part, List<RetiredKey> retired) {
        this.path = path;
        this.node = node;
        this.faults = faults;
        this.part = part;
        this.retired = retired;
    }

    static Section of(String path, MappingNode node, Faults faults, Part part, List<RetiredKey> retired) {
        var section = new Section(path, node, faults, part, retired);
        section.readKeys();
        return section;
    }

    private void readKeys() {
        Map<String, Place> first = new LinkedHashMap<>();
        List<ScalarNode> strangers = new ArrayList<>();
        for (NodeTuple tuple : node.getValue()) {
            if (!(tuple.getKeyNode() instanceof ScalarNode key)) {
                faults.add(Place.of(tuple.getKeyNode()), path, "a key must be text", "write 'key: value'");
                continue;
            }
            Place earlier = first.putIfAbsent(key.getValue(), Place.of(key));
            if (earlier != null) {
                fault(key, "is given twice, first in line " + earlier.line(), "remove one of them");
            } else if (part.keys().contains(key.getValue())) {
                values.put(key.getValue(), new Value(pathOf(key.getValue()), tuple.getValueNode(), faults));
            } else {
                strangers.add(key);
            }
        }
        strangers.forEach(this::explainStranger);
    }

    private void explainStranger(ScalarNode key) {
        Optional<RetiredKey> old = retired.stream()
                .filter(candidate -> candidate.part() == part && candidate.key().equals(key.getValue()))
                .findFirst();
        if (old.isPresent()) {
            misspelt.add(old.get().heir());
            fault(key, "is no longer read", "write '" + old.get().heir() + "' instead");
            return;
        }
        List<String> open =
                part.keys().stream().filter(known -> !values.containsKey(known)).toList();
        Optional<String> near = Nearest.to(key.getValue(), open).or(() -> Nearest.to(key.getValue(), part.keys()));
        near.ifPresent(misspelt::add);
        fault(
                key,
                "is not a key of " + part,
                near.map(meant -> "did you mean '" + meant + "'?").orElseGet(() -> placeFor(key.getValue())));
    }

    private String placeFor(String key) {
        return Part.knowing(key)
                .map(home -> "it belongs to " + home)
                .orElseGet(() -> "known here: " + String.join(", ", part.keys()));
    }

    private void fault(ScalarNode key, String wrong, String remedy) {
        String shown = Faults.quoted(key.getValue());
        faults.add(Place.of(key), pathOf(shown.substring(1, shown.length() - 1)), wrong, remedy);
    }

    Optional<Value> required(String key) {
        if (!values.containsKey(key) && !misspelt.contains(key)) {
            faults.add(Place.of(node), pathOf(key), "is missing", "add '" + part.example(key) + "'");
        }
        return optional(key);
    }

    Optional<Value> optional(String key) {
        return Optional.ofNullable(values.get(key));
    }

    Optional<Section> requiredSection(String key, Part of) {
        return required(key).flatMap(value -> value.section(of, retired));
    }

    Optional<Section> optionalSection(String key, Part of) {
        return optional(key).flatMap(value -> value.section(of, retired));
    }

    Map<String, Value> values() {
        return values;
    }

    List<RetiredKey> retired() {
        return retired;
    }

    Node node() {
        return node;
    }

    private String pathOf(String key) {
        return path.isEmpty() ? key : path + "." + key;
    }
}

package dev.changeover.twin.formation;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What comes before what; among equals, as it was written. */
record Order(List<String> sorted, List<String> circle) {
    /** {@code needs} names for each what it needs; what is not a key itself counts as there already. */
    static Order of(Map<String, ? extends Set<String>> needs) {
        Map<String, Set<String>> open = new LinkedHashMap<>();
        needs.forEach((name, wanted) -> {
            Set<String> known = new LinkedHashSet<>(wanted);
            known.retainAll(needs.keySet());
            open.put(name, known);
        });
        List<String> sorted = new ArrayList<>();
        while (!open.isEmpty()) {
            List<String> ready = open.entrySet().stream()
                    .filter(entry -> entry.getValue().isEmpty())
                    .map(Map.Entry::getKey)
                    .toList();
            if (ready.isEmpty()) {
                return new Order(List.copyOf(sorted), circle(open));
            }
            sorted.add(ready.getFirst());
            open.remove(ready.getFirst());
            open.values().forEach(wanted -> wanted.remove(ready.getFirst()));
        }
        return new Order(List.copyOf(sorted), List.of());
    }

    /** Whoever follows needs long enough comes round. */
    private static List<String> circle(Map<String, Set<String>> open) {
        List<String> way = new ArrayList<>();
        String at = open.keySet().iterator().next();
        while (!way.contains(at)) {
            way.add(at);
            at = open.get(at).iterator().next();
        }
        return List.copyOf(way.subList(way.indexOf(at), way.size()));
    }
}

package dev.changeover.twin.model;

import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** A metric of CloudWatch; the order of its dimensions does not matter. */
public record Metric(String namespace, String name, SortedMap<String, String> dimensions) {
    public Metric {
        dimensions = Collections.unmodifiableSortedMap(new TreeMap<>(dimensions));
    }

    public static Metric of(String namespace, String name, Map<String, String> dimensions) {
        return new Metric(namespace, name, new TreeMap<>(dimensions));
    }
}

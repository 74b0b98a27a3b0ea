package dev.changeover.benchmarks;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Measured figures by name, in the order in which they were first seen; prints their medians, least and most. */
final class Figures {
    private record Name(String what, String unit) {}

    private static final double NANOS_PER_MS = 1e6;

    private final Map<Name, List<Double>> all = new LinkedHashMap<>();

    void note(String what, Duration took) {
        note(what, took.toNanos() / NANOS_PER_MS, "ms");
    }

    /** The time since {@code fromNanos}, read from {@link System#nanoTime}. */
    void since(String what, long fromNanos) {
        note(what, Duration.ofNanos(System.nanoTime() - fromNanos));
    }

    void note(String what, double figure, String unit) {
        all.computeIfAbsent(new Name(what, unit), _ -> new ArrayList<>()).add(figure);
    }

    double median(String what) {
        return all.entrySet().stream()
                .filter(entry -> entry.getKey().what().equals(what))
                .findFirst()
                .map(entry -> median(entry.getValue()))
                .orElse(Double.NaN);
    }

    private static double median(List<Double> figures) {
        List<Double> sorted = figures.stream().sorted().toList();
        return sorted.get(sorted.size() / 2);
    }

    void print() {
        System.out.printf("%-46s %10s %10s %10s %6s%n", "", "median", "least", "most", "times");
        all.forEach((name, figures) -> {
            List<Double> sorted = figures.stream().sorted().toList();
            System.out.printf(
                    Locale.ROOT,
                    "%-46s %10.1f %10.1f %10.1f %6d  %s%n",
                    name.what(),
                    median(figures),
                    sorted.getFirst(),
                    sorted.getLast(),
                    sorted.size(),
                    name.unit());
        });
    }

    /** A bound, and how far the median is from it. */
    void against(String what, double bound) {
        double found = median(what);
        System.out.printf(
                Locale.ROOT,
                "%-46s %10.1f of %.1f: %.2f of the bound, %s%n",
                what,
                found,
                bound,
                found / bound,
                found <= bound ? "kept" : "MISSED");
    }
}

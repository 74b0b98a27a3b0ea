package dev.changeover.plan;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Collects what is wrong with one file. */
final class Faults {
    /** More than this many are noise: the file is not a plan, or one mistake repeats. */
    static final int SHOWN_MAX = 50;

    /** Longest piece of the file repeated in a fault, in characters. */
    private static final int QUOTED_MAX = 80;

    private final String file;
    private final List<Fault> found = new ArrayList<>();

    Faults(String file) {
        this.file = file;
    }

    void add(Place at, String key, String wrong, String remedy) {
        found.add(new Fault(file, at.line(), at.column(), key, wrong, remedy));
    }

    boolean none() {
        return found.isEmpty();
    }

    /** From the top of the file to its end. */
    List<Fault> inOrder() {
        return found.stream()
                .sorted(Comparator.comparingInt(Fault::line).thenComparingInt(Fault::column))
                .limit(SHOWN_MAX)
                .toList();
    }

    /** A piece of the file, made fit for one line of a terminal. */
    static String quoted(String text) {
        String printable = text.replaceAll("\\p{Cntrl}+", " ");
        boolean whole = printable.length() <= QUOTED_MAX;
        return "'" + (whole ? printable : printable.substring(0, QUOTED_MAX) + "…") + "'";
    }
}

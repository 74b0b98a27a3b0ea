package dev.changeover.twin.formation;

import java.util.List;

/** Templates the twin cannot make a world from; nothing was created. Each fault says what to change. */
public final class UnusableTemplates extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final List<String> faults;

    UnusableTemplates(List<String> faults) {
        super(String.join(" ", faults));
        this.faults = List.copyOf(faults);
    }

    public List<String> faults() {
        return faults;
    }
}

package dev.changeover.infra;

import java.util.List;

/** The parameters, or a file they name, cannot be built from; nothing has been created. */
public final class UnusableParameters extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient List<String> faults;

    UnusableParameters(List<String> faults) {
        super(String.join("\n", faults), null, false, false); // where we noticed says nothing to the reader
        this.faults = List.copyOf(faults);
    }

    /** One sentence each, at least one. */
    public List<String> faults() {
        return faults;
    }
}

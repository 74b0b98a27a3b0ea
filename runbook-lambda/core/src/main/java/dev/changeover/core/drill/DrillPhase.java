package dev.changeover.core.drill;

import java.util.Arrays;
import java.util.Optional;

/** The phases in their order. */
public enum DrillPhase {
    PRECHECK("precheck"),
    FAILOVER("failover"),
    SOAK("soak"),
    FAILBACK("failback"),
    VERDICT("verdict");

    private final String shown;

    DrillPhase(String shown) {
        this.shown = shown;
    }

    public static Optional<DrillPhase> named(String shown) {
        return Arrays.stream(values())
                .filter(phase -> phase.shown.equals(shown))
                .findFirst();
    }

    @Override
    public String toString() {
        return shown;
    }
}

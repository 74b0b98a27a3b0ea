package dev.changeover.core.drill;

/** Away from where the application is, or back to it. */
public enum Leg {
    FAILOVER("failover"),
    FAILBACK("failback");

    private final String shown;

    Leg(String shown) {
        this.shown = shown;
    }

    @Override
    public String toString() {
        return shown;
    }
}

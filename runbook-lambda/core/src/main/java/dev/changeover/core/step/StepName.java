package dev.changeover.core.step;

import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;

/** The steps in their order. Traffic never reaches a Region whose database is not writable there. */
public enum StepName {
    PREFLIGHT("Preflight", Duration.ofSeconds(30)),
    /** A person has to come; a day is how long one may be away. */
    APPROVE("Approve", Duration.ofDays(1)),
    STAGE_SECRET("StageSecret", Duration.ofMinutes(1)),
    /** Field reports of Aurora cross-Region moves reach 8 minutes; AWS says "within a few". */
    SWITCH_DATABASE("SwitchDatabase", Duration.ofMinutes(15)),
    VERIFY_WRITABLE("VerifyWritable", Duration.ofMinutes(2)),
    REWRITE_SECRET("RewriteSecret", Duration.ofMinutes(1)),
    SHIFT_TRAFFIC("ShiftTraffic", Duration.ofMinutes(1)),
    /** Five times the 60 s that AWS recommends as TTL of failover records. */
    VERIFY_TRAFFIC("VerifyTraffic", Duration.ofMinutes(5)),
    REPORT("Report", Duration.ofSeconds(30));

    private final String shown;
    private final Duration deadlineDefault;

    StepName(String shown, Duration deadlineDefault) {
        this.shown = shown;
        this.deadlineDefault = deadlineDefault;
    }

    /** How long the step may take before it halts, unless the plan says otherwise. */
    public Duration deadlineDefault() {
        return deadlineDefault;
    }

    /** The step an operator or a plan file names, such as {@code SwitchDatabase}. */
    public static Optional<StepName> named(String shown) {
        return Arrays.stream(values()).filter(name -> name.shown.equals(shown)).findFirst();
    }

    @Override
    public String toString() {
        return shown;
    }
}

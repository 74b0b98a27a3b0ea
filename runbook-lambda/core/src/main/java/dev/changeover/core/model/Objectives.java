package dev.changeover.core.model;

import java.time.Duration;

/** What the application's owners promised: recovery time and recovery point. */
public record Objectives(Duration rto, Duration rpo) {
    public Objectives {
        if (!rto.isPositive() || rpo.isNegative()) {
            throw new IllegalArgumentException("rto must be above zero and rpo not below it");
        }
    }
}

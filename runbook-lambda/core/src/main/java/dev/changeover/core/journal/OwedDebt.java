package dev.changeover.core.journal;

import dev.changeover.core.step.Asked;
import dev.changeover.core.step.Debt;
import java.time.Instant;
import java.util.Optional;

/** A debt, since when it is owed, what was last asked to pay it, and when it was paid. */
public record OwedDebt(Debt debt, Instant since, Asked asked, Optional<Instant> paidAt) {
    public boolean paid() {
        return paidAt.isPresent();
    }
}

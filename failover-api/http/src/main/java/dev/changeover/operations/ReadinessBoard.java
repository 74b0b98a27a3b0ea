package dev.changeover.operations;

import dev.changeover.core.model.ApplicationPlan;

/** Keeps what readiness runs found, and runs one when asked. */
public interface ReadinessBoard {
    /** What is known, without looking anew. */
    Readiness of(ApplicationPlan plan);

    /** Looks at everything now. Changes nothing; what does not answer is a finding. */
    Readiness run(ApplicationPlan plan);
}

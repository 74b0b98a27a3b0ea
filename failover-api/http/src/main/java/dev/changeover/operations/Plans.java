package dev.changeover.operations;

import dev.changeover.core.model.ApplicationName;
import dev.changeover.core.model.ApplicationPlan;
import java.util.List;
import java.util.Optional;

/** The plans of the applications that this service moves. */
public interface Plans {
    /** All sound plans, in the order of their names. */
    List<ApplicationPlan> all();

    /** What is wrong with the plans that were left out, in sentences. */
    List<String> faults();

    default Optional<ApplicationPlan> of(ApplicationName application) {
        return all().stream().filter(plan -> plan.name().equals(application)).findFirst();
    }

    /** Plans that never change. */
    static Plans of(List<ApplicationPlan> plans) {
        List<ApplicationPlan> kept = List.copyOf(plans);
        return new Plans() {
            @Override
            public List<ApplicationPlan> all() {
                return kept;
            }

            @Override
            public List<String> faults() {
                return List.of();
            }
        };
    }
}

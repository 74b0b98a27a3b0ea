package dev.changeover.handler.service;

import dev.changeover.aws.PlanStore;
import dev.changeover.aws.PlanStore.Looked;
import dev.changeover.aws.PlanStore.Stored;
import dev.changeover.core.model.ApplicationPlan;
import dev.changeover.operations.Plans;
import java.util.ArrayList;
import java.util.List;

/** The plans in Parameter Store. While it is silent there are none, and a fault that says so. */
final class StoredPlans implements Plans {
    private final PlanStore store;

    StoredPlans(PlanStore store) {
        this.store = store;
    }

    @Override
    public List<ApplicationPlan> all() {
        List<ApplicationPlan> plans = new ArrayList<>();
        if (store.plans() instanceof Looked.Listed(var stored, var _)) {
            for (Stored one : stored) {
                if (one instanceof Stored.Sound(var _, var plan)) {
                    plans.add(plan);
                }
            }
        }
        return plans;
    }

    @Override
    public List<String> faults() {
        return switch (store.plans()) {
            case Looked.Unreadable(var why) -> List.of("the plans cannot be read: " + why.message());
            case Looked.Listed(var stored, var _) ->
                stored.stream()
                        .filter(Stored.Faulty.class::isInstance)
                        .map(Stored.Faulty.class::cast)
                        .map(faulty -> faulty.application() + ": " + String.join("; ", faulty.faults()))
                        .toList();
        };
    }
}

package dev.changeover.http.show;

import dev.changeover.core.model.ApplicationPlan;
import dev.changeover.operations.Operations;
import dev.changeover.operations.Seen;
import dev.changeover.view.Json;
import java.util.List;
import java.util.Map;

/** Whom a page speaks to, and which world it sees. */
public final class ServiceShow {
    private ServiceShow() {}

    /** The twin only if every plan is of the twin: one real application makes it the real thing. */
    public static Map<String, Object> service(Operations operations) {
        List<ApplicationPlan> plans = operations.plans().all();
        boolean twin =
                !plans.isEmpty() && plans.stream().allMatch(plan -> plan.twin().isPresent());
        return Json.object(
                "region", operations.here().region(),
                "world", twin ? "twin" : "aws",
                "version", operations.here().version());
    }

    static String world(ApplicationPlan plan) {
        return plan.twin().isPresent() ? "twin" : "aws";
    }

    static List<Map<String, Object>> incomplete(Seen seen) {
        return seen.silent().stream()
                .map(silence -> Json.object("region", silence.region(), "since", silence.since(), "why", silence.why()))
                .toList();
    }
}

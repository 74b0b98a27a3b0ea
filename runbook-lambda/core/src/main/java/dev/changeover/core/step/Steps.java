package dev.changeover.core.step;

import dev.changeover.core.model.ApplicationPlan;
import dev.changeover.core.model.ChangeoverRequest;
import dev.changeover.core.model.Mode;
import dev.changeover.core.model.Site;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Lays the runbook out for one changeover. */
public final class Steps {
    private Steps() {}

    /** The steps in order. {@code mode} is the present one: an operator may have escalated since the request. */
    public static List<Step> of(ApplicationPlan plan, ChangeoverRequest request, Mode mode) {
        Site from = plan.site(request.from());
        Site to = plan.site(request.to());
        List<Step> steps = new ArrayList<>();
        steps.add(new Step.Preflight(from, to, mode, plan.globalCluster()));
        if (plan.policy().approval()) {
            steps.add(new Step.Approve(from, to));
        }
        steps.add(new Step.StageSecret(from, to, mode, plan.secrets()));
        steps.add(new Step.SwitchDatabase(from, to, mode, plan.globalCluster()));
        steps.add(new Step.VerifyWritable(from, to));
        steps.add(new Step.RewriteSecret(from, to, mode, plan.secrets()));
        steps.add(new Step.ShiftTraffic(from, to, request.overriddenRules()));
        steps.add(new Step.VerifyTraffic(from, to, plan.traffic()));
        steps.add(new Step.Report(from, to));
        return List.copyOf(steps);
    }

    /** How long the step may take in this application. */
    public static Duration deadline(ApplicationPlan plan, StepName name) {
        return plan.timeouts().steps().getOrDefault(name.toString(), name.deadlineDefault());
    }
}
